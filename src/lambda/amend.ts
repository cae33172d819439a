import { mergeVary } from "../fetch/apply.ts";
import type { Decision } from "../policy/decision.ts";
import { checkBody, checkResult, checkStatus, checkValue } from "./check.ts";
import { isNamed, isOwned, lowerNames, spellCookie } from "./names.ts";

/** What a native handler may return for any source but CloudFront. */
export interface NativeResult {
  statusCode?: unknown;
  statusDescription?: unknown;
  headers?: HeaderValues | null;
  multiValueHeaders?: HeaderValues | null;
  cookies?: unknown;
  body?: unknown;
  isBase64Encoded?: unknown;
}

type HeaderValues = Record<string, unknown>;

/**
 * A handler's result with a decision's headers on it. What the source does not know is left out, since a
 * REST API answers 502 for it. Nothing of the handler's is written to: it may return the same object again.
 *
 * @param decision undefined where the result is to keep its own headers, all of them
 * @param field where headers go; `either` is the handler's choice, but never both: a REST API would send them twice
 * @param hasCookies whether the source takes `cookies`
 * @param hasDescription whether it takes `statusDescription`
 * @throws TypeError where the gateway would refuse the result, and answer without the policy's headers
 */
export function amendResult(
  given: unknown,
  decision: Decision | undefined,
  field: "headers" | "multiValueHeaders" | "either",
  hasCookies = false,
  hasDescription = false,
): NativeResult {
  const result = checkResult<NativeResult>(given);
  const { statusCode, statusDescription, headers, multiValueHeaders, body, isBase64Encoded } = result;
  const policy = decision?.headers;
  const cookies = Array.isArray(result.cookies) ? result.cookies.map(String) : [];
  let multi = field === "multiValueHeaders" || (field === "either" && Boolean(multiValueHeaders));

  // To copy an object and add to the copy takes half as long as the other way round.
  const own: HeaderValues = { ...policy };
  if (multiValueHeaders) copyHeaders(own, multiValueHeaders, policy, multi, cookies);
  if (headers) copyHeaders(own, without(headers, multiValueHeaders), policy, multi, cookies);
  if (cookies.length > 0 && !hasCookies) {
    const present = Object.keys(own).find((name) => isNamed(name, "set-cookie"));
    multi ||= field === "either" && (cookies.length > 1 || present !== undefined);
    if (!multi) addCookies(own, cookies);
    else if (present === undefined) own["set-cookie"] = cookies;
    else own[present] = [own[present], cookies].flat();
  }
  if (multi) for (const name of Object.keys(own)) own[name] = [own[name]].flat();

  const amended: NativeResult = multi
    ? { statusCode: checkStatus(statusCode), multiValueHeaders: own }
    : { statusCode: checkStatus(statusCode), headers: own };
  if (hasDescription && statusDescription !== undefined) amended.statusDescription = String(statusDescription);
  if (cookies.length > 0 && hasCookies) amended.cookies = cookies;
  if (body !== undefined) amended.body = checkBody(body);
  if (isBase64Encoded !== undefined) amended.isBase64Encoded = Boolean(isBase64Encoded);
  return amended;
}

/** Of a name in both, gateways take the several values. */
function without(headers: HeaderValues, multi: HeaderValues | null | undefined): HeaderValues {
  if (!multi) return headers;
  const taken = lowerNames(multi);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !taken.has(name.toLowerCase())));
}

/**
 * Copies all but what is the policy's, and merges Vary into the policy's own.
 *
 * @param cookies gets the Set-Cookie lines that do not fit where each header has one value
 */
function copyHeaders(
  own: HeaderValues,
  given: HeaderValues,
  policy: Decision["headers"] | undefined,
  multi: boolean,
  cookies: string[],
): void {
  const vary = policy?.["Vary"];
  // Without a list of the names. Its own alone: a Headers object would give its methods.
  for (const name in given) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined || value === null || (policy && isOwned(name))) continue;
    if (vary && isNamed(name, "vary")) {
      if (name !== "Vary") delete own["Vary"];
      own[name] = mergeVary(String(value), vary);
    } else if (!Array.isArray(value)) own[name] = checkValue(name, value);
    else if (isNamed(name, "set-cookie") && !multi) cookies.push(...value.map(String));
    else {
      const values = value.map((one) => checkValue(name, one));
      own[name] = multi ? values : values.join(", ");
    }
  }
}

function addCookies(headers: HeaderValues, cookies: readonly string[]): void {
  let index = 0;
  for (const cookie of cookies) {
    while (headers[spellCookie(index)] !== undefined) index++;
    headers[spellCookie(index)] = cookie;
  }
}
