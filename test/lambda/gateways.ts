import {
  albEvent,
  edgeEvent,
  functionUrlEvent,
  httpApiEvent,
  latticeV1Event,
  latticeV2Event,
  payloadV1,
  type WireRequest,
} from "./events.ts";

/** A response as a gateway puts it on the wire. */
export interface WireResponse {
  readonly status: number;
  /** Names in lower case; Set-Cookie not among them. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly cookies: readonly string[];
  readonly body: Uint8Array;
}

/** A gateway's two sides: events as AWS documents them, and what it accepts as a result. */
export interface Gateway {
  readonly name: string;
  event(request: WireRequest): object;
  /** Throws where the gateway would answer 502 instead. */
  accept(result: unknown): WireResponse;
}

function checkKeys(result: object, keys: readonly string[]): void {
  const unknown = Object.keys(result).filter((key) => !keys.includes(key));
  if (unknown.length > 0) throw new Error(`malformed: unknown fields ${unknown.join(", ")}`);
}

function checkScalar(value: unknown): string {
  if (!["string", "number", "boolean"].includes(typeof value))
    throw new Error(`malformed: a header is ${typeof value}`);
  return String(value);
}

interface AnyResult {
  readonly statusCode?: unknown;
  readonly headers?: Record<string, unknown>;
  readonly multiValueHeaders?: Record<string, unknown[]>;
  readonly cookies?: readonly string[];
  readonly body?: unknown;
  readonly isBase64Encoded?: unknown;
}

function acceptResult(given: unknown, keys: readonly string[], field?: "headers" | "multiValueHeaders"): WireResponse {
  // As it arrives: what JSON cannot carry never does.
  const result = JSON.parse(JSON.stringify(given) ?? "null") as AnyResult | null;
  if (typeof result !== "object" || result === null) throw new Error("malformed: no object");
  checkKeys(result, keys);
  const { statusCode, body } = result;
  if (!Number.isInteger(Number(statusCode)) || typeof statusCode === "object")
    throw new Error("malformed: no statusCode");
  if (body !== undefined && body !== null && typeof body !== "string")
    throw new Error("malformed: the body is no string");
  if (result.headers && result.multiValueHeaders) throw new Error("malformed: headers twice");
  const single = field === "multiValueHeaders" ? {} : (result.headers ?? {});
  const multi = field === "headers" ? {} : (result.multiValueHeaders ?? {});
  const lines = [
    ...Object.entries(single).map(([name, value]) => [name, checkScalar(value)] as const),
    ...Object.entries(multi).flatMap(([name, values]) => values.map((value) => [name, checkScalar(value)] as const)),
  ];
  return wire(
    Number(statusCode),
    [...lines, ...(result.cookies ?? []).map((cookie) => ["set-cookie", cookie] as const)],
    body ?? "",
    result.isBase64Encoded === true,
  );
}

function wire(
  status: number,
  lines: readonly (readonly [string, string])[],
  body: string,
  base64: boolean,
): WireResponse {
  const lower = lines.map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    status,
    headers: lower.filter(([name]) => name !== "set-cookie"),
    cookies: lower.filter(([name]) => name === "set-cookie").map(([, cookie]) => cookie),
    body: new Uint8Array(Buffer.from(body, base64 ? "base64" : "utf8")),
  };
}

const V1 = ["statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"];
const V2 = ["statusCode", "headers", "cookies", "body", "isBase64Encoded"];
const ALB = ["statusCode", "statusDescription", "headers", "multiValueHeaders", "body", "isBase64Encoded"];
const LATTICE = ["statusCode", "statusDescription", "headers", "body", "isBase64Encoded"];

function only(accept: (result: unknown) => WireResponse, unwanted: string): (result: unknown) => WireResponse {
  return (result) => {
    if (Object.hasOwn(result as object, unwanted)) throw new Error(`malformed: ${unwanted} in the other mode`);
    return accept(result);
  };
}

const EDGE_FORBIDDEN =
  /^(connection|transfer-encoding|upgrade|via|content-length|x-amz-cf-.*|x-edge-.*|keep-alive|expect)$/;

function acceptEdge(given: unknown): WireResponse {
  const result = JSON.parse(JSON.stringify(given) ?? "null") as {
    status: unknown;
    headers?: Record<string, { key?: string; value: string }[]>;
    body?: string;
    bodyEncoding?: string;
  };
  checkKeys(result, ["status", "statusDescription", "headers", "body", "bodyEncoding"]);
  if (typeof result.status !== "string" || !/^[1-5]\d\d$/.test(result.status)) throw new Error("malformed: the status");
  const lines = Object.entries(result.headers ?? {}).flatMap(([name, values]) => {
    if (name !== name.toLowerCase()) throw new Error(`malformed: ${name} is not in lower case`);
    if (EDGE_FORBIDDEN.test(name)) throw new Error(`malformed: ${name} is forbidden`);
    return values.map(({ key, value }) => {
      if (key !== undefined && key.toLowerCase() !== name) throw new Error(`malformed: ${key} under ${name}`);
      return [name, checkScalar(value)] as const;
    });
  });
  return wire(Number(result.status), lines, result.body ?? "", result.bodyEncoding === "base64");
}

/** Every HTTP event source, with both modes of a load balancer's target group. */
export const gateways: readonly Gateway[] = [
  { name: "REST API", event: payloadV1, accept: (result) => acceptResult(result, V1) },
  {
    name: "HTTP API, payload 1.0",
    event: (request) => ({ version: "1.0", ...payloadV1(request) }),
    accept: (result) => acceptResult(result, V1),
  },
  {
    name: "HTTP API, payload 2.0",
    event: httpApiEvent,
    accept: (result) => acceptResult(result, V2),
  },
  {
    name: "Function URL",
    event: functionUrlEvent,
    accept: (result) => acceptResult(result, V2),
  },
  {
    name: "ALB, single values",
    event: (request) => albEvent(request).single,
    accept: only((result) => acceptResult(result, ALB, "headers"), "multiValueHeaders"),
  },
  {
    name: "ALB, multi values",
    event: (request) => albEvent(request).multi,
    accept: only((result) => acceptResult(result, ALB, "multiValueHeaders"), "headers"),
  },
  {
    name: "VPC Lattice v1",
    event: latticeV1Event,
    accept: (result) => acceptResult(result, LATTICE),
  },
  {
    name: "VPC Lattice v2",
    event: latticeV2Event,
    accept: (result) => acceptResult(result, LATTICE),
  },
  { name: "Lambda@Edge", event: (request) => edgeEvent(request, "origin-request"), accept: acceptEdge },
];

export function gatewayNamed(name: string): Gateway {
  const found = gateways.find((gateway) => gateway.name === name);
  if (found === undefined) throw new Error(`there is no gateway ${name}`);
  return found;
}

/**
 * The headers of these names.
 *
 * @throws Error where one stands there twice, which a browser refuses
 */
export function headersOf({ headers }: Pick<WireResponse, "headers">, names: RegExp): Readonly<Record<string, string>> {
  const found = headers.filter(([name]) => names.test(name));
  if (new Set(found.map(([name]) => name)).size < found.length) throw new Error(`twice: ${JSON.stringify(found)}`);
  return Object.fromEntries(found);
}

/** The policy's own headers. */
export const corsOf = (response: Pick<WireResponse, "headers">): Readonly<Record<string, string>> =>
  headersOf(response, /^access-control-/);

/** A native handler's result in the form of the gateway. */
export function nativeResult(
  { name }: Gateway,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
  body = "ok",
): object {
  const entries = Object.entries(headers);
  if (name === "Lambda@Edge") {
    const lines = entries.map(([key, value]) => [key.toLowerCase(), [{ key, value }]]);
    return { status: String(status), headers: Object.fromEntries(lines), body };
  }
  const lists = Object.fromEntries(entries.map(([field, value]) => [field, [value]]));
  const fields = name.includes("multi") ? { multiValueHeaders: lists } : { headers };
  return { statusCode: status, ...fields, body };
}
