import type {
  ALBEvent,
  ALBHandler,
  ALBResult,
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  APIGatewayProxyHandler,
  APIGatewayProxyHandlerV2,
  APIGatewayProxyResult,
  APIGatewayProxyStructuredResultV2,
  CloudFrontRequestEvent,
  CloudFrontRequestHandler,
  CloudFrontResponseHandler,
  CloudFrontResultResponse,
  Context,
  LambdaFunctionURLHandler,
  SQSBatchResponse,
  SQSEvent,
  SQSHandler,
} from "aws-lambda";
import { Hono } from "hono";
import { expect, expectTypeOf, test } from "vitest";
import {
  fromFetch,
  fromFetchStreaming,
  toRequest,
  toResult,
  withCors,
  type EdgeResult,
  type LambdaEnv,
  type LambdaResult,
} from "./index.ts";

// Compiled by `tsc`: what does not fit is an error there. Nothing of this is in the published package.

const config = { allowOrigins: "*" } as const;
test("handlers of @types/aws-lambda stay what they are", () => {
  const rest: APIGatewayProxyHandler = withCors(config, async (event: APIGatewayProxyEvent) => ({
    statusCode: 200,
    body: event.path,
  }));
  const http: APIGatewayProxyHandlerV2 = withCors(config, async (event) => ({
    statusCode: 200,
    body: event.rawPath ?? "",
  }));
  const url: LambdaFunctionURLHandler = withCors(config, async () => "hello");
  const alb: ALBHandler = withCors(config, async (_event: ALBEvent, given: Context) => ({
    statusCode: 200,
    body: given.awsRequestId,
  }));
  const edge: CloudFrontRequestHandler = withCors(config, async (event: CloudFrontRequestEvent) => {
    const [record] = event.Records;
    return record?.cf.request;
  });
  const queue: SQSHandler = withCors(config, async (_event: SQSEvent): Promise<SQSBatchResponse> => ({
    batchItemFailures: [],
  }));
  expect([rest, http, url, alb, edge, queue].every((handler) => typeof handler === "function")).toBe(true);
});

test("a typed handler can be wrapped, and its types stay", () => {
  const typed: APIGatewayProxyHandlerV2 = async () => ({ statusCode: 200 });
  const wrapped = withCors(config, typed);
  expectTypeOf(wrapped).parameter(0).toEqualTypeOf<APIGatewayProxyEventV2>();
  expectTypeOf(wrapped).parameter(1).toEqualTypeOf<Context>();
  expectTypeOf<Awaited<ReturnType<typeof wrapped>>>().toEqualTypeOf<APIGatewayProxyStructuredResultV2 | string>();
  const again: APIGatewayProxyHandlerV2 = wrapped;
  expectTypeOf(withCors(config, async () => ({ statusCode: 200, body: "ok" }))).returns.resolves.toEqualTypeOf<{
    statusCode: number;
    body: string;
  }>();
  expect(again).toBe(wrapped);
});

test("Fetch handlers become handlers of every type", () => {
  const app = new Hono<{ Bindings: LambdaEnv }>();
  const handler = fromFetch(config, app.fetch);
  const rest: APIGatewayProxyHandler = handler;
  const http: APIGatewayProxyHandlerV2 = handler;
  const url: LambdaFunctionURLHandler = handler;
  const alb: ALBHandler = handler;
  const edge: CloudFrontRequestHandler = handler;
  expect([rest, http, url, alb, edge]).toStrictEqual(Array.from({ length: 5 }, () => handler));
  fromFetchStreaming(config, (request, env) => new Response(`${request.url} ${typeof env.context}`));
  // @ts-expect-error a native handler is no Fetch handler
  fromFetch(config, async () => ({ statusCode: 200 }));
  // @ts-expect-error nor does it take options that there are not
  fromFetch(config, app.fetch, { timeout: 5 });
});

test("events and results convert", async () => {
  const event = { httpMethod: "GET", path: "/", requestContext: {} };
  expectTypeOf(toRequest(event)).toEqualTypeOf<Request>();
  expectTypeOf(toResult(new Response(), event)).resolves.toEqualTypeOf<LambdaResult>();
  expectTypeOf(toResult<CloudFrontRequestEvent>).returns.resolves.toEqualTypeOf<EdgeResult>();
  expectTypeOf<LambdaResult>().toExtend<APIGatewayProxyResult>();
  expectTypeOf<LambdaResult>().toExtend<APIGatewayProxyStructuredResultV2>();
  expectTypeOf<LambdaResult>().toExtend<ALBResult>();
  expectTypeOf<EdgeResult>().toExtend<CloudFrontResultResponse>();
  expectTypeOf<APIGatewayProxyEvent | APIGatewayProxyEventV2 | ALBEvent | CloudFrontRequestEvent>().toExtend<
    Parameters<typeof toRequest>[0]
  >();
  expectTypeOf<CloudFrontResponseHandler>().parameter(0).toExtend<Parameters<typeof toRequest>[0]>();
  expect((await toResult(new Response("ok"), event)).body).toBe("ok");
});
