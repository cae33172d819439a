import { once } from "node:events";
import { createServer, request as httpRequest, type RequestOptions } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import expressCors from "cors";
import express from "express";
import fastifyCors from "@fastify/cors";
import fastify from "fastify";
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { findingsOf } from "../src/cli/check/findings/index.ts";
import { cors as honoCors } from "../src/hono/index.ts";
import { cors } from "../src/index.ts";
import { withCors as onLambda } from "../src/lambda/index.ts";
import { fromLambda } from "../src/testing/index.ts";
import { withCors } from "../src/workers/index.ts";
import { evidenceOf, type Asked, type RawAnswer, type TestServer } from "./support/evidence.ts";
import { byHand, PAGE, plain } from "./support/server-by-hand.ts";
import { selfSigned } from "./support/certificate.ts";
import { startOrSkip } from "./support/start-or-skip.ts";
import { nginx } from "./zoo/nginx.ts";

/** Each snippet, pasted where it says it belongs, makes a server in which nothing is found any more. */

const ASKED: Asked = {
  method: "PUT",
  headers: [
    ["Content-Type", "application/json"],
    ["Authorization", "Bearer 1"],
  ],
  body: "{}",
  credentials: "include",
  origins: [PAGE, "https://admin.example.com"],
};

/** The snippet for software that shows itself by a header, or for a server on Workers. */
async function snippetFor(name: string, value: string, asked: Asked = ASKED): Promise<string> {
  const broken = byHand({ allow: () => false, vary: false, preflight: plain(404, { [name]: value }) });
  const [finding] = findingsOf(await evidenceOf(broken, asked));
  return finding?.snippet ?? "";
}

/** Runs a snippet of JavaScript with what it imports, and other names that it uses. @returns its default export */
async function run(snippet: string, names: Readonly<Record<string, unknown>>): Promise<unknown> {
  const body = snippet
    .replaceAll(/^import .*$/gm, "")
    .replace(/^export default /m, "return ")
    .replace(/^export const handler = /m, "return ");
  const made: unknown = new Function(...Object.keys(names), `return (async () => {${body}})();`);
  return (made as (...values: readonly unknown[]) => Promise<unknown>)(...Object.values(names));
}

/** A server on this machine, asked as it is: raw lines. */
function over(options: RequestOptions): TestServer {
  return async (sent) => {
    const headers = Object.fromEntries([...sent.headers].filter(([name]) => name !== "connection"));
    const { pathname } = new URL(sent.url);
    const asked = httpRequest({ ...options, method: sent.method, path: pathname, headers, agent: false });
    asked.end(Buffer.from(await sent.arrayBuffer()));
    const [answer] = await once(asked, "response");
    answer.resume();
    const lines: [string, string][] = [];
    for (let i = 0; i < answer.rawHeaders.length; i += 2) lines.push([answer.rawHeaders[i], answer.rawHeaders[i + 1]]);
    return { status: answer.statusCode, headers: lines } satisfies RawAnswer;
  };
}

async function expectNothing(server: TestServer, asked: Asked = ASKED): Promise<void> {
  const found = findingsOf(await evidenceOf(server, asked));
  expect(found.map(({ severity, code, message }) => `${severity} ${code}: ${message}`)).toEqual([]);
}

/** Listens for as long as it is asked. */
async function listening(listener: Parameters<typeof createServer>[1], ask: (server: TestServer) => Promise<void>) {
  const server = createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await ask(over({ host: "127.0.0.1", port: (server.address() as AddressInfo).port }));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe("snippets at work", () => {
  test("Express", async () => {
    const app = express();
    await run(await snippetFor("x-powered-by", "Express"), { app, cors: expressCors });
    app.get("/users", (_, response) => void response.json([]));
    app.put("/users", () => {
      throw new Error("a crash");
    });
    app.set("env", "test");
    await listening(app, expectNothing);
  });

  test("Fastify", async () => {
    const app = fastify();
    const broken = byHand({
      allow: () => false,
      vary: false,
      preflight: () =>
        Response.json({ message: "Route OPTIONS:/ not found", error: "Not Found", statusCode: 404 }, { status: 404 }),
    });
    const [finding] = findingsOf(await evidenceOf(broken, ASKED));
    expect(finding?.snippet).toMatch(/^\/\/ Fastify/);
    await run(finding?.snippet ?? "", { app, cors: fastifyCors });
    app.get("/users", () => []);
    app.put("/users", () => ({}));
    await app.ready();
    await listening(app.routing, expectNothing);
    await app.close();
  });

  test("Hono", async () => {
    const broken = byHand({
      allow: () => false,
      vary: false,
      preflight: () => new Response("404 Not Found", { status: 404 }),
    });
    const [finding] = findingsOf(await evidenceOf(broken, ASKED));
    const app = new Hono();
    await run(finding?.snippet ?? "", { app, cors: honoCors });
    app.all("/users", (c) => c.json([]));
    await listening(getRequestListener(app.fetch, { overrideGlobalObjects: false }), expectNothing);
  });

  test("the kit itself", async () => {
    const snippet = await snippetFor("x-nothing", "1");
    const handler = ({ url }: Request): Response => {
      if (url.endsWith("/users")) return Response.json([]);
      throw new Response("not here", { status: 404 });
    };
    const made = (await run(snippet, { cors, handler })) as { fetch: TestServer };
    await expectNothing(made.fetch);
  });

  test("Workers", async () => {
    const asked = { ...ASKED, url: "https://api.me.workers.dev/users" };
    const snippet = await snippetFor("x-nothing", "1", asked);
    const worker = { fetch: () => new Response("{}") };
    const made = (await run(snippet, { withCors, worker })) as { fetch: (...of: unknown[]) => Promise<Response> };
    await expectNothing((request) => made.fetch(request, {}, {}), asked);
  });

  test("a load balancer before Lambda", async () => {
    const snippet = await snippetFor("server", "awselb/2.0");
    const yourHandler = async (): Promise<object> => ({ statusCode: 200, body: "[]" });
    const handler = (await run(snippet, { withCors: onLambda, yourHandler })) as Parameters<typeof fromLambda>[0];
    await expectNothing(fromLambda(handler));
  });
});

test("nginx, before a server with headers of its own", async ({ skip }) => {
  const [http = "", server = ""] = (await snippetFor("server", "nginx/1.22.1")).split("# In server");
  const site = `#${server} location / { proxy_pass http://backend; } location /corskit-no-such-page { return 404; }`;
  const start = nginx({ http, server: site });
  const stall = await startOrSkip("nginx", () => start(selfSigned(["localhost"], 1)));
  if (stall === undefined) return skip();
  try {
    await expectNothing(over({ socketPath: "path" in stall.address ? stall.address.path : undefined }));
  } finally {
    await stall.close();
  }
});
