import { Hono } from "hono";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { cors as honoCors } from "../hono/index.ts";
import { cors } from "../index.ts";
import { matchers, type PageMatchers, type PageRequest } from "./index.ts";

declare module "vitest" {
  interface Matchers extends PageMatchers {}
}

const APP = "https://app.example.com";
const EVIL = "https://evil.example";
const URL_OF = "https://api.example.com/rides";
const policy = cors({ allowOrigins: [APP, "https://b.example"], allowCredentials: true, allowMethods: ["PUT"] });
const ok = (): Response => new Response("ok");

beforeAll(() => void expect.extend(matchers));

/** The text that a failing assertion shows. */
async function textOf(assertion: Promise<void>): Promise<string> {
  return assertion.then(
    () => "it passes",
    (error: unknown) => (error as Error).message,
  );
}

const ask = (origin: string, rest: Partial<PageRequest> = {}): PageRequest => ({ origin, url: URL_OF, ...rest });

describe("handlers of any kind", () => {
  const app = new Hono().use(honoCors(policy)).get("/rides", (c) => c.json([]));
  class App {
    readonly #body = "ok";
    fetch(): Response {
      return policy.apply(new Request(URL_OF, { headers: { Origin: APP } }), new Response(this.#body));
    }
  }
  test.each([
    ["a fetch function", policy.wrap(ok)],
    ["a Hono app", app],
    ["an object with fetch", { fetch: policy.wrap(ok) }],
    ["an instance that needs its this", new App()],
    ["a policy by itself", policy],
    ["a policy that looks origins up", cors({ allowOrigins: { resolve: async (origin) => origin === APP } })],
  ])("%s", async (_name, handler) => {
    await expect(handler).toLetPageRead(ask(APP));
    await expect(handler).toBlockPage(ask(EVIL));
    await expect(handler).not.toLetPageRead(ask(EVIL));
    await expect(handler).not.toBlockPage(ask(APP));
  });

  test.each([[undefined], [null], [{}], ["https://api.example.com"]])("%j is none", async (handler) => {
    const text = await textOf(expect(handler).toBlockPage(ask(APP)));
    expect(text).toMatch(/^corskit: a page can be tried on a fetch function/);
  });

  test("a Lambda handler as it is", async () => {
    const handler = async (): Promise<object> => ({ statusCode: 200 });
    const text = await textOf(expect(handler).toBlockPage(ask(APP)));
    expect(text).toBe("corskit: a Lambda handler is passed as fromLambda(handler)");
  });
});

describe("what a page may read", () => {
  const json = { "Content-Type": "application/json" };
  test("credentials", async () => {
    await expect(policy).toLetPageRead(ask(APP, { credentials: "include" }));
    const anybody = cors({ allowOrigins: "*" });
    await expect(anybody).toLetPageRead(ask(EVIL));
    await expect(anybody).toBlockPage(ask(EVIL, { credentials: "include" }), "WildcardOriginNotAllowed");
  });

  test("preflights", async () => {
    await expect(policy).toLetPageRead(ask(APP, { method: "PUT", headers: json, body: "{}" }));
    await expect(policy).toBlockPage(ask(APP, { method: "DELETE" }), "MethodDisallowedByPreflightResponse");
    const headers = { "X-A": "1" };
    await expect(policy).toBlockPage(ask(APP, { headers }), "HeaderDisallowedByPreflightResponse");
    await expect(policy).toBlockPage(ask(EVIL, { headers }), "PreflightMissingAllowOriginHeader");
    const strict = (): Response => new Response("no", { status: 405, headers: { "Access-Control-Allow-Origin": "*" } });
    await expect(strict).toBlockPage(ask(APP, { method: "PUT" }), "PreflightInvalidStatus");
  });

  test("an engine with its departures", async () => {
    const any = cors({ allowOrigins: "*", allowHeaders: ["*"] });
    const request = ask(APP, { headers: { Authorization: "x" } });
    await expect(any).toBlockPage(request, "HeaderDisallowedByPreflightResponse");
    await expect(any).toLetPageRead({ ...request, engine: "chromium" });
  });

  test("redirects", async () => {
    const app = new Hono()
      .use(honoCors(policy))
      .get("/rides", (c) => c.redirect("https://www.example.com/rides"))
      .get("/new", (c) => c.redirect("/rides/1"))
      .get("/rides/1", (c) => c.text("one"));
    await expect(app).toLetPageRead(ask(APP, { url: "https://api.example.com/new" }));
    // Another origin by way of a third one: the page's own has become null.
    await expect(app).toBlockPage(ask(APP), "MissingAllowOriginHeader");
    await expect(app).not.toBlockPage(ask(APP, { redirect: "manual" }));
    await expect(app).not.toLetPageRead(ask(APP, { redirect: "manual" }));
  });

  test("errors are read too, where the policy is on them", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const throws = (): Response => {
      throw new Error("secret");
    };
    await expect(policy.wrap(throws)).toLetPageRead(ask(APP));
    await expect(throws).toBlockPage(ask(APP), "MissingAllowOriginHeader");
    vi.restoreAllMocks();
  });
});

describe("what counts as blocked", () => {
  test("what fails for another reason than CORS does not, unless its code is passed", async () => {
    const insecure = ask(APP, { url: "http://api.example.com/" });
    await expect(policy).not.toBlockPage(insecure);
    await expect(policy).toBlockPage(insecure, "MixedContent");
    const redirects = (): Response => new Response(null, { status: 302, headers: { Location: "/" } });
    await expect(policy.wrap(redirects)).toBlockPage(ask(APP, { redirect: "error" }), "RedirectDisallowed");
  });

  test("another code does not pass", async () => {
    await expect(ok).not.toBlockPage(ask(APP), "AllowOriginMismatch");
    const text = await textOf(expect(ok).toBlockPage(ask(APP), "AllowOriginMismatch"));
    expect(text).toMatch(/^expected the page to be blocked with AllowOriginMismatch\n.*code {5}MissingAllowOrigin/s);
  });
});

describe("mistakes in a test never pass", () => {
  test("a URL that is not absolute", async () => {
    const text = await textOf(expect(ok).toLetPageRead(ask(APP, { url: "/rides" })));
    expect(text).toBe('corskit: the URL "/rides" is not absolute');
  });

  test("a request that no browser sends", async () => {
    const request = ask(APP, { method: "TRACE" });
    const assertions = [
      () => expect(ok).toBlockPage(request),
      () => expect(ok).not.toBlockPage(request),
      () => expect(ok).toLetPageRead(request),
      () => expect(ok).not.toLetPageRead(request),
    ];
    for (const assertion of assertions)
      expect(await textOf(assertion())).toMatch(/^the test's request cannot be sent\n/);
    await expect(ok).toBlockPage(request, "InvalidRequest");
  });
});

describe("a failing assertion shows the exchange step by step", () => {
  test("a preflight that is refused", async () => {
    const request = ask(APP, { method: "PATCH", headers: { "X-A": "1" }, credentials: "include" });
    expect(await textOf(expect(policy).toLetPageRead(request))).toMatchInlineSnapshot(`
      "expected the page to read the response

      page   https://app.example.com (standard)
      fetch  PATCH https://api.example.com/rides, credentials: include

      1. preflight request
         > OPTIONS https://api.example.com/rides
         > Accept: */*
         > Access-Control-Request-Method: PATCH
         > Origin: https://app.example.com
         > Access-Control-Request-Headers: x-a
         < 204
         < access-control-allow-credentials: true
         < access-control-allow-headers: Authorization,Content-Type
         < access-control-allow-methods: PUT
         < access-control-allow-origin: https://app.example.com
         < access-control-max-age: 600
         < vary: Origin
         pass  Access-Control-Allow-Origin: wanted https://app.example.com, found "https://app.example.com"
         pass  Access-Control-Allow-Credentials: wanted true, found "true"
         pass  status: wanted 200 to 299, found "204"
         FAIL  Access-Control-Allow-Methods: wanted PATCH, found "PUT"
         FAIL  Access-Control-Allow-Headers: wanted x-a, found "Authorization,Content-Type"

      verdict  blocked
      code     MethodDisallowedByPreflightResponse
      cause    Access-Control-Allow-Methods does not list PATCH. Methods are case-sensitive (patch is not PATCH), and with credentials * is a name like others.
      fix      Add PATCH to Access-Control-Allow-Methods, and write methods in upper case in the page too.
      spec     https://fetch.spec.whatwg.org/#cors-preflight-fetch-0"
    `);
  });

  test("a handler without CORS", async () => {
    expect(await textOf(expect(ok).toLetPageRead(ask(APP)))).toMatchInlineSnapshot(`
      "expected the page to read the response

      page   https://app.example.com (standard)
      fetch  GET https://api.example.com/rides

      1. actual request
         > GET https://api.example.com/rides
         > Origin: https://app.example.com
         < 200
         < content-type: text/plain;charset=UTF-8
         FAIL  Access-Control-Allow-Origin: wanted https://app.example.com or *, found nothing

      verdict  blocked
      code     MissingAllowOriginHeader
      cause    The response (200) has no Access-Control-Allow-Origin header. An error page made by something else than the handler (a gateway, an authorizer, a crash, a timeout) often lacks it.
      fix      Send Access-Control-Allow-Origin: https://app.example.com on every response to an allowed origin, errors and redirects included.
      spec     https://fetch.spec.whatwg.org/#concept-cors-check"
    `);
  });

  test("a page that reads and should not", async () => {
    expect(await textOf(expect(policy).not.toLetPageRead(ask(APP)))).toMatchInlineSnapshot(`
      "expected the page not to read the response

      page   https://app.example.com (standard)
      fetch  GET https://api.example.com/rides

      1. actual request
         > GET https://api.example.com/rides
         > Origin: https://app.example.com
         < 200
         < access-control-allow-credentials: true
         < access-control-allow-origin: https://app.example.com
         < content-type: text/plain;charset=UTF-8
         < vary: Origin
         pass  Access-Control-Allow-Origin: wanted https://app.example.com or *, found "https://app.example.com"

      verdict  readable, 200"
    `);
    expect(await textOf(expect(policy).toBlockPage(ask(APP)))).toMatch(/^expected the page to be blocked by CORS\n/);
  });

  test("what the handler threw, and a header that cannot be parsed", async () => {
    const throws = (): Response => {
      throw new TypeError("no such table");
    };
    expect(await textOf(expect(throws).toLetPageRead(ask(APP)))).toContain(
      "\nthe handler threw TypeError: no such table; the page sees a bare 500\n",
    );
    const nothing = (): Response => undefined as unknown as Response;
    expect(await textOf(expect(nothing).toLetPageRead(ask(APP)))).toContain("the handler returned no Response");
    const garbled = (): Response =>
      new Response(null, {
        headers: { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "PUT; GET" },
      });
    expect(await textOf(expect(garbled).toLetPageRead(ask(APP, { method: "PUT" })))).toMatch(
      /FAIL {2}.*PUT; GET.*code {5}InvalidAllowMethodsPreflightResponse/s,
    );
  });
});
