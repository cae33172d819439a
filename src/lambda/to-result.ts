import { mergeVary } from "../fetch/apply.ts";
import type { Decision } from "../policy/decision.ts";
import { encodeBody, isBodiless, readBody } from "./body.ts";
import { httpSourceOf } from "./detect.ts";
import type { Expiry } from "./expiry.ts";
import { isOwned, isVary } from "./names.ts";
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

/**
 * @param decision whose headers the response gets; undefined where it has them, or is to have none
 * @param expiry ends the reading of a body
 * @throws RangeError where the result is more than its source takes
 */
export async function resultOf(
  source: EventSource,
  event: unknown,
  response: Response,
  decision?: Decision,
  expiry?: Expiry,
): Promise<object> {
  const { status, statusText, headers } = response;
  const bodiless = isBodiless(status) || source.facts(event as never).method === "HEAD";
  if (bodiless) response.body?.cancel().catch(() => {});
  const content = bodiless ? NO_BODY : encodeBody(await readBody(response, expiry), headers);
  const { body, base64 } = content;
  const fields = splitHeaders(response, decision);
  const parts: ResponseParts = { status, statusText, headers: fields.headers, cookies: fields.cookies, body, base64 };
  return withinLimit(source, source.result(event as never, parts));
}

const NO_BODY = { body: "", base64: false };

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
  const own: Record<string, string> = {};
  const cookies: string[] = [];
  for (const [name, value] of headers) {
    if (name === "set-cookie") cookies.push(value);
    else if (policy === undefined || !isOwned(name)) own[name] = value;
  }
  for (const name in policy) {
    const value = policy[name] ?? "";
    own[name.toLowerCase()] = isVary(name) ? mergeVary(own["vary"] ?? null, value) : value;
  }
  return { headers: own, cookies };
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
