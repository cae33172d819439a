// What every runtime runs, by one of these names. `corskit` is the package, as its users install it.
import * as corskit from "corskit";
import * as browser from "corskit/browser";
import * as hono from "corskit/hono";
import * as lambda from "corskit/lambda";
import * as testing from "corskit/testing";
import * as workers from "corskit/workers";
import { runCases } from "./run-cases.ts";

/** As a Lambda function. */
export const handler = (draw) => runCases({ corskit, browser, hono, lambda, testing, workers }, draw);

/** As a Worker. */
export default {
  fetch: async (request) => Response.json(await handler(await request.json())),
};
