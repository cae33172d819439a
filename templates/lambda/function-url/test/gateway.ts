import { cors } from "corskit";
import { fromLambda, type LambdaHandler } from "corskit/testing";
import { policy } from "../src/cors.ts";

/** A function behind its URL, which sets the headers and answers preflights. Here the kit does both, by the same policy. */
export function asPagesSeeIt(handler: LambdaHandler): (request: Request) => Response | Promise<Response> {
  return cors({ ...policy.config, owner: "kit" }).wrap(fromLambda(handler));
}
