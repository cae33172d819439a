import { Hono } from "hono";
import { describe, expect, inject, test, vi } from "vitest";
import { cors as honoCors } from "../src/hono/index.ts";
import { cors } from "../src/index.ts";
import { withCors } from "../src/workers/index.ts";

const policy = cors({
  allowOrigins: ["https://app.example.com", "https://*.example.org"],
  allowCredentials: true,
  exposeHeaders: ["X-Upstream"],
});
const request = (origin?: string): Request =>
  new Request("https://api.example.com/a", { headers: origin === undefined ? {} : { Origin: origin } });

type Handle = (request: Request) => Response | Promise<Response>;

/** Each way to put the policy in front of a handler. */
const WRAPPERS: Readonly<Record<string, (handler: Handle) => Handle>> = {
  wrap: (handler) => policy.wrap(handler),
  "workers function": (handler) => withCors(policy, handler),
  "workers module": (handler) => withCors(policy, { fetch: handler }).fetch,
  "hono in withCors": (handler) => {
    const app = new Hono().all("*", (c) => handler(c.req.raw));
    const { fetch } = withCors(policy, app);
    return (incoming) => fetch(incoming);
  },
  "hono middleware": (handler) => {
    const app = new Hono().use(honoCors(policy)).all("*", (c) => handler(c.req.raw));
    return (incoming) => app.fetch(incoming);
  },
};

const EMPTY = new Set([204, 205, 304]);

/** A response as a handler makes it, with all that the policy must replace and all that it must keep. */
function made(status: number): Response {
  const headers = new Headers({
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Expose-Headers": "X-Secret",
    "Access-Control-Max-Age": "99999",
    Vary: "Accept-Encoding",
    "X-Upstream": "yes",
    Location: "/elsewhere",
  });
  headers.append("Set-Cookie", "a=1; Path=/, with a comma");
  headers.append("Set-Cookie", "b=2");
  return new Response(EMPTY.has(status) ? null : `body of ${status}`, { status, statusText: "As It Is", headers });
}

/** Each way for a handler to come by a response. */
const SOURCES: Readonly<Record<string, (status: number) => Handle>> = {
  returned: (status) => () => made(status),
  "returned later": (status) => async () => made(status),
  thrown: (status) => () => {
    throw made(status);
  },
  "proxied, immutable": (status) => () =>
    fetch(`${inject("upstream")}/?status=${status}`, {
      redirect: "manual",
      headers: { "Accept-Encoding": "identity" },
    }),
};

const STATUSES = Array.from({ length: 400 }, (_, i) => 200 + i);

/** undici gives a network error for it, since it has no user to ask for the proxy's password. */
const NOT_FETCHED_BY_NODE = 407;
const isNode = navigator.userAgent !== "Cloudflare-Workers";

async function expectPolicy(response: Response, status: number, origin: string | undefined): Promise<void> {
  const allowed = origin === "https://app.example.com";
  const { headers } = response;
  const seen = Object.fromEntries([...headers].filter(([name]) => name.startsWith("access-control-")));
  expect(seen).toEqual(
    allowed
      ? {
          "access-control-allow-origin": "https://app.example.com",
          "access-control-allow-credentials": "true",
          "access-control-expose-headers": "X-Upstream",
        }
      : {},
  );
  expect(headers.get("vary")).toBe("Accept-Encoding, Origin");
  expect(response.status).toBe(status);
  expect(response.statusText).toBe("As It Is");
  expect(headers.getSetCookie()).toEqual(["a=1; Path=/, with a comma", "b=2"]);
  expect(headers.get("x-upstream")).toBe("yes");
  expect(headers.get("location")).toBe("/elsewhere");
  expect(await response.text()).toBe(EMPTY.has(status) ? "" : `body of ${status}`);
}

for (const [wrapper, wrap] of Object.entries(WRAPPERS)) {
  describe(wrapper, () => {
    for (const [source, handlerFor] of Object.entries(SOURCES)) {
      test(`every status, ${source}`, async () => {
        for (const status of STATUSES) {
          if (isNode && status === NOT_FETCHED_BY_NODE && source.startsWith("proxied")) continue;
          const handler = wrap(handlerFor(status));
          for (const origin of ["https://app.example.com", "https://evil.example", undefined]) {
            await expectPolicy(await handler(request(origin)), status, origin);
          }
        }
      });
    }
  });
}

/** Hono takes a route that returns nothing for one that does not exist, unless a middleware stands before it. */
const HONO_ANSWERS = new Set(["hono in withCors: returning nothing", "hono in withCors: returning null"]);

const GARBAGE: Readonly<Record<string, () => unknown>> = {
  nothing: () => undefined,
  null: () => null,
  "a string": () => "ok",
  "a plain object": () => ({ status: 200, headers: {} }),
  "an object without a body": () => ({ status: 200, headers: new Headers() }),
  "Response.error()": () => Response.error(),
};

const THROWN: Readonly<Record<string, unknown>> = {
  "an Error": new Error("secret"),
  "a string": "secret",
  null: null,
  undefined: undefined,
  "a plain object": { status: 200, headers: {}, secret: 1 },
  "a function": () => "secret",
};

describe("what is no response becomes a 500 with the policy on it, which tells nothing", () => {
  for (const [wrapper, wrap] of Object.entries(WRAPPERS)) {
    const expect500 = async (handler: Handle): Promise<void> => {
      const log = vi.spyOn(console, "error").mockImplementation(() => {});
      const response = await wrap(handler)(request("https://app.example.com"));
      expect(response.status).toBe(500);
      expect(response.headers.get("access-control-allow-origin")).toBe("https://app.example.com");
      expect(response.headers.get("vary")).toBe("Origin");
      expect(await response.text()).toBe("Internal Server Error");
      expect(log).toHaveBeenCalled();
      log.mockRestore();
    };
    for (const [what, make] of Object.entries(GARBAGE)) {
      const name = `${wrapper}: returning ${what}`;
      if (HONO_ANSWERS.has(name)) continue;
      test(name, async () => {
        await expect500(() => make() as Response);
        await expect500(async () => make() as Response);
      });
    }
    for (const [what, thrown] of Object.entries(THROWN)) {
      test(`${wrapper}: throwing ${what}`, async () => {
        await expect500(() => {
          throw thrown;
        });
        await expect500(() => Promise.reject(thrown));
      });
    }
  }
});
