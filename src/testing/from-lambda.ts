import type { ServerHandler } from "../browser/index.ts";
import { toFunctionUrlEvent } from "./function-url-event.ts";
import { toResponse } from "./function-url-result.ts";

/** A Lambda handler: its types of event, context and result are its own business. */
export type LambdaHandler = (event: never, context: never) => unknown;

/** What Lambda gives a function by default, in milliseconds. */
const TIMEOUT = 3000;

const STREAMING = Symbol.for("aws.lambda.runtime.handler.streaming");

/**
 * A Lambda handler as a fetch function: it gets the event that a Function URL would make of the request
 * (payload version 2.0, as an HTTP API's by default), and its result becomes what the URL would answer. A
 * handler that throws, or whose result is malformed, is a bare 502 to the page, as it is on AWS.
 *
 * @param handler by promise, not by callback, and not one that streams
 * @throws TypeError where it is none of these
 */
export function fromLambda(handler: LambdaHandler): ServerHandler {
  if (typeof handler !== "function") throw new TypeError("corskit: fromLambda(handler) takes a function");
  if (STREAMING in handler) throw new TypeError("corskit: fromLambda takes no handler that streams");
  const call = handler as (event: unknown, context: unknown) => unknown;
  return async (request) => {
    const event = await toFunctionUrlEvent(request);
    try {
      return toResponse(await call(event, contextOf(event.requestContext.requestId)));
    } catch (error) {
      console.error("corskit/testing: the Lambda handler failed, which pages see as a bare 502:", error);
      return Response.json({ message: "Internal Server Error" }, { status: 502 });
    }
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
function contextOf(awsRequestId: string): object {
  const end = Date.now() + TIMEOUT;
  return {
    functionName: "test",
    functionVersion: "$LATEST",
    invokedFunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:test",
    memoryLimitInMB: "128",
    awsRequestId,
    logGroupName: "/aws/lambda/test",
    logStreamName: "test",
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, end - Date.now()),
  };
}
