import { mergeVary } from "../fetch/apply.ts";
import type { Decision } from "../policy/decision.ts";
import { checkBody, checkStatus, checkValue } from "./check.ts";
import { isCookie, isOwned, isVary, spellCookie } from "./names.ts";

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

/** Which fields a source takes besides statusCode, body and isBase64Encoded. */
export interface ResultShape {
  /** Where headers go; `either` is the handler's choice, but never both: a REST API would send them twice. */
  readonly field: "headers" | "multiValueHeaders" | "either";
  readonly cookies?: boolean;
  readonly description?: boolean;
}

/**
 * A handler's result with a decision's headers on it. What the source does not know is left out, since a
 * REST API answers 502 for it. Nothing of the handler's is written to: it may return the same object again.
 *
 * @throws TypeError where the gateway would refuse the result, and answer without the policy's headers
 */
export function amendResult(result: NativeResult, { headers: policy }: Decision, shape: ResultShape): NativeResult {
  const { headers, multiValueHeaders, statusDescription, body, isBase64Encoded } = result;
  const cookies = Array.isArray(result.cookies) ? result.cookies.map(String) : [];
  const multi =
    shape.field === "multiValueHeaders" ||
    (shape.field === "either" && Boolean(multiValueHeaders || cookies.length > 0));

  const amended: NativeResult = { statusCode: checkStatus(result.statusCode) };
  if (shape.description && statusDescription !== undefined) amended.statusDescription = String(statusDescription);
  const own: HeaderValues = {};
  // Of a name in both, gateways take the several values.
  let vary = multiValueHeaders ? copyHeaders(own, multiValueHeaders, NONE, multi, cookies) : undefined;
  if (headers) {
    const taken = multiValueHeaders ? Object.keys(multiValueHeaders).map((name) => name.toLowerCase()) : NONE;
    vary = copyHeaders(own, headers, taken, multi, cookies) ?? vary;
  }
  addPolicy(own, policy, multi, vary);
  amended[multi ? "multiValueHeaders" : "headers"] = own;
  if (cookies.length > 0) {
    if (shape.cookies) amended.cookies = cookies;
    else addCookies(own, cookies, multi);
  }
  if (body !== undefined) amended.body = checkBody(body);
  if (isBase64Encoded !== undefined) amended.isBase64Encoded = Boolean(isBase64Encoded);
  return amended;
}

const NONE: readonly string[] = [];

/**
 * Copies all but the policy's headers, and Vary, which is returned.
 *
 * @param taken names in lower case that do not count any more
 * @param cookies gets the Set-Cookie lines that do not fit where each header has one value
 */
function copyHeaders(
  own: HeaderValues,
  given: HeaderValues,
  taken: readonly string[],
  multi: boolean,
  cookies: string[],
): { name: string; value: string } | undefined {
  let vary: { name: string; value: string } | undefined;
  for (const name of Object.keys(given)) {
    const value = given[name];
    if (value === undefined || value === null || isOwned(name)) continue;
    if (taken.length > 0 && taken.includes(name.toLowerCase())) continue;
    if (isVary(name)) vary = { name, value: vary ? `${vary.value}, ${String(value)}` : String(value) };
    else if (multi) own[name] = (Array.isArray(value) ? value : [value]).map((one) => checkValue(name, one));
    else if (!Array.isArray(value)) own[name] = checkValue(name, value);
    else if (isCookie(name)) cookies.push(...value.map(String));
    else own[name] = value.map((one) => checkValue(name, one)).join(", ");
  }
  return vary;
}

function addPolicy(
  own: HeaderValues,
  policy: Decision["headers"],
  multi: boolean,
  vary: { name: string; value: string } | undefined,
): void {
  if (vary) own[vary.name] = multi ? [vary.value] : vary.value;
  for (const header in policy) {
    let name = header;
    let value = policy[header] ?? "";
    if (vary && header === "Vary") {
      ({ name } = vary);
      value = mergeVary(vary.value, value);
    }
    own[name] = multi ? [value] : value;
  }
}

function addCookies(headers: HeaderValues, cookies: readonly string[], multi: boolean): void {
  const present = Object.keys(headers).find(isCookie);
  if (multi) {
    headers[present ?? "Set-Cookie"] = [...((headers[present ?? ""] as unknown[] | undefined) ?? []), ...cookies];
    return;
  }
  let index = 0;
  for (const cookie of cookies) {
    while (headers[spellCookie(index)] !== undefined) index++;
    headers[spellCookie(index)] = cookie;
  }
}
