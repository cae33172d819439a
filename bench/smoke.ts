// Five seconds that find a gross regression, and nothing less: node bench/smoke.ts
// The ratios and their bounds are some three times what an idle machine shows. No peer has to be installed.
import wrapByMiddy from "@middy/core";
import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { cors as honoCors } from "hono/cors";
import { cors } from "../src/index.ts";
import { fromFetch, withCors } from "../src/lambda/index.ts";
import { actualRequest, CONFIG, HONO_OPTIONS, preflightRequest, RIDES } from "./contenders/asked.ts";
import * as byHand from "./contenders/by-hand.ts";
import { CONTEXT, httpApiEvent } from "./contenders/lambda-event.ts";
import { interleave } from "./harness/rounds.ts";
import { ratioOf } from "./harness/stats.ts";
import { match } from "./rows/match.ts";

const ROUNDS = 7;
/** Milliseconds of one round of one contender. */
const ROUND = 12;

const policy = cors(CONFIG);
const actual = actualRequest();
const preflight = preflightRequest();
const event = httpApiEvent("GET") as never;

const app = new Hono().get("/rides", (c) => c.json(RIDES));
const guarded = new Hono().use(honoCors(HONO_OPTIONS)).get("/rides", (c) => c.json(RIDES));
const native = async (): Promise<object> => ({ statusCode: 200, headers: {}, body: "ok" });
const wrapped = withCors(policy, native);
const byMiddy = wrapByMiddy(native);
const served = fromFetch(policy, app.fetch);
const byHono = handle(guarded);

const origins = new Map(match.contenders().map(({ name, run }) => [name, run]));
const decide = (among: string): (() => unknown) => origins.get(`corskit decide, ${among}, hit`) ?? (() => undefined);

interface Bound {
  readonly name: string;
  readonly of: () => unknown;
  readonly against: () => unknown;
  readonly atMost: number;
}

const BOUNDS: readonly Bound[] = [
  {
    name: "apply / by hand",
    of: () => policy.apply(actual, new Response("ok")),
    against: () => byHand.setHeaders(actual, new Response("ok")),
    atMost: 3,
  },
  {
    name: "preflight / by hand",
    of: () => policy.preflight(preflight),
    against: () => byHand.preflight(preflight),
    atMost: 3,
  },
  {
    name: "100,000 / 10 exact origins",
    of: decide("100,000 exact origins"),
    against: decide("10 exact origins"),
    atMost: 6,
  },
  {
    name: "100,000 / 10 patterns",
    of: decide("100,000 pattern origins"),
    against: decide("10 pattern origins"),
    atMost: 6,
  },
  {
    name: "withCors / middy",
    of: () => wrapped(event, CONTEXT),
    against: () => byMiddy(event, CONTEXT as never),
    atMost: 2.5,
  },
  { name: "fromFetch / hono/aws-lambda", of: () => served(event, CONTEXT), against: () => byHono(event), atMost: 1.6 },
];

/** Nanoseconds per call, of the fastest of several batches: all that comes between makes one slower. */
async function time(run: () => unknown): Promise<number> {
  let fastest = Infinity;
  const end = performance.now() + ROUND;
  do {
    const start = performance.now();
    for (let i = 0; i < 50; i++) await run();
    fastest = Math.min(fastest, (performance.now() - start) / 50);
  } while (performance.now() < end);
  return fastest * 1e6;
}

for (const { name, of, against, atMost } of BOUNDS) {
  const works = [
    { name: "of", run: of },
    { name: "against", run: against },
  ];
  const times = await interleave(works, ROUNDS, async ({ run }) => time(run));
  const { median } = ratioOf(times.get("of") ?? [], times.get("against") ?? []);
  const isFine = median <= atMost;
  console.log(`${name.padEnd(30)} ${median.toFixed(2).padStart(6)}  at most ${atMost}${isFine ? "" : "  FAILED"}`);
  if (!isFine) process.exitCode = 1;
}
if (process.exitCode) console.error("bench/smoke.ts: several times slower than it was. npm run bench tells more.");
