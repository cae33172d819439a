import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { cors } from "../src/index.ts";

// @hono/node-server puts a Request and a Response of its own in the place of the global ones.

const APP = "https://app.example.com";
const globals = { Request, Response };
const policy = cors({ allowOrigins: [APP, "https://b.example"] });
type Handler = (request: Request) => Response | Promise<Response>;
let server: Server;
let url = "";

beforeAll(async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  let kept: Response | undefined;
  const handlers: Record<string, () => Response | Promise<Response>> = {
    "/kept": () => (kept ??= new Response("kept")),
    "/untouched": () => new Response("untouched"),
    "/spent": async () => {
      const response = new Response("once");
      await response.text();
      return response;
    },
    // Of the platform's own class, as what was made, or kept, before that.
    "/spent-real": async () => {
      const response = new globals.Response("once");
      await response.text();
      return response;
    },
    "/99": () => new Response("too low", { status: 99 }),
    "/103": () => new Response("informational", { status: 103 }),
    "/600": () => new Response("too high", { status: 600 }),
    "/4001": () => new Response("of another protocol", { status: 4001 }),
  };
  const wrapped = policy.wrap(async (request) => handlers[new URL(request.url).pathname]?.() ?? Response.error());
  const fetch = async (request: Request): Promise<Response> => {
    const response = await wrapped(request);
    // Before anything is looked at here that would make it real.
    const isReal = !Object.getOwnPropertySymbols(response).some(({ description }) => description === "cache");
    response.headers.set("X-Real", String(isReal));
    return response;
  };
  [server, url] = await listen(fetch);
});
afterAll(() => {
  end(server);
  // The files of a worker share its globals.
  Object.assign(globalThis, globals);
  vi.restoreAllMocks();
});

async function listen(fetch: Handler, overrideGlobalObjects = true): Promise<[Server, string]> {
  const started = createAdaptorServer({ fetch, overrideGlobalObjects }) as Server;
  started.listen(0, "127.0.0.1");
  await once(started, "listening");
  return [started, `http://127.0.0.1:${(started.address() as AddressInfo).port}`];
}
function end(started: Server): void {
  started.close();
  started.closeAllConnections();
}

test.each([
  ["/untouched", 200, "untouched"],
  ["/kept", 200, "kept"],
  ["/spent", 500, "Internal Server Error"],
  ["/spent-real", 500, "Internal Server Error"],
  // Its Response takes any number for a status, and Node.js answers 500 in its own words, or nothing, when it is sent.
  ["/99", 500, "Internal Server Error"],
  ["/103", 500, "Internal Server Error"],
  ["/600", 500, "Internal Server Error"],
  ["/4001", 500, "Internal Server Error"],
])("%s has the policy on it", async (path, status, text) => {
  const response = await fetch(`${url}${path}`, { headers: { Origin: APP } });
  expect([response.status, await response.text()]).toEqual([status, text]);
  expect(response.headers.get("access-control-allow-origin")).toBe(APP);
  expect(response.headers.get("x-real")).toBe("false");
});

test("a response that is kept and returned again, which can be sent no more in the end, has the policy each time", async () => {
  for (const origin of [APP, "https://b.example", APP]) {
    const response = await fetch(`${url}/kept`, { headers: { Origin: origin } });
    expect(response.headers.get("access-control-allow-origin")).toBe(origin);
  }
});

test.each([
  ["in the place of the global ones", true],
  ["beside the global ones, as srvx has", false],
])("a time limit, where the server has requests of its own, %s", async (_, overrideGlobalObjects) => {
  Object.assign(globalThis, globals);
  // Node.js collects a Request that nobody holds, and its signal, which follows another one, never aborts then.
  let upstream: Request;
  const handler: Handler = async (request) => {
    if (request.method === "POST") return new Response(await request.text());
    // Before anything is asked of it that would make it a real one.
    const isReal = Object.getOwnPropertySymbols(request).some(({ description }) => description === "requestCache");
    if (request.url.endsWith("/quick")) return Response.json({ isReal });
    upstream = new Request("https://upstream.example/", request);
    const { signal } = upstream;
    return new Promise((resolve) => {
      signal.addEventListener("abort", () => {
        aborted.resolve((signal.reason as Error).name);
        resolve(new Response("too late"));
      });
    });
  };
  const aborted = Promise.withResolvers<string>();
  const [own, at] = await listen(policy.wrap(handler, { timeout: 1000 }), overrideGlobalObjects);
  const headers = { Origin: APP };
  try {
    for (const [path, init, status, text] of [
      ["/quick", {}, 200, '{"isReal":false}'],
      ["/upload", { method: "POST", body: "body" }, 200, "body"],
      ["/slow", {}, 504, "Gateway Timeout"],
    ] as const) {
      const response = await fetch(`${at}${path}`, { ...init, headers });
      expect([response.status, await response.text()]).toEqual([status, text]);
      expect(response.headers.get("access-control-allow-origin")).toBe(APP);
    }
    expect(await aborted.promise).toBe("TimeoutError");
  } finally {
    end(own);
  }
});
