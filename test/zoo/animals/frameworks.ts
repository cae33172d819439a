import fastifyCors, { type FastifyCorsOptions } from "@fastify/cors";
import { getRequestListener } from "@hono/node-server";
import fastify from "fastify";
import { Hono, type MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import { cors as corskit } from "../../../src/hono/index.ts";
import { PAGE, type Animal, type Asked } from "../animal.ts";
import { http } from "../start.ts";

function fastifyApp(options: FastifyCorsOptions): Animal["start"] {
  return async (certificate) => {
    const app = fastify();
    await app.register(fastifyCors, options);
    app.all("/", { exposeHeadRoute: false }, () => ({ rides: [] }));
    await app.ready();
    return http(app.routing)(certificate);
  };
}

function honoApp(middleware: MiddlewareHandler): Animal["start"] {
  const app = new Hono();
  app.use(middleware);
  app.all("/", (c) => c.json({ rides: [] }));
  // Other suites of the same worker are not to get its Request and Response.
  return http(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
}

const TOKEN: Asked = { headers: [["Authorization", "Bearer 1"]] };
const PUT: Asked = { method: "PUT", headers: [["Content-Type", "application/json"]], body: "{}" };
const ALL = ["GET", "HEAD", "POST", "PUT", "DELETE"];

export const FRAMEWORKS: readonly Animal[] = [
  {
    name: "fastify-right",
    start: fastifyApp({ origin: [PAGE], credentials: true, methods: ALL, maxAge: 600 }),
    asked: { ...PUT, credentials: "include" },
    finding: null,
  },
  {
    name: "hono-right",
    start: honoApp(cors({ origin: [PAGE], allowHeaders: ["Authorization", "Content-Type"], maxAge: 600 })),
    asked: TOKEN,
    finding: null,
  },
  {
    name: "corskit-right",
    start: honoApp(corskit({ allowOrigins: [PAGE, "https://*.example.org"], allowCredentials: true })),
    asked: { ...PUT, credentials: "include" },
    finding: null,
  },
  {
    name: "fastify-default-methods",
    start: fastifyApp({ origin: [PAGE], maxAge: 600 }),
    asked: PUT,
    finding: "method-not-allowed",
  },
  {
    name: "fastify-header-forgotten",
    start: fastifyApp({ origin: [PAGE], methods: ALL, allowedHeaders: ["Content-Type"], maxAge: 600 }),
    asked: TOKEN,
    finding: "header-not-allowed",
  },
  {
    name: "hono-authorization-under-star",
    start: honoApp(cors({ origin: PAGE, allowHeaders: ["*"], maxAge: 600 })),
    asked: TOKEN,
    finding: "authorization-under-wildcard",
  },
  {
    name: "hono-credentials-forgotten",
    start: honoApp(cors({ origin: [PAGE], maxAge: 600 })),
    asked: { credentials: "include" },
    finding: "credentials-not-allowed",
  },
];
