import { handler, policy } from "../contenders/apps.ts";
import { ACTUAL_HEADERS, actualRequest, preflightRequest, PREFLIGHT_HEADERS } from "../contenders/asked.ts";
import * as servers from "../contenders/servers.ts";
import type { TimedRow } from "../harness/row.ts";

const wrapped = policy.wrap(handler);
const actual = { status: 200, headers: ACTUAL_HEADERS };
const preflight = { status: 204, headers: PREFLIGHT_HEADERS };
const asked = actualRequest();
const asking = preflightRequest();

/** The frameworks of node:http beside the policy, in a table of its own: they cannot run everywhere. */
export const nodeServers: TimedRow = {
  id: "servers",
  title: "Express and Fastify: a preflight request answered; time added to an actual request",
  runtimes: ["node"],
  contenders: () => [
    { name: "the injection alone", run: () => servers.bare.preflight() },
    { name: "corskit wrap, preflight", run: () => wrapped(asking), answers: preflight },
    {
      name: "Express, cors, preflight",
      over: "the injection alone",
      run: () => servers.expressWithCors.preflight(),
      answers: preflight,
    },
    {
      name: "Fastify, @fastify/cors, preflight",
      over: "the injection alone",
      run: () => servers.fastifyWithCors.preflight(),
      answers: preflight,
    },
    { name: "a handler", run: () => handler() },
    { name: "corskit wrap, actual", over: "a handler", run: () => wrapped(asked), answers: actual },
    { name: "Express", run: () => servers.expressApp.actual() },
    { name: "Express, cors, actual", over: "Express", run: () => servers.expressWithCors.actual(), answers: actual },
    { name: "Fastify", run: () => servers.fastifyApp.actual() },
    {
      name: "Fastify, @fastify/cors, actual",
      over: "Fastify",
      run: () => servers.fastifyWithCors.actual(),
      answers: actual,
    },
  ],
  aims: [
    {
      name: "preflight, wrap / Express with cors",
      of: "corskit wrap, preflight",
      against: "Express, cors, preflight",
      atMost: 1,
    },
    {
      name: "preflight, wrap / Fastify with @fastify/cors",
      of: "corskit wrap, preflight",
      against: "Fastify, @fastify/cors, preflight",
      atMost: 1,
    },
  ],
};
