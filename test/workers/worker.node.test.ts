import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { bundleWorker } from "../support/bundles.ts";

const APP = "https://app.example.com";
const EVIL = "https://evil.example";
const API = "https://api.example.com";
const ORIGINS = `${APP},https://*.example.org`;

let mf: Miniflare;

beforeAll(async () => {
  const script = await bundleWorker(new URL("worker.ts", import.meta.url));
  const options = convertV4MiniflareOptions({
    // What the policy reports of the errors provoked below.
    handleStructuredLogs: () => {},
    name: "main",
    modules: true,
    script,
    compatibilityDate: "2026-10-20",
    bindings: { ORIGINS, UPSTREAM: inject("upstream") },
    durableObjects: { ROOM: "Room", PLAIN_ROOM: "PlainRoom" },
    serviceBindings: {
      SERVICE: { name: "main", entrypoint: "ServiceWithCors" },
      FIELD: { name: "main", entrypoint: "FieldWithCors" },
    },
  });
  mf = new Miniflare(options);
  await mf.ready;
});
afterAll(() => mf.dispose());

async function expectRoute(path: string, status: number, text: string): Promise<void> {
  for (const origin of [APP, EVIL, undefined]) {
    const response = await mf.dispatchFetch(`${API}${path}`, {
      headers: origin === undefined ? {} : { Origin: origin },
      redirect: "manual",
    });
    expect(response.status, `${path} ${origin}`).toBe(status);
    expect(response.headers.get("access-control-allow-origin")).toBe(origin === APP ? APP : null);
    expect(response.headers.get("vary")?.match(/origin/gi)).toHaveLength(1);
    expect(await response.text()).toBe(text);
  }
}

describe("in workerd, with the policy on it exactly once:", () => {
  test.each([
    ["/proxy-gzip", 200, "body of 200"],
    ["/made-gzip", 200, "body of 200"],
    ["/room", 404, "room"],
    ["/plain-room", 404, "room"],
    ["/rpc", 200, "3,7"],
    ["/service", 500, "Internal Server Error"],
    ["/field", 200, `field: ${ORIGINS}`],
    ["/cached", 200, "cached"],
    ["/redirect", 302, ""],
    ["/network-error", 500, "Internal Server Error"],
    ["/nothing", 500, "Internal Server Error"],
    ["/object", 500, "Internal Server Error"],
    ["/never", 504, "Gateway Timeout"],
    ["/wait", 200, "waited"],
    ["/no-such-route", 500, "Internal Server Error"],
  ])("%s", async (path, status, text) => {
    await expectRoute(path, status, text);
  });

  test("a preflight never runs the handler", async () => {
    const headers = { Origin: APP, "Access-Control-Request-Method": "DELETE" };
    const response = await mf.dispatchFetch(`${API}/never`, { method: "OPTIONS", headers });
    expect(response.status).toBe(204);
  });
});

describe("WebSockets", () => {
  const connect = (path: string, origin?: string): ReturnType<Miniflare["dispatchFetch"]> =>
    mf.dispatchFetch(`${API}${path}`, {
      headers: { Upgrade: "websocket", ...(origin !== undefined && { Origin: origin }) },
    });

  test.each(["/socket", "/room", "/plain-room"])(
    "%s: allowed, same-host and other programs connect and talk",
    async (path) => {
      for (const origin of [APP, API, undefined]) {
        const { status, webSocket } = await connect(path, origin);
        expect(status).toBe(101);
        const message = new Promise((resolve) => webSocket?.addEventListener("message", ({ data }) => resolve(data)));
        webSocket?.accept();
        webSocket?.send("hello");
        expect(await message).toBe("echo hello");
        webSocket?.close();
      }
    },
  );

  test.each(["/socket", "/room"])("%s: a denied page does not get through", async (path) => {
    for (const origin of [EVIL, "null", "http://app.example.com"]) {
      const { status, webSocket } = await connect(path, origin);
      expect([status, webSocket]).toEqual([403, null]);
    }
  });
});

test("the other handlers are the module's own", async () => {
  const worker = await mf.getWorker();
  expect(await worker.scheduled({ cron: "* * * * *" })).toEqual({ outcome: "ok", noRetry: true });
  const message = { id: "1", timestamp: new Date(), attempts: 1, body: "a" };
  expect(await worker.queue("q", [message])).toMatchObject({ outcome: "ok", ackAll: true });
});
