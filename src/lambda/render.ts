import type { ResponseParts } from "./source.ts";
import { spellCookie } from "./names.ts";
import type { LambdaResult } from "./types.ts";

/** A result whose headers have one value each. */
export function renderSingle({ status, headers, cookies, body, base64 }: ResponseParts): LambdaResult {
  const single = { ...headers };
  for (const [index, cookie] of cookies.entries()) single[spellCookie(index)] = cookie;
  return { statusCode: status, headers: single, body, isBase64Encoded: base64 };
}

/** A result whose headers have lists of values. */
export function renderMulti({ status, headers, cookies, body, base64 }: ResponseParts): LambdaResult {
  const lists = Object.entries(headers).map(([name, value]): [string, string[]] => [name, [value]]);
  if (cookies.length > 0) lists.push(["set-cookie", [...cookies]]);
  return { statusCode: status, multiValueHeaders: Object.fromEntries(lists), body, isBase64Encoded: base64 };
}

/** The reason phrases of https://www.iana.org/assignments/http-status-codes that APIs use. */
const REASONS: Readonly<Record<number, string>> = {
  200: "OK",
  201: "Created",
  202: "Accepted",
  204: "No Content",
  301: "Moved Permanently",
  302: "Found",
  303: "See Other",
  304: "Not Modified",
  307: "Temporary Redirect",
  308: "Permanent Redirect",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** A status line's code and phrase: `200 OK`. */
export function statusLine({ status, statusText }: ResponseParts): string {
  return `${status} ${statusText || REASONS[status] || "Unknown"}`;
}
