import { once } from "node:events";
import { createServer as createHttpServer, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { afterAll, describe, expect, test } from "vitest";
import { cors, CorsConfigError, type CorsConfig } from "../../src/index.ts";
import { selfSigned } from "../support/certificate.ts";
import { launchChromium } from "../support/chromium.ts";
import { startOrSkip } from "../support/start-or-skip.ts";

// What each `dangerously…` option opens, as an attack on a visitor who is logged in, in a real Chromium.

const HOSTS = ["api.example.com", "app.example.com", "evil.example", "evil.github.io", "evil--app.netlify.app"];
const API = "https://api.example.com";

/** An option, the config that needs it, and the page that reads then. */
interface Danger {
  readonly option: keyof CorsConfig;
  readonly config: CorsConfig;
  /** Whose page it is, as far as the visitor can tell. */
  readonly attacker: string;
  /** What the attacker did to have it. */
  readonly attack: string;
  /** In a frame that is sandboxed, whose origin is `null`. */
  readonly sandboxed?: boolean;
  readonly credentials: RequestCredentials;
  readonly stolen: string;
}

const DANGERS: readonly Danger[] = [
  {
    option: "dangerouslyAllowNullOrigin",
    config: { allowOrigins: ["null"] },
    attacker: "https://evil.example",
    attack: "any site reads through a sandboxed frame",
    sandboxed: true,
    credentials: "omit",
    stolen: "data for nobody",
  },
  {
    option: "dangerouslyAllowInsecureOrigins",
    config: { allowOrigins: ["http://app.example.com"], allowCredentials: true },
    attacker: "http://app.example.com",
    attack: "whoever controls the network answers for the http: page",
    credentials: "include",
    stolen: "data for session=1",
  },
  {
    option: "dangerouslyAllowPublicSuffixes",
    config: { allowOrigins: ["https://*.github.io"], allowCredentials: true },
    attacker: "https://evil.github.io",
    attack: "anybody registers a name there",
    credentials: "include",
    stolen: "data for session=1",
  },
  {
    option: "dangerouslyAllowPartialLabels",
    config: { allowOrigins: ["https://*--app.netlify.app"], allowCredentials: true },
    attacker: "https://evil--app.netlify.app",
    attack: "anybody calls a site so",
    credentials: "include",
    stolen: "data for session=1",
  },
];

/** What the API at each path, `/0` and so on, answers: its policy, in front of what only its visitor should see. */
const policies = DANGERS.map(({ option, config }) => cors({ ...config, [option]: true }));
const safe = cors({ allowOrigins: ["https://app.example.com"], allowCredentials: true });

function serve(request: Request): Response | Promise<Response> {
  const { pathname } = new URL(request.url);
  const policy = pathname === "/safe" ? safe : policies[Number(pathname.slice(1))];
  if (policy !== undefined && pathname !== "/") {
    return policy.wrap(({ headers }) => new Response(`data for ${headers.get("Cookie") ?? "nobody"}`))(request);
  }
  return new Response("<!doctype html><title>page</title>", {
    headers: { "Content-Type": "text/html", "Set-Cookie": "session=1; Secure; SameSite=None" },
  });
}

const { key, cert } = selfSigned(HOSTS, 2);
const servers: readonly Server[] = [
  createHttpServer(getRequestListener(serve)),
  createHttpsServer({ key, cert }, getRequestListener(serve)),
];
for (const server of servers) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
}
const [http, https] = servers.map((server) => (server.address() as AddressInfo).port);
const chromium = await startOrSkip("Chromium", () =>
  launchChromium([`--host-resolver-rules=MAP *:443 127.0.0.1:${https}, MAP *:80 127.0.0.1:${http}`]),
);
afterAll(async () => {
  await chromium?.close();
  for (const server of servers) server.close();
});

/** What a page, or a sandboxed frame in it, reads of a URL of the API. */
async function read(danger: Danger, url: string): Promise<string> {
  const context = await (chromium ?? expect.fail("there is no browser")).newContext({ ignoreHTTPSErrors: true });
  try {
    const tab = await context.newPage();
    // The visitor logs in.
    await tab.goto(API);
    await tab.goto(danger.attacker);
    if (danger.sandboxed) {
      await tab.setContent('<iframe sandbox="allow-scripts" srcdoc="<!doctype html><title>frame</title>"></iframe>');
    }
    const [frame] = danger.sandboxed ? tab.mainFrame().childFrames() : [tab.mainFrame()];
    return await (frame ?? expect.fail("there is no frame")).evaluate(
      async ([address, credentials]) => {
        try {
          return await (await fetch(address, { credentials })).text();
        } catch {
          return "nothing";
        }
      },
      [url, danger.credentials] as const,
    );
  } finally {
    await context.close();
  }
}

test("dangerouslyAllowNullOrigin lets in nobody with credentials", () => {
  const config = { allowOrigins: ["null"], dangerouslyAllowNullOrigin: true };
  expect(() => cors({ ...config, allowCredentials: true })).toThrow(CorsConfigError);
});

describe.each(DANGERS.map((danger, i) => ({ ...danger, i })))("$option", (danger) => {
  test("is needed for the policy", () => {
    expect(() => cors(danger.config)).toThrow(CorsConfigError);
  });
  test.skipIf(chromium === undefined)(`opens the API: ${danger.attack}`, async () => {
    expect(await read(danger, `${API}/${danger.i}`)).toBe(danger.stolen);
    expect(await read(danger, `${API}/safe`)).toBe("nothing");
  });
});
