import { Hono } from "hono";
import { timeout } from "hono/timeout";
import { type App, policy } from "../contenders/apps.ts";
import { ACTUAL_HEADERS, actualRequest, RIDES } from "../contenders/asked.ts";
import { limited } from "../contenders/by-hand.ts";
import { breathe } from "../harness/breathe.ts";
import type { Contender, Expected, TimedRow } from "../harness/row.ts";

/** In milliseconds: longer than any of them takes. */
const LIMIT = 10_000;

const handler = async (): Promise<Response> => Response.json(RIDES);

const hono = (app: Hono): App => app.get("/rides", async (c) => c.json(RIDES)).fetch as App;

/** Each with a request of its own: what listens to the signal of one that is kept would pile up. */
function contender(name: string, app: App, answers: Expected, over?: string): Contender {
  const run = (): unknown => app(actualRequest());
  // Only Node.js has to be let collect.
  return { name, run: "setImmediate" in globalThis ? breathe(run) : run, answers, ...(over && { over }) };
}

const open = { status: 200, headers: {} };
const guarded = { status: 200, headers: ACTUAL_HEADERS };

export const timeLimit: TimedRow = {
  id: "time-limit",
  title: "Time that a time limit adds to an asynchronous handler that keeps it",
  runtimes: ["node", "workerd"],
  contenders: () => [
    contender("corskit wrap", policy.wrap(handler), guarded),
    contender("by hand, in corskit wrap", policy.wrap(limited(handler, LIMIT)), guarded, "corskit wrap"),
    contender("corskit wrap, timeout", policy.wrap(handler, { timeout: LIMIT }), guarded, "corskit wrap"),
    contender("Hono, an idle middleware", hono(new Hono().use(async (_c, next) => next())), open),
    contender("hono/timeout", hono(new Hono().use(timeout(LIMIT))), open, "Hono, an idle middleware"),
  ],
  aims: [{ name: "timeout / by hand", of: "corskit wrap, timeout", against: "by hand, in corskit wrap", atMost: 1.3 }],
};
