import { ACTUAL_HEADERS } from "../contenders/asked.ts";
import { CONTEXT, httpApiEvent } from "../contenders/lambda-event.ts";
import { fetchHandlers, nativeHandlers } from "../contenders/lambda.ts";
import { breathe } from "../harness/breathe.ts";
import type { Aim, Contender, TimedRow } from "../harness/row.ts";

const get = httpApiEvent("GET");
const post = httpApiEvent("POST", JSON.stringify({ from: "Oslo", to: "Voss" }));
const answers = { status: 200, headers: ACTUAL_HEADERS };

export const lambdaNative: TimedRow = {
  id: "lambda-native",
  title: "Time added to a native Lambda handler: an HTTP API's event, payload 2.0",
  runtimes: ["node"],
  // Each written out: calls that go through one place are slower for all but the first.
  contenders: () => [
    { name: "unwrapped", run: () => nativeHandlers.unwrapped() },
    { name: "by hand", over: "unwrapped", run: () => nativeHandlers.byHand(get), answers },
    { name: "corskit withCors", over: "unwrapped", run: () => nativeHandlers.corskit(get, CONTEXT), answers },
    { name: "@middy/core", over: "unwrapped", run: () => nativeHandlers.middy(get, CONTEXT) },
    {
      name: "@middy/core, @middy/http-cors",
      over: "unwrapped",
      run: () => nativeHandlers.middyWithCors(get, CONTEXT),
      answers,
    },
  ],
  aims: [
    {
      name: "withCors / middy with @middy/http-cors",
      of: "corskit withCors",
      against: "@middy/core, @middy/http-cors",
      atMost: 1 / 8,
    },
  ],
};

const aim = (method: string, than: string, atMost: number): Aim => ({
  name: `fromFetch / ${than}, ${method}`,
  of: `corskit fromFetch, ${method}`,
  against: `${than}, ${method}`,
  atMost,
});

export const lambdaFetch: TimedRow = {
  id: "lambda-fetch",
  title: "A Hono app on Lambda: an HTTP API's event in, its result out",
  runtimes: ["node"],
  contenders: () =>
    Object.entries({ GET: get, POST: post }).flatMap(([method, event]) =>
      Object.entries(fetchHandlers).map(([name, handler]): Contender => ({
        name: `${name}, ${method}`,
        run: breathe(() => handler(event, CONTEXT)),
        ...(!name.endsWith("no CORS") && { answers }),
      })),
    ),
  aims: ["GET", "POST"].flatMap((method) => [
    aim(method, "hono/aws-lambda, hono/cors", 0.5),
    aim(method, "srvx, hono/cors", 1),
    aim(method, "serverless-http, Express, cors", 1),
  ]),
};
