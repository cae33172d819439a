import { cors } from "corskit";
import { fromLambda, type LambdaHandler } from "corskit/testing";
import { policy } from "../src/cors.ts";

/** A function behind the HTTP API, which answers preflights and sets the headers. Here the kit does both, by the same policy. */
export const asPagesSeeIt = (handler: LambdaHandler) =>
  cors({ ...policy.config, owner: "kit" }).wrap(fromLambda(handler));
