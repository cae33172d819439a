import { expect, test } from "vitest";
import { edgeResponseEvent, makeRequest } from "../../test/lambda/events.ts";
import { gateways } from "../../test/lambda/gateways.ts";
import { alb } from "./alb.ts";
import { httpSourceOf, sourceOf } from "./detect.ts";
import { edge, edgeResponse } from "./edge.ts";
import { latticeV1 } from "./lattice-v1.ts";
import { latticeV2 } from "./lattice-v2.ts";
import { payloadV1 } from "./payload-v1.ts";
import { payloadV2 } from "./payload-v2.ts";

const expected = {
  "REST API": payloadV1,
  "HTTP API, payload 1.0": payloadV1,
  "HTTP API, payload 2.0": payloadV2,
  "Function URL": payloadV2,
  "ALB, single values": alb,
  "ALB, multi values": alb,
  "VPC Lattice v1": latticeV1,
  "VPC Lattice v2": latticeV2,
  "Lambda@Edge": edge,
} as const;

test.each(gateways)("$name is told from the others", ({ name, event }) => {
  expect(sourceOf(event(makeRequest()))).toBe(expected[name as keyof typeof expected]);
});

const v2 = (requestContext: object, rest: object = {}): object => ({
  version: "2.0",
  rawPath: "/",
  requestContext: { http: { method: "GET" }, ...requestContext },
  ...rest,
});

const REST_API = { cap: 29_000, streams: true };
const HTTP_API = { cap: 30_000, streams: false };
const FUNCTION_URL = { cap: undefined, streams: true };
const NEITHER = { cap: undefined, streams: undefined };

/** Whether the source has a deadline of its own, and streams. */
const manners = (event: unknown): object => {
  const source = sourceOf(event);
  return { cap: source?.cap?.(event as never), streams: source?.streams?.(event as never) };
};

test.each(gateways)("$name: its own deadline, and whether it streams", ({ name, event }) => {
  const known = {
    "REST API": REST_API,
    "HTTP API, payload 1.0": HTTP_API,
    "HTTP API, payload 2.0": HTTP_API,
    "Function URL": FUNCTION_URL,
  };
  expect(manners(event(makeRequest()))).toStrictEqual(known[name as keyof typeof known] ?? NEITHER);
});

test.each([
  ["a custom domain of an HTTP API", v2({ domainName: "api.example.com", apiId: "abcdefghij" }), HTTP_API],
  ["an HTTP API's named stage", v2({ domainName: "api.example.com", stage: "dev" }), HTTP_API],
  ["an HTTP API's route", v2({ routeKey: "GET /rides" }), HTTP_API],
  ["an HTTP API's route, on top", v2({}, { routeKey: "ANY /{proxy+}" }), HTTP_API],
  ["a Function URL in China", v2({ domainName: "x.lambda-url.cn-north-1.on.amazonwebservices.com.cn" }), FUNCTION_URL],
  ["an emulator's", v2({ domainName: "localhost", stage: "$default" }), FUNCTION_URL],
  ["a test's, without a domain", v2({}), FUNCTION_URL],
  ["a test's REST event, without a context", { httpMethod: "GET", path: "/" }, REST_API],
  ["a REST event with a null context", { httpMethod: "GET", path: "/", requestContext: null }, REST_API],
])("%s", (_name, event, expectedManners) => {
  expect(manners(event)).toStrictEqual(expectedManners);
});

test.each(["origin-response", "viewer-response"] as const)("an %s event is no request", (eventType) => {
  const event = edgeResponseEvent(makeRequest(), eventType);
  expect(sourceOf(event)).toBe(edgeResponse);
  expect(() => httpSourceOf(event)).toThrow(TypeError);
});

const others: readonly (readonly [string, unknown])[] = [
  ["SQS", { Records: [{ messageId: "1", eventSource: "aws:sqs", body: "{}" }] }],
  ["S3", { Records: [{ eventSource: "aws:s3", s3: { bucket: { name: "b" }, object: { key: "k" } } }] }],
  ["SNS", { Records: [{ EventSource: "aws:sns", Sns: { Message: "m" } }] }],
  ["DynamoDB", { Records: [{ eventSource: "aws:dynamodb", dynamodb: { Keys: {} } }] }],
  ["Kinesis without records", { Records: [] }],
  ["records that are null", { Records: [null] }],
  ["EventBridge", { version: "0", source: "aws.events", "detail-type": "Scheduled Event", detail: {} }],
  ["Cognito", { version: "1", triggerSource: "PreSignUp_SignUp", request: {}, response: {} }],
  ["AppSync", { info: { fieldName: "f" }, arguments: {}, request: { headers: {} } }],
  ["a Bedrock agent", { messageVersion: "1.0", httpMethod: "GET", apiPath: "/rides", agent: {} }],
  ["Step Functions", { method: "GET", path: "/rides" }],
  ["CodePipeline", { "CodePipeline.job": { id: "1" } }],
  [
    "WebSocket $connect",
    {
      headers: { Origin: "https://app.example.com", Upgrade: "websocket" },
      multiValueHeaders: {},
      requestContext: { routeKey: "$connect", eventType: "CONNECT", connectionId: "abc=", apiId: "x", stage: "p" },
      isBase64Encoded: false,
    },
  ],
  [
    "WebSocket with an httpMethod",
    { httpMethod: "GET", path: "/", requestContext: { connectionId: "abc=", eventType: "CONNECT" } },
  ],
  [
    "a REST API's REQUEST authorizer",
    {
      type: "REQUEST",
      methodArn: "arn:aws:execute-api:us-east-1:123456789012:abcdef123/test/GET/request",
      resource: "/request",
      path: "/request",
      httpMethod: "GET",
      headers: {},
      requestContext: { path: "/request", httpMethod: "GET", stage: "test" },
    },
  ],
  ["a REST API's TOKEN authorizer", { type: "TOKEN", authorizationToken: "t", methodArn: "arn:aws:execute-api" }],
  [
    "an HTTP API's authorizer, payload 2.0",
    {
      version: "2.0",
      type: "REQUEST",
      routeArn: "arn:aws:execute-api:us-east-1:123456789012:abcdef123/test/GET/request",
      rawPath: "/request",
      requestContext: { http: { method: "GET", path: "/request" }, stage: "$default" },
    },
  ],
  [
    "an HTTP API's authorizer, payload 1.0",
    { version: "1.0", type: "REQUEST", httpMethod: "GET", path: "/request", requestContext: { stage: "$default" } },
  ],
  ["a warmer", { source: "serverless-plugin-warmup" }],
  ["null", null],
  ["undefined", undefined],
  ["a string", "hello"],
  ["a number", 5],
  ["a list", [{ httpMethod: "GET" }]],
  ["an empty object", {}],
];

test.each(others)("%s is no HTTP event", (_name, event) => {
  expect(sourceOf(event)).toBeUndefined();
  expect(() => httpSourceOf(event)).toThrow(TypeError);
});
