import { Hono } from "hono";
import { expect, test } from "vitest";
import { cors as honoCors } from "../src/hono/index.ts";
import { cors, corsByPath } from "../src/index.ts";
import { withCors } from "../src/workers/index.ts";

/** Answers in an order of its own, long after the question: the last that ask hear first. */
function slowResolver(): { resolve: (origin: string) => Promise<boolean>; answerAll: () => void } {
  const waiting: (() => void)[] = [];
  return {
    resolve: (origin) =>
      new Promise((resolve) => {
        waiting.push(() => resolve(/^https:\/\/t\d*[02468]\.example$/.test(origin)));
      }),
    answerAll: () => {
      for (const answer of waiting.toReversed()) answer();
    },
  };
}

const REQUESTS = 1000;
const urlOf = (tenant: number): string => `https://api.example.com/tenants/${tenant}`;
const originOf = (tenant: number): string => `https://t${tenant}.example`;
/** Those that a resolver allows. */
const LIST = Array.from({ length: REQUESTS / 2 }, (_, i) => originOf(2 * i));

test.each(
  ["wrap", "withCors", "hono", "corsByPath"].flatMap((way) => [
    { way, from: "a resolver" },
    // Decided at once, by what is made for an origin and kept for its next request.
    { way, from: "a list" },
  ]),
)(
  "$way, origins from $from: 1,000 interleaved requests and their preflights, none leaks into another",
  async ({ way, from }) => {
    const { resolve, answerAll } = slowResolver();
    const allowOrigins = from === "a list" ? LIST : { resolve, timeout: 60_000 };
    const policy = cors({ allowOrigins, allowCredentials: true });
    const handler = async (request: Request): Promise<Response> => {
      await Promise.resolve();
      if (request.url.endsWith("7")) throw new Response(request.headers.get("origin"), { status: 404 });
      return new Response(request.headers.get("origin"), { headers: { Vary: "Accept" } });
    };
    const servers: Record<string, (request: Request) => Response | Promise<Response>> = {
      wrap: policy.wrap(handler),
      withCors: withCors(policy, { fetch: handler }).fetch,
      hono: new Hono().use(honoCors(policy)).all("*", (c) => handler(c.req.raw).catch((error: Response) => error))
        .fetch,
      corsByPath: corsByPath({ "/tenants/*": policy }).wrap(handler),
    };
    const server = servers[way];
    if (server === undefined) throw new Error(way);

    const pending = Array.from({ length: REQUESTS }, async (_, tenant) => {
      const origin = originOf(tenant);
      const asked = { Origin: origin, "Access-Control-Request-Method": "PUT" };
      const [response, preflight] = await Promise.all([
        server(new Request(urlOf(tenant), { headers: { Origin: origin } })),
        server(new Request(urlOf(tenant), { method: "OPTIONS", headers: asked })),
      ]);
      const allowed = tenant % 2 === 0;
      expect(preflight.status).toBe(allowed ? 204 : 403);
      expect(preflight.headers.get("access-control-allow-origin")).toBe(allowed ? origin : null);
      expect(response.headers.get("access-control-allow-origin")).toBe(allowed ? origin : null);
      expect(response.headers.get("access-control-allow-credentials")).toBe(allowed ? "true" : null);
      expect(response.headers.get("vary")).toBe(response.status === 404 ? "Origin" : "Accept, Origin");
      expect(await response.text()).toBe(origin);
    });
    // Every one of them is waiting now, since a request reaches the resolver without waiting for anything.
    answerAll();
    await Promise.all(pending);
  },
);

test("no response changes later ones", async () => {
  const policy = cors({ allowOrigins: ["https://a.example", "https://b.example"], exposeHeaders: ["X-A"] });
  const request = (origin: string, method = "GET"): Request =>
    new Request("https://api.example.com/", {
      method,
      headers: { Origin: origin, ...(method === "OPTIONS" && { "Access-Control-Request-Method": "PUT" }) },
    });
  const wrapped = policy.wrap(() => new Response());
  const read = async (origin: string, method: string): Promise<string> => {
    const response = await wrapped(request(origin, method));
    const seen = JSON.stringify([response.status, [...response.headers].toSorted()]);
    // As an outer middleware might.
    for (const name of response.headers.keys()) response.headers.set(name, "spoilt");
    response.headers.set("Access-Control-Allow-Origin", "*");
    return seen;
  };
  for (const method of ["GET", "OPTIONS"]) {
    for (const origin of ["https://a.example", "https://evil.example"]) {
      const first = await read(origin, method);
      await read("https://b.example", method);
      expect(await read(origin, method)).toBe(first);
    }
  }
});
