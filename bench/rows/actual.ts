import * as apps from "../contenders/apps.ts";
import { ACTUAL_HEADERS, actualRequest } from "../contenders/asked.ts";
import { setHeaders } from "../contenders/by-hand.ts";
import type { Contender, TimedRow } from "../harness/row.ts";

const request = actualRequest();
const answers = { status: 200, headers: ACTUAL_HEADERS };
const { handler, policy } = apps;
const wrapped = policy.wrap(handler);

const over = (name: string, base: string, run: () => unknown): Contender => ({ name, over: base, run, answers });

/** What CORS adds to an actual request, over the same app without it. */
export const fetchContenders: readonly Contender[] = [
  { name: "a handler", run: () => handler() },
  over("by hand, in place", "a handler", () => setHeaders(request, handler())),
  over("corskit apply", "a handler", () => policy.apply(request, handler())),
  over("corskit wrap", "a handler", () => wrapped(request)),
  { name: "Hono", run: () => apps.hono(request) },
  { name: "Hono, an idle middleware", over: "Hono", run: () => apps.honoIdle(request) },
  over("Hono, by hand in a middleware", "Hono", () => apps.honoByHand(request)),
  over("corskit withCors(policy, Hono)", "Hono", () => apps.honoInCorskit(request)),
  over("corskit/hono", "Hono", () => apps.honoWithCorskit(request)),
  over("hono/cors", "Hono", () => apps.honoWithCors(request)),
  { name: "itty-router", run: () => apps.itty(request) },
  over("itty-router cors", "itty-router", () => apps.ittyWithCors(request)),
  { name: "h3", run: () => apps.h3(request) },
  over("h3 handleCors", "h3", () => apps.h3WithCors(request)),
];

export const actual: TimedRow = {
  id: "actual",
  title: "Time added to an actual request: two origins, credentials, a mutable response",
  runtimes: ["node", "workerd"],
  contenders: () => fetchContenders,
  aims: [
    { name: "apply / by hand", of: "corskit apply", against: "by hand, in place", atMost: 1.3 },
    { name: "wrap / by hand", of: "corskit wrap", against: "by hand, in place", atMost: 1.3 },
    { name: "around a Hono app / hono/cors", of: "corskit withCors(policy, Hono)", against: "hono/cors", atMost: 0.2 },
    { name: "corskit/hono / hono/cors", of: "corskit/hono", against: "hono/cors", atMost: 0.2 },
  ],
};
