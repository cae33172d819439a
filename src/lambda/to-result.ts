import { mergeVary } from "../fetch/apply.ts";
import type { Decision } from "../policy/decision.ts";
import { encodeBody, joinChunks, readerOf } from "./body.ts";
import { ownFields } from "./check.ts";
import { httpSourceOf } from "./detect.ts";
import type { Answered } from "./exchange.ts";
import { isOwned, lowerName } from "./names.ts";
import type { EventSource, ResponseParts } from "./source.ts";
import type { LambdaHttpEvent, ResultOf } from "./types.ts";

/**
 * A Response as the result that belongs to an event: text or Base64, cookies, and only the header field
 * that its source takes.
 *
 * @param event what `response` is the answer to
 * @throws TypeError for an event that is no HTTP request; whatever the response's body fails with
 */
export async function toResult<Event extends LambdaHttpEvent>(
  response: Response,
  event: Event,
): Promise<ResultOf<Event>> {
  const source = httpSourceOf(event);
  return (await resultOf({ source, event, facts: source.facts(event as never) }, response)) as ResultOf<Event>;
}

/**
 * A Response as a result, with the decision's headers on it.
 *
 * @throws RangeError where the result is more than its source takes
 */
export async function resultOf(exchange: Answered, response: Response): Promise<object> {
  const { status, statusText } = response;
  const { headers, cookies } = splitHeaders(response, exchange.decision);
  const reader = readerOf(response, exchange);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
    chunks.push(next.value);
    size += next.value.length;
    // Too much for any source: a body without end would take all memory before anybody looks at a clock.
    if (size > 1e7) reader?.cancel().catch(() => {});
  }
  const [chunk = new Uint8Array()] = chunks;
  const isOne = chunks.length < 2 && chunk instanceof Uint8Array;
  const { body, isBase64Encoded } = encodeBody(isOne ? chunk : await joinChunks(chunks), headers);
  return render(exchange, { statusCode: status, statusText, headers, cookies, body, isBase64Encoded });
}

/** @throws RangeError where the result is more than its source takes */
export function render({ source, event }: Answered, parts: ResponseParts): object {
  const result = source.result ? source.result(parts) : parts;
  return withinLimit(source, source.amend(event as never, result, undefined) as object);
}

/**
 * A response's headers under a policy, as results have them. The response is not written to: setting headers on it
 * and reading them back takes longer.
 */
export function splitHeaders(
  { status, headers }: Response,
  decision: Decision | undefined,
): Pick<ResponseParts, "headers" | "cookies"> {
  // CORS does not apply to an upgraded connection.
  const policy = status === 101 ? undefined : decision?.headers;
  const own = ownFields<Record<string, string>>({});
  const cookies: string[] = [];
  for (const [name, value] of headers) {
    if (name === "set-cookie") cookies.push(value);
    else if (policy === undefined || !isOwned(name)) own[name] = value;
  }
  for (const [header, value] of Object.entries(policy ?? {})) {
    const name = lowerName(header);
    own[name] = name === "vary" ? mergeVary(own["vary"], value) : value;
  }
  return { headers: own, cookies };
}

/**
 * What is too much for a source, or for Lambda itself
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html), is lost, together with its headers.
 *
 * @throws RangeError
 */
export function withinLimit<Result extends object | null | undefined>(
  { limit = 6 * 1024 * 1024 }: EventSource,
  result: Result,
): Result {
  const body = (result as { readonly body?: unknown } | null | undefined)?.body;
  // A character takes six bytes at most: most results need not be counted.
  if (typeof body !== "string" || body.length < limit / 6) return result;
  if (new TextEncoder().encode(JSON.stringify(result)).length <= limit) return result;
  throw new RangeError(`the result is over the limit of ${limit} bytes`);
}
