import wrapByMiddy from "@middy/core";
import httpCors from "@middy/http-cors";
import cors from "cors";
import express from "express";
import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { cors as honoCors } from "hono/cors";
import serverless from "serverless-http";
import { toLambdaHandler } from "srvx/aws-lambda";
import { fromFetch, withCors } from "../../src/lambda/index.ts";
import { CONFIG, HEADERS, HONO_OPTIONS, MAX_AGE, METHODS, ORIGINS, RIDES } from "./asked.ts";

/** A function as Lambda calls it. */
export type Handler = (event: object, context: object) => unknown;

/** A native handler: what each wrapper has to add the policy to. */
const native = async (): Promise<object> => ({
  statusCode: 200,
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(RIDES),
});

const httpCorsOptions = {
  origins: ORIGINS,
  credentials: true,
  headers: HEADERS.join(","),
  methods: METHODS.join(","),
  maxAge: MAX_AGE,
};

/** By hand: what the wrappers are for, for one event source and a handler that never fails. */
const allowed = new Set(ORIGINS);
const byHand = async (event: object): Promise<object> => {
  const { headers } = event as { readonly headers: { readonly origin?: string } };
  const result = (await native()) as { headers: Record<string, string> };
  if (headers.origin !== undefined && allowed.has(headers.origin)) {
    result.headers["Access-Control-Allow-Origin"] = headers.origin;
    result.headers["Access-Control-Allow-Credentials"] = "true";
  }
  result.headers["Vary"] = "Origin";
  return result;
};

export const nativeHandlers = {
  unwrapped: native,
  byHand,
  corskit: withCors(CONFIG, native) as Handler,
  middy: wrapByMiddy(native) as Handler,
  middyWithCors: wrapByMiddy(native).use(httpCors(httpCorsOptions)) as Handler,
};

/** The same app under each adapter: reads what a route mostly reads, and answers JSON. */
function routes(app: Hono): Hono {
  app.get("/rides", (c) => c.json({ ...RIDES, to: c.req.query("to") }));
  app.post("/rides", async (c) => c.json({ ...RIDES, added: await c.req.json<unknown>() }));
  return app;
}

const plain = routes(new Hono());
const withHonoCors = routes(new Hono().use(honoCors(HONO_OPTIONS)));

const expressApp = express()
  .use(
    cors({ origin: ORIGINS, credentials: true, allowedHeaders: HEADERS, methods: METHODS, maxAge: MAX_AGE }),
    express.json(),
  )
  .get("/rides", (request, response) => void response.json({ ...RIDES, to: request.query["to"] }))
  .post("/rides", (request, response) => void response.json({ ...RIDES, added: request.body as unknown }));

export const fetchHandlers = {
  "corskit fromFetch": fromFetch(CONFIG, plain.fetch) as Handler,
  "hono/aws-lambda, no CORS": handle(plain) as Handler,
  "hono/aws-lambda, hono/cors": handle(withHonoCors) as Handler,
  "srvx, hono/cors": toLambdaHandler({ fetch: withHonoCors.fetch }) as Handler,
  "serverless-http, Express, cors": serverless(expressApp) as Handler,
} satisfies Record<string, Handler>;
