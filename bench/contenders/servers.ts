import type { IncomingMessage, ServerResponse } from "node:http";
import fastifyCors from "@fastify/cors";
import cors from "cors";
import express from "express";
import fastify from "fastify";
import { inject, type DispatchFunc } from "light-my-request";
import { breathe } from "../harness/breathe.ts";
import { API, APP, HEADERS, MAX_AGE, METHODS, ORIGINS, RIDES } from "./asked.ts";

// The frameworks on node:http, called by the injection that Fastify tests itself with: no socket on the way. What the
// injection takes by itself is taken off again.

const actual = { method: "GET", url: API, headers: { origin: APP } } as const;
const preflight = {
  method: "OPTIONS",
  url: API,
  headers: {
    origin: APP,
    "access-control-request-method": "PUT",
    "access-control-request-headers": "authorization,content-type",
  },
} as const;

interface Server {
  readonly actual: () => unknown;
  readonly preflight: () => unknown;
}

/** A promise of it: what inject returns is a thenable, which waits to be asked. */
const injected = (dispatch: DispatchFunc): Server => ({
  actual: breathe(async () => inject(dispatch, actual)),
  preflight: breathe(async () => inject(dispatch, preflight)),
});

const options = { origin: ORIGINS, credentials: true, allowedHeaders: HEADERS, methods: METHODS, maxAge: MAX_AGE };

const routed = (app: express.Express): DispatchFunc =>
  app.get("/rides", (_request, response) => void response.json(RIDES)) as DispatchFunc;

export const expressApp: Server = injected(routed(express()));
export const expressWithCors: Server = injected(routed(express().use(cors(options))));

async function fastifyOf(withCors: boolean): Promise<Server> {
  const app = fastify();
  if (withCors) await app.register(fastifyCors, options);
  app.get("/rides", async () => RIDES);
  await app.ready();
  return injected((request, response) => app.routing(request as IncomingMessage, response as ServerResponse));
}

export const fastifyApp: Server = await fastifyOf(false);
export const fastifyWithCors: Server = await fastifyOf(true);

/** The injection itself, into a server that only ends the response. */
export const bare: Server = injected((_request, response) => void response.end());
