interface Result {
  readonly statusCode?: unknown;
  readonly headers?: Readonly<Record<string, unknown>> | null;
  readonly cookies?: readonly string[] | null;
  readonly body?: unknown;
  readonly isBase64Encoded?: unknown;
}

const EMPTY_STATUSES = new Set([204, 205, 304]);

/**
 * What a Function URL answers for a result
 * (https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload).
 *
 * @throws TypeError or RangeError where the result is malformed
 */
export function toResponse(result: unknown): Response {
  // As it arrives: what JSON cannot carry never does.
  const text = JSON.stringify(result) ?? "null";
  const parsed = JSON.parse(text) as Result | string | null;
  if (typeof parsed !== "object" || parsed === null || parsed.statusCode === undefined) {
    const body = typeof parsed === "string" ? parsed : text;
    return new Response(body, { headers: { "content-type": "application/json" } });
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed;
  if (body !== undefined && body !== null && typeof body !== "string") throw new TypeError("the body is no string");
  const lines = new Headers();
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (typeof value === "object") throw new TypeError(`the header ${name} is no string`);
    lines.set(name, String(value));
  }
  for (const cookie of cookies ?? []) lines.append("set-cookie", cookie);
  const status = Number(statusCode);
  const bytes = isBase64Encoded === true ? Uint8Array.from(atob(body ?? ""), (one) => one.charCodeAt(0)) : (body ?? "");
  // What a Function URL calls it where the function does not say.
  if (!lines.has("content-type")) lines.set("content-type", "application/json");
  return new Response(EMPTY_STATUSES.has(status) ? null : bytes, { status, headers: lines });
}
