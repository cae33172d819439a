import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recognize } from "../../src/browser/index.ts";
import { bundleWorker } from "../support/bundles.ts";
import { launchChromium } from "../support/chromium.ts";
import { freePort } from "../support/free-port.ts";
import { startOrSkip } from "../support/start-or-skip.ts";

// Cross-site WebSocket hijacking, tried for real: no browser asks a server's permission before it opens a socket, and
// the visitor's cookies go along.

const chromium = await startOrSkip("Chromium", () => launchChromium());
const port = await freePort();
const pageOf = (name: string): string => `http://${name}.localhost:${port}`;
const socketOf = (path: string): string => `ws://api.localhost:${port}${path}`;
let miniflare: Miniflare;

beforeAll(async () => {
  const script = await bundleWorker(new URL("../workers/sockets.ts", import.meta.url));
  miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port,
      modules: true,
      script,
      compatibilityDate: "2026-10-20",
      bindings: { ALLOWED: pageOf("app") },
      durableObjects: { ROOM: "Room" },
    }),
  );
  await miniflare.ready;
});
afterAll(async () => {
  await miniflare.dispose();
  await chromium?.close();
});

/** What a page got out of a socket: what the server said first, its own words said again, how it ended, and the console. */
interface Talk {
  readonly heard: readonly (string | number)[];
  readonly code: number;
  readonly reason: string;
  readonly printed: readonly string[];
}

/** @param sandboxed whether it is a frame in the page that asks, whose origin is `null` */
async function talk(page: string, path: string, sandboxed = false): Promise<Talk> {
  const context = await (chromium ?? expect.fail("there is no browser")).newContext();
  try {
    const tab = await context.newPage();
    // The visitor is known to the API.
    await tab.goto(pageOf("api"));
    await tab.goto(page);
    const printed: string[] = [];
    tab.on("console", (message) => void printed.push(message.text()));
    if (sandboxed) {
      await tab.setContent('<iframe sandbox="allow-scripts" srcdoc="<!doctype html><title>frame</title>"></iframe>');
    }
    const [frame = expect.fail("there is no frame")] = sandboxed ? tab.mainFrame().childFrames() : [tab.mainFrame()];
    const talked = await frame.evaluate(
      (url) =>
        new Promise<Omit<Talk, "printed">>((resolve) => {
          const heard: (string | number)[] = [];
          const socket = new WebSocket(url);
          socket.binaryType = "arraybuffer";
          socket.addEventListener("open", () => {
            socket.send("größe");
            socket.send(new Uint8Array(100_000).fill(7));
          });
          socket.addEventListener("message", ({ data }) => {
            heard.push(typeof data === "string" ? data : new Uint8Array(data).filter((byte) => byte === 7).length);
            if (heard.length === 3) socket.close(4001, "enough");
          });
          socket.addEventListener("close", ({ code, reason }) => resolve({ heard, code, reason }));
        }),
      socketOf(path),
    );
    const isRefused = talked.code === 1006;
    if (isRefused && printed.length === 0) await tab.waitForEvent("console");
    return { ...talked, printed };
  } finally {
    await context.close();
  }
}

const TALKED: Talk = { heard: ["session session=1", "größe", 100_000], code: 4001, reason: "enough", printed: [] };
const REFUSED: Talk = { heard: [], code: 1006, reason: "", printed: [expect.stringContaining("failed")] };

describe.skipIf(chromium === undefined)("a socket's page:", () => {
  test.each<[path: string, what: string, page: string, expected: Talk]>([
    ["/worker", "an allowed page talks, to the byte", "app", TALKED],
    ["/worker", "a page of the host itself talks", "api", TALKED],
    ["/worker", "a denied page gets nothing", "evil", REFUSED],
    ["/room", "an allowed page talks, to the byte", "app", TALKED],
    ["/room", "a page of the host itself talks", "api", TALKED],
    ["/room", "a denied page gets nothing", "evil", REFUSED],
    ["/unguarded", "guardWebSockets: false lets a denied page speak in the visitor's name", "evil", TALKED],
    [
      "/everybodys",
      "a policy for everybody does so too: sockets have the visitor's cookies, whatever it says",
      "evil",
      TALKED,
    ],
  ])("%s: %s", async (path, _, page, expected) => {
    expect(await talk(pageOf(page), path)).toEqual(expected);
  });

  test.each(["evil", "app", "api"])(
    "a sandboxed frame in a page of %s, whose origin is null, gets nothing",
    async (page) => {
      expect(await talk(pageOf(page), "/worker", true)).toEqual(REFUSED);
    },
  );

  test("a policy that allows null lets any page speak in the visitor's name, through such a frame", async () => {
    expect(await talk(pageOf("evil"), "/nobodys", true)).toEqual(TALKED);
    expect(await talk(pageOf("evil"), "/nobodys")).toEqual(REFUSED);
  });

  test("of a denied page, corskit explain knows what the console says", async () => {
    const { printed } = await talk(pageOf("evil"), "/worker");
    expect(recognize(printed.join("\n"))).toMatchObject([
      {
        text: printed[0],
        engine: "chromium",
        topic: "web-socket-refused",
        values: { URL: socketOf("/worker"), STATUS: "403" },
      },
    ]);
  });
});
