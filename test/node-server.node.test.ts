import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { cors } from "../src/index.ts";

// @hono/node-server puts a Request and a Response of its own in the place of the global ones.

const APP = "https://app.example.com";
const globals = { Request, Response };
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
  };
  const policy = cors({ allowOrigins: [APP, "https://b.example"] });
  const wrapped = policy.wrap(async (request) => handlers[new URL(request.url).pathname]?.() ?? Response.error());
  const fetch = async (request: Request): Promise<Response> => {
    const response = await wrapped(request);
    // Before anything is looked at here that would make it real.
    const isReal = !Object.getOwnPropertySymbols(response).some(({ description }) => description === "cache");
    response.headers.set("X-Real", String(isReal));
    return response;
  };
  server = createAdaptorServer({ fetch }) as Server;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  // The files of a worker share its globals.
  Object.assign(globalThis, globals);
  vi.restoreAllMocks();
});

test.each([
  ["/untouched", 200, "untouched"],
  ["/kept", 200, "kept"],
  ["/spent", 500, "Internal Server Error"],
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
