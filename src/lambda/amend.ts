import { mergeVary } from "../fetch/apply.ts";
import type { Decision } from "../policy/decision.ts";
import { checkBody, checkStatus, checkValue, ownFields, refuse } from "./check.ts";
import { spelling } from "./fields.ts";
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
  const result = ownFields<NativeResult>(given);
  const { statusCode, statusDescription, headers, multiValueHeaders, body, isBase64Encoded } = result;
  const policy = decision?.headers;
  const cookies = Array.isArray(result.cookies) ? result.cookies.map(toCookie) : [];
  let multi = field === "multiValueHeaders" || (field === "either" && Boolean(multiValueHeaders));

  // To copy an object and add to the copy takes half as long as the other way round.
  const own = ownFields<HeaderValues>({ ...policy });
  if (multiValueHeaders) copyHeaders(own, multiValueHeaders, policy, multi, cookies);
  // Of a name in both, gateways take the several values.
  if (headers) copyHeaders(own, headers, policy, multi, cookies, multiValueHeaders && lowerNames(multiValueHeaders));
  if (cookies.length > 0 && !hasCookies) {
    const present = spelling(own, "set-cookie");
    multi ||= field === "either" && (cookies.length > 1 || own[present] !== undefined);
    if (!multi) addCookies(own, cookies);
    else own[present] = [own[present] ?? [], cookies].flat();
  }
  if (multi) for (const name of Object.keys(own)) own[name] = [own[name]].flat();

  const amended: NativeResult = {
    statusCode: checkStatus(statusCode, given),
    [multi ? "multiValueHeaders" : "headers"]: own,
  };
  if (hasDescription && statusDescription !== undefined) {
    amended.statusDescription = checkValue("statusDescription", String(statusDescription));
  }
  if (cookies.length > 0 && hasCookies) amended.cookies = cookies;
  if (body !== undefined) amended.body = checkBody(body);
  if (isBase64Encoded !== undefined) amended.isBase64Encoded = Boolean(isBase64Encoded);
  return amended;
}

/**
 * Copies all but what is the policy's, and merges Vary into the policy's own.
 *
 * @param cookies gets the Set-Cookie lines that do not fit where each header has one value
 * @param taken names, in lower case, that are there already
 */
function copyHeaders(
  own: HeaderValues,
  given: HeaderValues,
  policy: Decision["headers"] | undefined,
  multi: boolean,
  cookies: string[],
  taken?: ReadonlySet<string> | null,
): void {
  // How Vary is spelt, as long as it is the policy's too.
  let vary = policy && own["Vary"] ? "Vary" : "";
  // Without a list of the names. Its own alone: a Headers object would give its methods.
  for (const name in given) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined || value === null || (policy && isOwned(name)) || taken?.has(name.toLowerCase())) continue;
    const isList = Array.isArray(value);
    if (isList && !multi && isNamed(name, "set-cookie")) {
      cookies.push(...value.map(toCookie));
      continue;
    }
    // The name too, where there is no value.
    if (isList) for (const one of ["", ...value]) checkValue(name, one);
    else checkValue(name, value);
    if (vary && isNamed(name, "vary")) {
      const merged = mergeVary(String(value), own[vary] as string);
      if (name !== vary) delete own[vary];
      own[(vary = name)] = merged;
    } else own[name] = isList && !multi ? value.join(", ") : value;
  }
}

const toCookie = (cookie: unknown): string => checkValue("set-cookie", String(cookie));

/** @throws TypeError for more than nine letters can be spelt in ways */
function addCookies(headers: HeaderValues, cookies: readonly string[]): void {
  let index = 0;
  for (const cookie of cookies) {
    while (headers[spellCookie(index)] !== undefined) if (index++ > 1023) refuse(cookies, "too many cookies");
    headers[spellCookie(index)] = cookie;
  }
}
