// Runs a contender so often, for valgrind to count: node instructions.mjs <name> <count>
import { CONFIG, actualRequest, preflightRequest } from "../contenders/asked.ts";
import * as byHand from "../contenders/by-hand.ts";
import { CONTEXT, httpApiEvent } from "../contenders/lambda-event.ts";
import { cors } from "../../src/index.ts";
import { fromFetch, withCors } from "../../src/lambda/index.ts";

const policy = cors(CONFIG);
const actual = actualRequest();
const preflight = preflightRequest();
const event = httpApiEvent("GET") as never;
const native = async (): Promise<object> => ({ statusCode: 200, headers: {}, body: "ok" });
const wrapped = withCors(policy, native);
const served = fromFetch(policy, () => new Response("ok"));

const WORKS: Readonly<Record<string, () => unknown>> = {
  "a Response": () => new Response("ok"),
  "by hand, in place": () => byHand.setHeaders(actual, new Response("ok")),
  "corskit apply": () => policy.apply(actual, new Response("ok")),
  "by hand, preflight": () => byHand.preflight(preflight),
  "corskit preflight": () => policy.preflight(preflight),
  "a native Lambda handler": native,
  "corskit withCors": () => wrapped(event, CONTEXT),
  "corskit fromFetch": () => served(event, CONTEXT),
};

const work = WORKS[process.argv[2] ?? ""];
if (work === undefined) throw new Error(`no work ${process.argv[2]}`);
for (let i = Number(process.argv[3]); i > 0; i--) await work();
