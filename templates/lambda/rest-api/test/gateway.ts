import { fromLambda, type LambdaHandler } from "corskit/testing";

/** A function behind the REST API, which answers preflights as the function does itself, by the same policy. */
export function asPagesSeeIt(handler: LambdaHandler): (request: Request) => Response | Promise<Response> {
  return fromLambda(handler);
}
