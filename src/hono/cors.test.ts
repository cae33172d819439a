import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { afterEach, describe, expect, inject, test, vi } from "vitest";
import { cors as policyOf, corsByPath, CorsConfigError } from "../index.ts";
import { cors } from "./index.ts";

const APP = "https://app.example.com";
const EVIL = "https://evil.example";
const config = { allowOrigins: [APP, "https://b.example"], exposeHeaders: ["X-A"] };

const send = (
  app: Hono,
  path = "/",
  origin: string | null = APP,
  init: RequestInit = {},
): Response | Promise<Response> =>
  app.request(path, { ...init, headers: { ...(origin !== null && { Origin: origin }), ...init.headers } });
const preflight = { method: "OPTIONS", headers: { "Access-Control-Request-Method": "PUT" } };

async function expectPolicy(sent: Response | Promise<Response>, status: number, text?: string): Promise<void> {
  const response = await sent;
  expect(response.status).toBe(status);
  expect(response.headers.get("access-control-allow-origin")).toBe(APP);
  expect(response.headers.get("access-control-expose-headers")).toBe("X-A");
  expect(response.headers.get("vary")).toBe("Origin");
  if (text !== undefined) expect(await response.text()).toBe(text);
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("every outcome of an app has the policy on it", () => {
  const app = new Hono()
    .use(cors(config))
    .get("/ok", (c) => c.text("ok"))
    .get("/raw", () => new Response("raw"))
    .get("/immutable", () => fetch(`${inject("upstream")}/?status=203`))
    .get("/nothing", () => undefined as unknown as Response)
    .get("/throws", () => {
      throw new Error("secret");
    })
    .get("/throws-string", () => {
      throw "secret";
    })
    .get("/throws-response", () => {
      throw new Response("teapot", { status: 418 });
    })
    .get("/http", () => {
      throw new HTTPException(401, { message: "who?" });
    })
    .get("/http-own", () => {
      throw new HTTPException(402, {
        res: new Response("pay", { status: 402, headers: { "Access-Control-Allow-Origin": "*" } }),
      });
    })
    .get("/stream", (c) => c.body(new Blob(["a", "b"]).stream()))
    .get("/redirect", (c) => c.redirect("/ok"));

  test.each([
    ["/ok", 200, "ok"],
    ["/raw", 200, "raw"],
    ["/none", 404, "404 Not Found"],
    ["/nothing", 500, "Internal Server Error"],
    ["/throws", 500, "Internal Server Error"],
    ["/throws-string", 500, "Internal Server Error"],
    ["/throws-response", 418, "teapot"],
    ["/http", 401, "who?"],
    ["/http-own", 402, "pay"],
    ["/stream", 200, "ab"],
    ["/redirect", 302, ""],
  ])("%s", async (path, status, text) => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    await expectPolicy(send(app, path), status, text);
    const denied = await send(app, path, EVIL);
    expect(denied.headers.get("access-control-allow-origin")).toBeNull();
    expect(denied.headers.get("vary")).toBe("Origin");
  });

  test("an immutable response, its own headers kept", async () => {
    const response = await send(app, "/immutable");
    expect([response.status, response.headers.get("vary"), await response.text()]).toEqual([
      203,
      "Accept-Encoding, Origin",
      "body of 203",
    ]);
    expect(response.headers.get("access-control-allow-origin")).toBe(APP);
  });

  test("a preflight, for a path that does not exist too, and no other OPTIONS", async () => {
    const granted = await send(app, "/anything", APP, preflight);
    expect([granted.status, granted.headers.get("access-control-allow-methods")]).toEqual([
      204,
      "GET,HEAD,PUT,PATCH,POST,DELETE",
    ]);
    expect((await send(app, "/anything", EVIL, preflight)).status).toBe(403);
    await expectPolicy(send(app, "/anything", APP, { method: "OPTIONS" }), 404);
    expect((await send(app, "/anything", null, preflight)).status).toBe(404);
  });
});

describe("app.onError and app.notFound", () => {
  test("make the responses, the policy stays", async () => {
    const app = new Hono().use(cors(config)).get("/throws", () => {
      throw new Error("x");
    });
    app.onError((error, c) => c.json({ error: error.message }, 503));
    app.notFound((c) => c.text("nowhere", 404));
    await expectPolicy(send(app, "/throws"), 503, '{"error":"x"}');
    await expectPolicy(send(app, "/none"), 404, "nowhere");
  });

  test("an onError that throws", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const app = new Hono().use(cors(config)).get("/throws", () => {
      throw new Error("x");
    });
    app.onError(() => {
      throw new Error("y");
    });
    await expectPolicy(send(app, "/throws"), 500, "Internal Server Error");
  });

  test("the policy's own onError answers what Hono cannot", async () => {
    const app = new Hono()
      .use(cors({ ...config, onError: (error) => new Response(String(error), { status: 502 }) }))
      .get("/", () => {
        throw "a string";
      });
    await expectPolicy(send(app), 502, "a string");
  });
});

describe("with other middleware", () => {
  test("stacked twice, headers stand once", async () => {
    const app = new Hono()
      .use(cors(config))
      .use(cors(config))
      .get("/", (c) => c.text("ok"));
    await expectPolicy(send(app), 200, "ok");
  });

  test("headers that others set before and after stay, those of the policy are its own", async () => {
    const app = new Hono()
      .use(async (c, next) => {
        c.header("X-Before", "1");
        c.res.headers.set("Access-Control-Allow-Origin", "*");
        await next();
        c.header("X-After", "1");
      })
      .use(cors(config))
      .get("/", (c) => c.text("ok", 200, { "Access-Control-Allow-Credentials": "true", Vary: "Accept" }));
    const { headers } = await send(app);
    expect([headers.get("x-before"), headers.get("x-after"), headers.get("vary")]).toEqual([
      "1",
      "1",
      "Accept, Origin",
    ]);
    expect([headers.get("access-control-allow-origin"), headers.get("access-control-allow-credentials")]).toEqual([
      APP,
      null,
    ]);
    const granted = await send(app, "/", APP, preflight);
    expect([granted.status, granted.headers.get("access-control-allow-origin")]).toEqual([204, APP]);
  });

  test("behind an authentication that it stands before, preflights pass", async () => {
    const app = new Hono().use(cors(config)).use(async (c) => c.text("who?", 401));
    expect((await send(app, "/", APP, preflight)).status).toBe(204);
    await expectPolicy(send(app), 401, "who?");
  });
});

describe("where policies come from", () => {
  test("a policy, one by path, and one for some routes alone", async () => {
    const app = new Hono()
      .use("/a/*", cors(policyOf(config)))
      .use("/b/*", cors(corsByPath({ "/b/open/*": { allowOrigins: "*" }, "/*": config })))
      .all("*", (c) => c.text("ok"));
    await expectPolicy(send(app, "/a/x"), 200);
    expect((await send(app, "/b/open/x", EVIL)).headers.get("access-control-allow-origin")).toBe("*");
    expect((await send(app, "/b/x", EVIL)).headers.get("access-control-allow-origin")).toBeNull();
    expect((await send(app, "/c")).headers.get("access-control-allow-origin")).toBeNull();
  });

  test("c.env, compiled once for the same object", async () => {
    const origins = vi.fn();
    const policies = new Map<string, ReturnType<typeof policyOf>>();
    const app = new Hono<{ Bindings: { ORIGIN: string } }>()
      .use(
        cors((c) => {
          origins(c.env.ORIGIN);
          const known = policies.get(c.env.ORIGIN) ?? policyOf({ allowOrigins: [c.env.ORIGIN] });
          policies.set(c.env.ORIGIN, known);
          return known;
        }),
      )
      .get("/", (c) => c.text("ok"));
    for (const ORIGIN of [APP, "https://b.example", APP]) {
      const response = await app.request("/", { headers: { Origin: APP } }, { ORIGIN });
      expect(response.headers.get("access-control-allow-origin")).toBe(ORIGIN);
    }
    expect(origins).toHaveBeenCalledTimes(3);
  });

  test("a resolver", async () => {
    const app = new Hono()
      .use(cors({ allowOrigins: { resolve: async (origin) => origin === APP }, exposeHeaders: ["X-A"] }))
      .get("/", (c) => c.text("ok"));
    await expectPolicy(send(app), 200, "ok");
    expect((await send(app, "/", EVIL)).headers.get("access-control-allow-origin")).toBeNull();
  });

  test("a faulty config is refused at once, one that a function makes is an error of the app", async () => {
    expect(() => cors({ origin: "*" } as never)).toThrow(CorsConfigError);
    expect(() => cors(undefined as never)).toThrow(CorsConfigError);
    const app = new Hono().use(cors(() => ({ allowOrigins: [] }))).get("/", (c) => c.text("ok"));
    app.onError((error, c) => c.text(error.name, 500));
    const response = await send(app);
    expect([response.status, await response.text()]).toEqual([500, "CorsConfigError"]);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });
});
