import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { afterAll, expect, test } from "vitest";
import { cors } from "../../src/index.ts";
import { launchChromium } from "../support/chromium.ts";
import { startOrSkip } from "../support/start-or-skip.ts";

// What of a denied page's requests reaches the handler: CORS keeps answers from pages, not requests from servers.

let reached: string[] = [];
const handle = ({ method, headers }: Request): Response => {
  reached.push(`${method} ${headers.get("Cookie") ?? "without cookies"}`);
  return new Response("done");
};

const server = createServer(
  getRequestListener((request) => {
    const { hostname, port, pathname, search } = new URL(request.url);
    const sameSite = search === "?lax" ? "Lax" : "None";
    if (hostname === "api.localhost" && pathname !== "/login") {
      const allowOrigins = [`http://app.localhost:${port}`, "https://other.example"];
      const enforce = pathname === "/enforced";
      return cors({ allowOrigins, allowCredentials: true, enforce }).wrap(handle)(request);
    }
    const headers = { "Content-Type": "text/html", "Set-Cookie": `session=1; Secure; SameSite=${sameSite}` };
    return new Response("<!doctype html><title>page</title>", { headers });
  }),
);
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as AddressInfo;
const chromium = await startOrSkip("Chromium", () => launchChromium());
afterAll(async () => {
  await chromium?.close();
  server.closeAllConnections();
  server.close();
});

/** What a page does, given an address. It ends once there is an answer. */
const ATTEMPTS = {
  "a POST that needs no preflight": async (url: string) => {
    await fetch(url, { method: "POST", mode: "no-cors", credentials: "include", body: "a=1" });
  },
  "a form": (url: string) =>
    new Promise<void>((resolve) => {
      document.body.innerHTML = `<iframe name="hidden"></iframe><form method="post" target="hidden" action="${url}"></form>`;
      const frame = document.querySelector("iframe");
      document.querySelector("form")?.submit();
      frame?.addEventListener("load", () => resolve());
    }),
  "an image": (url: string) =>
    new Promise<void>((resolve) => {
      const image = new Image();
      image.addEventListener("error", () => resolve());
      image.src = url;
    }),
  "a PUT": async (url: string) => {
    await fetch(url, { method: "PUT", credentials: "include" }).catch(() => undefined);
  },
};

/** What of an attempt reaches the handler, after the visitor has logged in at an address. */
async function attempt(name: keyof typeof ATTEMPTS, path: string, login: string): Promise<readonly string[]> {
  const context = await (chromium ?? expect.fail("there is no browser")).newContext();
  try {
    const tab = await context.newPage();
    await tab.goto(`http://api.localhost:${port}${login}`);
    await tab.goto(`http://evil.localhost:${port}/`);
    reached = [];
    await tab.evaluate(ATTEMPTS[name], `http://api.localhost:${port}${path}`);
    return reached;
  } finally {
    await context.close();
  }
}

test.skipIf(chromium === undefined).each<[name: keyof typeof ATTEMPTS, path: string, reaches: readonly string[]]>([
  ["a POST that needs no preflight", "/", ["POST session=1"]],
  ["a POST that needs no preflight", "/enforced", []],
  ["a form", "/", ["POST session=1"]],
  ["a form", "/enforced", []],
  // It says of no page that it comes from there.
  ["an image", "/", ["GET session=1"]],
  ["an image", "/enforced", ["GET session=1"]],
  ["a PUT", "/", []],
  ["a PUT", "/enforced", []],
])("%s of a denied page, to %s, reaches the handler: %j", async (name, path, reaches) => {
  expect(await attempt(name, path, "/login")).toEqual(reaches);
});

test.skipIf(chromium === undefined)("SameSite keeps cookies out of what gets there", async () => {
  expect(await attempt("a form", "/", "/login?lax")).toEqual(["POST without cookies"]);
  expect(await attempt("an image", "/", "/login?lax")).toEqual(["GET without cookies"]);
});
