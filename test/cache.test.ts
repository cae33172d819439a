import { describe, expect, inject, test } from "vitest";
import { cors, type Cors } from "../src/index.ts";

/**
 * A shared cache between pages and the server, as RFC 9111 has it: the first response for a URL is kept
 * and served to everybody whose request agrees in the headers that its Vary names. One of the two
 * ignores Vary, as many CDNs do.
 */
function sharedCache(
  server: (request: Request) => Response | Promise<Response>,
  honoursVary: boolean,
): (request: Request) => Promise<Response> {
  const stored = new Map<string, { request: Request; response: Response }[]>();
  return async (request) => {
    const key = `${request.method} ${request.url}`;
    const entries = stored.get(key) ?? [];
    const hit = entries.find(({ request: first, response }) => {
      const vary = honoursVary ? (response.headers.get("vary") ?? "") : "";
      const names = vary.split(",").map((name) => name.trim());
      return names.every(
        (name) => name !== "*" && (name === "" || first.headers.get(name) === request.headers.get(name)),
      );
    });
    if (hit !== undefined) return hit.response.clone();
    const response = await server(request);
    if (response.headers.get("cache-control") !== "no-store") {
      stored.set(key, [...entries, { request, response: response.clone() }]);
    }
    return response;
  };
}

const ORIGINS = ["https://a.example", "https://b.example", "https://evil.example", "null", undefined];
const STATUSES = [200, 204, 301, 304, 403, 404, 500, 504];

/** Every order in which two visitors can come. */
const VISITS = ORIGINS.flatMap((first) => ORIGINS.map((second) => [first, second] as const));

const requestFrom = (origin: string | undefined, method: string): Request => {
  const headers = new Headers();
  if (origin !== undefined) headers.set("Origin", origin);
  if (method === "OPTIONS") headers.set("Access-Control-Request-Method", "PUT");
  return new Request("https://api.example.com/", { method, headers });
};

const corsHeaders = (response: Response): string =>
  JSON.stringify([...response.headers].filter(([name]) => name.startsWith("access-control-")));

async function expectNoMixUp(policy: Cors, honoursVary: boolean): Promise<void> {
  for (const status of STATUSES) {
    for (const method of ["GET", "HEAD", "OPTIONS"]) {
      for (const visits of VISITS) {
        // OPTIONS without Origin is no preflight: it is the handler's, and no page can send it.
        if (method === "OPTIONS" && visits.includes(undefined)) continue;
        const server = policy.wrap(() => new Response(null, { status, headers: { Vary: "Accept-Language" } }));
        const cached = sharedCache(server, honoursVary);
        for (const origin of visits) {
          const fresh = await server(requestFrom(origin, method));
          const served = await cached(requestFrom(origin, method));
          expect(corsHeaders(served), `${status} ${method} ${visits.join(", then ")}`).toBe(corsHeaders(fresh));
          expect(served.status).toBe(fresh.status);
        }
      }
    }
  }
}

describe("a shared cache never serves one origin's headers to another", () => {
  test.each([
    ["one origin", { allowOrigins: ["https://a.example"], allowCredentials: true }],
    ["any origin", { allowOrigins: "*" }],
  ] as const)("constant (%s), even where the cache ignores Vary", async (_, config) => {
    await expectNoMixUp(cors(config), true);
    await expectNoMixUp(cors(config), false);
  });
  test.each([
    ["two origins", { allowOrigins: ["https://a.example", "https://b.example"], allowCredentials: true }],
    ["a pattern", { allowOrigins: ["https://*.example"] }],
    ["enforcing", { allowOrigins: ["https://a.example"], enforce: true }],
  ] as const)("dynamic (%s), where the cache honours it", async (_, config) => {
    await expectNoMixUp(cors(config), true);
  });
  test("and the simulated cache can fail: a dynamic policy behind one that ignores Vary is mixed up", async () => {
    const policy = cors({ allowOrigins: ["https://a.example", "https://b.example"] });
    await expect(expectNoMixUp(policy, false)).rejects.toThrow();
  });
});

test("Vary: Origin stands on every response of a dynamic policy", async () => {
  const policy = cors({ allowOrigins: ["https://a.example", "https://b.example"] });
  const outcomes: (() => Response | Promise<Response>)[] = [
    ...STATUSES.map((status) => () => new Response(null, { status })),
    () => fetch(`${inject("upstream")}/?status=304`),
    () => Promise.reject(new Response(null, { status: 401 })),
    () => new Promise(() => {}),
  ];
  for (const outcome of outcomes) {
    for (const origin of ORIGINS) {
      for (const method of ["GET", "HEAD", "OPTIONS", "POST"]) {
        const response = await policy.wrap(outcome, { timeout: 50 })(requestFrom(origin, method));
        expect(response.headers.get("vary")).toMatch(/(^|, )Origin$/);
      }
    }
  }
});
