import { H3, handleCors } from "h3";
import { Hono } from "hono";
import { cors as honoCors } from "hono/cors";
import { cors as ittyCors, json, Router } from "itty-router";
import { cors as corskitHono } from "../../src/hono/index.ts";
import { cors } from "../../src/index.ts";
import { withCors } from "../../src/workers/index.ts";
import { CONFIG, HEADERS, HONO_OPTIONS, MAX_AGE, METHODS, ORIGINS, RIDES } from "./asked.ts";
import { setHeaders } from "./by-hand.ts";

// The same small app in every framework of the Fetch API, without CORS and with it.

export type App = (request: Request) => Response | Promise<Response>;

export const policy = cors(CONFIG);

export const handler = (): Response => Response.json(RIDES);

const honoApp = (): Hono => new Hono();
const route = (app: Hono): App => app.get("/rides", (c) => c.json(RIDES)).fetch as App;

export const hono: App = route(honoApp());
/** What any middleware costs in Hono. */
export const honoIdle: App = route(honoApp().use(async (_c, next) => next()));
/** What somebody writes there who needs no library. */
export const honoByHand: App = route(
  honoApp().use(async (c, next) => {
    await next();
    setHeaders(c.req.raw, c.res);
  }),
);
export const honoWithCors: App = route(honoApp().use(honoCors(HONO_OPTIONS)));
export const honoWithCorskit: App = route(honoApp().use(corskitHono(policy)));
export const honoInCorskit: App = withCors(policy, hono) as App;

const { preflight, corsify } = ittyCors(HONO_OPTIONS);
// Not AutoRouter: it hangs a proxy on the request, and on that another one where the same request comes again.
export const itty: App = Router({ finally: [json] }).get("/rides", () => RIDES).fetch as App;
export const ittyWithCors: App = Router({ before: [preflight], finally: [json, corsify] }).get("/rides", () => RIDES)
  .fetch as App;

const h3Options = {
  origin: ORIGINS,
  credentials: true,
  allowHeaders: HEADERS,
  methods: METHODS,
  maxAge: String(MAX_AGE),
  exposeHeaders: [],
  preflight: { statusCode: 204 },
};
const h3App = new H3().get("/rides", () => RIDES);
const h3Guarded = new H3()
  .use((event) => {
    const answered = handleCors(event, h3Options);
    return answered === false ? undefined : answered;
  })
  .get("/rides", () => RIDES);
export const h3: App = (request) => h3App.fetch(request);
export const h3WithCors: App = (request) => h3Guarded.fetch(request);
