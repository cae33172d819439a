import { encodeBody, isBodiless, readBody } from "./body.ts";
import { httpSourceOf } from "./detect.ts";
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
  return (await resultOf(httpSourceOf(event), event, response)) as ResultOf<Event>;
}

/** @throws RangeError where the result is more than its source takes */
export async function resultOf(
  source: EventSource,
  event: unknown,
  response: Response,
  signal?: AbortSignal,
): Promise<object> {
  const { status, statusText, headers } = response;
  const bodiless = isBodiless(status) || source.facts(event as never).method === "HEAD";
  if (bodiless) response.body?.cancel().catch(() => {});
  const content = bodiless ? { body: "", base64: false } : encodeBody(await readBody(response, signal), headers);
  const parts: ResponseParts = { status, statusText, ...splitHeaders(headers), ...content };
  return withinLimit(source, source.result(event as never, parts));
}

export function splitHeaders(headers: Headers): Pick<ResponseParts, "headers" | "cookies"> {
  const lines = [...headers].filter(([name]) => name !== "set-cookie");
  return { headers: Object.fromEntries(lines), cookies: headers.getSetCookie() };
}

/**
 * What is too much for a source is lost, together with its headers.
 *
 * @throws RangeError
 */
export function withinLimit<Result extends object | null | undefined>(source: EventSource, result: Result): Result {
  const { body } = (result ?? {}) as { readonly body?: unknown };
  // A character takes six bytes at most: most results need not be counted.
  if (typeof body !== "string" || body.length < source.limit / 6) return result;
  if (new TextEncoder().encode(JSON.stringify(result)).length <= source.limit) return result;
  throw new RangeError(`the result is more than the ${source.limit} bytes that Lambda or the gateway takes`);
}
