import fc from "fast-check";
import { Hono } from "hono";
import alb from "../../lambda/events/alb-multi-value.json" with { type: "json" };
import httpApi from "../../lambda/events/http-api.json" with { type: "json" };
import edge from "../../lambda/events/lambda-edge.json" with { type: "json" };
import restApi from "../../lambda/events/rest-api.json" with { type: "json" };
import lattice from "../../lambda/events/vpc-lattice.json" with { type: "json" };
import { cases, keepsPromise } from "../support/promise.ts";
import { equal, type Case } from "./kit.ts";

const APP = "https://app.example.com";
const URL_OF_API = "https://api.example.net/a";
const ALLOW_ORIGIN = "access-control-allow-origin";
const CONFIG = { allowOrigins: [APP, "https://*.example.org"], allowCredentials: true, exposeHeaders: ["X-Read"] };
const EMPTY = new Set([204, 205, 304]);

const from = (origin: string, init: RequestInit = {}): Request => {
  const request = new Request(URL_OF_API, init);
  request.headers.set("Origin", origin);
  return request;
};
const never = (): Promise<Response> => new Promise(() => {});

/** What holds on every runtime. */
export const CASES: Readonly<Record<string, Case>> = {
  "the promise, on random policies, pages, requests and handlers": async ({ corskit, browser }, { seed, runs }) => {
    const library = { ...corskit, openPage: browser.openPage };
    let read = 0;
    const property = fc.asyncProperty(cases, async (drawn) => {
      read += Number(await keepsPromise(library, drawn));
    });
    await fc.assert(property, { numRuns: runs, seed });
    if (read < runs / 20) throw new Error(`only ${read} of ${runs} pages read`);
  },

  "every status, returned and thrown, keeps what it has": async ({ corskit }) => {
    const policy = corskit.cors(CONFIG);
    for (let status = 200; status <= 599; status++) {
      const made = (): Response => {
        const headers = new Headers({ "Access-Control-Allow-Origin": "*", Vary: "Accept", "X-Read": "1" });
        headers.append("Set-Cookie", "a=1; Path=/, b");
        headers.append("Set-Cookie", "c=2");
        return new Response(EMPTY.has(status) ? null : "body", { status, headers });
      };
      const throws = (): Response => {
        throw made();
      };
      for (const handler of [made, throws]) {
        const response = await policy.wrap(handler)(from(APP));
        const { headers } = response;
        equal(
          [response.status, headers.get(ALLOW_ORIGIN), headers.get("vary"), headers.getSetCookie()],
          [status, APP, "Accept, Origin", ["a=1; Path=/, b", "c=2"]],
        );
        equal(await response.text(), EMPTY.has(status) ? "" : "body", `the body of ${status}`);
      }
    }
  },

  "immutable responses": async ({ corskit }) => {
    const response = await corskit.cors(CONFIG).wrap(() => Response.redirect("https://other.example/", 302))(from(APP));
    equal([response.status, response.headers.get(ALLOW_ORIGIN)], [302, APP]);
    equal(response.headers.get("location"), "https://other.example/");
  },

  "a body passes as it comes, in both directions": async ({ corskit }) => {
    let goOn = (): void => {};
    const first = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const handler = async (request: Request): Promise<Response> => {
      const asked = await request.clone().text();
      const body = new ReadableStream<Uint8Array>({
        async start(controller) {
          controller.enqueue(new TextEncoder().encode(asked));
          await first;
          controller.enqueue(new TextEncoder().encode("!"));
          controller.close();
        },
      });
      return new Response(body, { headers: { "Content-Type": "text/plain" } });
    };
    const response = await corskit.cors(CONFIG).wrap(handler)(from(APP, { method: "POST", body: "ü" }));
    const reader = response.body?.getReader();
    equal(new TextDecoder().decode((await reader?.read())?.value), "ü", "the first part");
    goOn();
    equal(new TextDecoder().decode((await reader?.read())?.value), "!", "the second");
    equal((await reader?.read())?.done, true);
  },

  "a deadline is a 504 with the headers": async ({ corskit }) => {
    const response = await corskit.cors(CONFIG).wrap(never, { timeout: 5 })(from(APP));
    equal([response.status, response.headers.get(ALLOW_ORIGIN)], [504, APP]);
  },

  "all faults of a config at once": ({ corskit }) => {
    const codes = ((): unknown => {
      try {
        corskit.cors({ allowOrigins: ["https://Example.com/", "*"], maxAge: -1, allowMethods: ["put"] });
      } catch (error) {
        return error instanceof corskit.CorsConfigError ? error.issues.map(({ code }) => code).toSorted() : error;
      }
      return "none";
    })();
    equal(codes, ["max-age-invalid", "method-invalid", "origin-invalid", "wildcard-mixed"]);
  },

  "origins from a database, kept": async ({ corskit }) => {
    let asked = 0;
    const resolve = corskit.cacheOrigins(
      async (origin) => {
        asked++;
        return origin === APP;
      },
      { ttl: 60 },
    );
    const serve = corskit.cors({ allowOrigins: { resolve } }).wrap(() => new Response("ok"));
    const seen = [];
    for (const origin of [APP, APP, "https://evil.example", "https://evil.example"]) {
      seen.push((await serve(from(origin))).headers.get(ALLOW_ORIGIN));
    }
    equal([seen, asked], [[APP, APP, null, null], 2]);
  },

  "a policy that is replaced while it serves": async ({ corskit }) => {
    const policy = corskit.replaceable({ allowOrigins: ["https://other.example"] });
    const serve = policy.wrap(() => new Response("ok"));
    equal((await serve(from(APP))).headers.get(ALLOW_ORIGIN), "https://other.example");
    policy.replace({ allowOrigins: [APP] });
    equal((await serve(from(APP))).headers.get(ALLOW_ORIGIN), APP);
  },

  "Hono's middleware": async ({ hono }) => {
    const app = new Hono().use(hono.cors(CONFIG)).get("/a", (c) => c.json({ ok: true }));
    const seen = [];
    for (const path of ["/a", "/none"]) {
      const response = await app.request(path, { headers: { Origin: APP } });
      seen.push([response.status, response.headers.get(ALLOW_ORIGIN)]);
    }
    equal(seen, [
      [200, APP],
      [404, APP],
    ]);
  },

  "a Worker's module": async ({ workers }) => {
    const module = workers.withCors(CONFIG, {
      fetch: () => new Response("ok"),
      scheduled: () => "stays",
    });
    const response = await module.fetch(from(APP));
    equal([response.headers.get(ALLOW_ORIGIN), module.scheduled()], [APP, "stays"]);
  },

  "Lambda's events": async ({ corskit, lambda, testing }) => {
    const policy = corskit.cors({ ...CONFIG, allowOrigins: ["http://app.localhost:8787", APP] });
    const context = { getRemainingTimeInMillis: () => 3000 };
    const handler = lambda.fromFetch(policy, (request) => Response.json({ url: request.url }));
    for (const event of [alb, httpApi, edge, restApi, lattice]) {
      const result = JSON.stringify(await handler(event as never, context as never));
      if (!/"access-control-allow-origin"/i.test(result)) throw new Error(result);
    }
    const native = lambda.withCors(policy, async () => ({ statusCode: 404, body: "no" }));
    const table = await testing.policyTable(testing.fromLambda(native), [APP], [{ url: URL_OF_API }]);
    if (!table.includes("reads 404")) throw new Error(table);
  },

  "what three consoles say": async ({ browser, corskit }) => {
    const server = corskit.cors(CONFIG).wrap(() => new Response("ok"));
    const page = browser.openPage({ origin: "https://evil.example", engine: "firefox", server });
    const { verdict, failure } = await page.fetch(URL_OF_API, { credentials: "include" });
    equal([verdict, failure?.code], ["blocked", "MissingAllowOriginHeader"]);
    for (const engine of ["chromium", "firefox", "webkit"] as const) {
      if (!failure?.messages[engine].includes(URL_OF_API)) throw new Error(engine);
    }
  },
};
