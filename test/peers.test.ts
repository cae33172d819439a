import { Hono } from "hono";
import { afterEach, describe, expect, test, vi } from "vitest";
import { cors as honoCors } from "../src/hono/index.ts";
import { cors, type CorsConfig, type CorsConfigError } from "../src/index.ts";

/** Faults that were seen in other CORS libraries, each as a test that shows this one without it. */

const APP = "https://app.example.com";
const EVIL = "https://evil.example";
const dynamic: CorsConfig<readonly string[]> = {
  allowOrigins: [APP, "https://*.example.com"],
  allowCredentials: true,
  exposeHeaders: ["X-A"],
};

interface Asked {
  readonly origin?: string;
  readonly preflight?: string;
  readonly requestHeaders?: string;
  readonly method?: string;
}

function request({ origin, preflight, requestHeaders, method }: Asked): Request {
  const headers = new Headers();
  if (origin !== undefined) headers.set("Origin", origin);
  if (preflight !== undefined) headers.set("Access-Control-Request-Method", preflight);
  if (requestHeaders !== undefined) headers.set("Access-Control-Request-Headers", requestHeaders);
  return new Request("https://api.example.com/users", {
    method: method ?? (preflight === undefined ? "GET" : "OPTIONS"),
    headers,
  });
}

async function answer(
  config: CorsConfig,
  asked: Asked,
  handler: () => Response | Promise<Response> = () => new Response("ok"),
): Promise<Response> {
  return cors(config).wrap(handler)(request(asked));
}

const accessControl = ({ headers }: Response): readonly string[] =>
  [...headers.keys()].filter((name) => name.startsWith("access-control-"));

const codes = (config: object): readonly string[] => {
  try {
    cors(config as CorsConfig);
    return [];
  } catch (error) {
    return (error as CorsConfigError).issues.map(({ code }) => code);
  }
};

afterEach(() => {
  vi.restoreAllMocks();
});

describe("hono/cors", () => {
  test("answers any OPTIONS with 204, for unknown paths and without Origin too", async () => {
    const app = new Hono().use(honoCors(dynamic)).options("/users", (c) => c.text("mine", 200, { Allow: "GET" }));
    for (const asked of [{ method: "OPTIONS" }, { method: "OPTIONS", origin: APP }, { preflight: "PUT" }]) {
      const response = await app.fetch(request(asked));
      expect([response.status, response.headers.get("allow")]).toEqual([200, "GET"]);
    }
    expect((await app.fetch(new Request("https://api.example.com/none", { method: "OPTIONS" }))).status).toBe(404);
  });
  test("sends Allow-Credentials, Expose-Headers and Allow-Methods to denied origins", async () => {
    expect(accessControl(await answer(dynamic, { origin: EVIL }))).toEqual([]);
    expect(accessControl(await answer(dynamic, { origin: EVIL, preflight: "PUT" }))).toEqual([]);
  });
  test("emits * with credentials; reflecting instead became CVE-2026-54290", () => {
    expect(codes({ allowOrigins: "*", allowCredentials: true })).toEqual(["wildcard-with-credentials"]);
  });
  test("Vary: Origin, Origin when stacked", async () => {
    const app = new Hono()
      .use(honoCors(dynamic))
      .use(honoCors(dynamic))
      .get("/users", (c) => c.text("ok"));
    expect((await app.fetch(request({ origin: APP }))).headers.get("vary")).toBe("Origin");
  });
  test("a thrown non-Error rejects", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const app = new Hono().use(honoCors(dynamic)).get("/users", () => {
      throw "not an Error";
    });
    const response = await app.fetch(request({ origin: APP }));
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([500, APP]);
  });
  test("an origin with a trailing slash silently never matches", () => {
    expect(codes({ allowOrigins: [`${APP}/`] })).toEqual(["origin-invalid"]);
  });
  test("['*'] silently never matches", async () => {
    expect((await answer({ allowOrigins: ["*"] }, { origin: EVIL })).headers.get("access-control-allow-origin")).toBe(
      "*",
    );
  });
  test("a max-age of 1e12 passes", () => {
    expect(codes({ allowOrigins: [APP], maxAge: 1e12 })).toEqual(["max-age-invalid"]);
  });
  test("16 KB of request headers are echoed", async () => {
    const requestHeaders = Array.from({ length: 4096 }, () => "x-a").join(",");
    for (const allowHeaders of [undefined, ["*"]]) {
      const response = await answer({ ...dynamic, allowHeaders }, { origin: APP, preflight: "PUT", requestHeaders });
      expect(response.headers.get("access-control-allow-headers") ?? "").not.toContain("x-a");
    }
  });
});

describe("@middy/http-cors", () => {
  test("one response with Allow-Credentials switches every later one to reflect any origin with credentials", async () => {
    const policy = cors({ allowOrigins: [APP, "https://b.example"] });
    const opened = policy.wrap(() => new Response("ok", { headers: { "Access-Control-Allow-Credentials": "true" } }));
    expect(accessControl(await opened(request({ origin: APP })))).toEqual(["access-control-allow-origin"]);
    expect(accessControl(await policy.wrap(() => new Response())(request({ origin: EVIL })))).toEqual([]);
  });
  test("preflights run the handler", async () => {
    const handler = vi.fn(() => new Response());
    await answer(dynamic, { origin: APP, preflight: "PUT" }, handler);
    await answer(dynamic, { origin: EVIL, preflight: "PUT" }, handler);
    expect(handler).not.toHaveBeenCalled();
  });
  test.each(["constructor", "__proto__", "toString", "https://evil/x?.example.com", "https://evil/.example.com"])(
    "the origin %s is allowed",
    async (origin) => {
      expect(accessControl(await answer(dynamic, { origin }))).toEqual([]);
    },
  );
});

describe("itty-router", () => {
  test.each([404, 500, 302])("a wrapped %i becomes 200", async (status) => {
    expect((await answer(dynamic, { origin: APP }, () => new Response(null, { status }))).status).toBe(status);
  });
  test("no Vary, ever", async () => {
    for (const origin of [APP, EVIL, undefined]) {
      const response = await answer(dynamic, origin === undefined ? {} : { origin });
      expect(response.headers.get("vary")).toBe("Origin");
    }
  });
});

describe("h3", () => {
  test("clobbers the handler's Vary", async () => {
    const response = await answer(dynamic, { origin: APP }, () => new Response("", { headers: { Vary: "Accept" } }));
    expect(response.headers.get("vary")).toBe("Accept, Origin");
  });
  test("an async origin function allows everyone, since a promise is truthy", async () => {
    const config: CorsConfig = { allowOrigins: { resolve: async () => false } };
    expect(accessControl(await answer(config, { origin: EVIL }))).toEqual([]);
  });
  test("regular expressions without anchors", () => {
    expect(codes({ allowOrigins: [/example\.com/] })).toEqual(["config-invalid"]);
  });
});

describe("@elysiajs/cors and whatwg-node", () => {
  test("with no options at all they reflect any origin, with credentials", () => {
    expect(codes({})).toEqual(["origins-missing"]);
  });
  test("a handler's Vary erases Vary: Origin", async () => {
    const response = await answer(dynamic, { origin: APP }, () => new Response("", { headers: [["Vary", "Accept"]] }));
    expect(response.headers.get("vary")).toContain("Origin");
  });
  test("a denied origin gets Allow-Origin: null, which is an origin too", async () => {
    expect((await answer(dynamic, { origin: EVIL })).headers.has("access-control-allow-origin")).toBe(false);
    expect(accessControl(await answer(dynamic, { origin: "null" }))).toEqual([]);
  });
});

describe("npm cors", () => {
  test("a denial by function omits Vary", async () => {
    const config: CorsConfig = { allowOrigins: { resolve: () => false } };
    expect((await answer(config, { origin: EVIL })).headers.get("vary")).toBe("Origin");
  });
  test("the same origin is allowed and denied in turn (a /g regular expression)", async () => {
    for (let i = 0; i < 4; i++)
      expect((await answer(dynamic, { origin: APP })).headers.get("access-control-allow-origin")).toBe(APP);
  });
  test("Allow-Credentials without Allow-Origin", async () => {
    for (const origin of [EVIL, "null", undefined]) {
      expect(accessControl(await answer(dynamic, origin === undefined ? {} : { origin }))).toEqual([]);
    }
  });
});

describe("@fastify/cors", () => {
  test("PUT, PATCH and DELETE fail with the defaults", async () => {
    const response = await answer({ allowOrigins: [APP] }, { origin: APP, preflight: "PUT" });
    const methods = response.headers.get("access-control-allow-methods")?.split(",");
    expect(methods).toEqual(expect.arrayContaining(["PUT", "PATCH", "DELETE"]));
  });
  test("OPTIONS that is no preflight gets 400", async () => {
    expect((await answer(dynamic, { origin: APP, method: "OPTIONS" })).status).toBe(200);
  });
  test("a response that is streamed by hand loses the headers", async () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const pending = answer(dynamic, { origin: APP }, () => new Response(readable));
    const writer = writable.getWriter();
    const written = writer.write(new TextEncoder().encode("a")).then(() => writer.close());
    const response = await pending;
    expect(response.headers.get("access-control-allow-origin")).toBe(APP);
    expect(await response.text()).toBe("a");
    await written;
  });
});

describe("Starlette, tower-http, and a soft timeout elsewhere", () => {
  test("no headers on an unhandled error", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const response = await answer(dynamic, { origin: APP }, () => Promise.reject(new Error("x")));
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([500, APP]);
  });
  test("the timeout's own 504 reflects any origin with credentials", async () => {
    const slow = cors(dynamic).wrap(() => new Promise<Response>(() => {}), { timeout: 5 });
    const response = await slow(request({ origin: EVIL }));
    expect([response.status, accessControl(response)]).toEqual([504, []]);
  });
});
