import type { ResponseParts } from "./source.ts";

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

/** With a status line's code and phrase, for what sits in front of HTTP/1.1: `200 OK`. */
export function withReason(parts: ResponseParts): ResponseParts & { readonly statusDescription: string } {
  const { statusCode, statusText } = parts;
  return { ...parts, statusDescription: `${statusCode} ${statusText || REASONS[statusCode] || "Unknown"}` };
}
