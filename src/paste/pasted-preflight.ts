import { getHeader, isToken, type HeaderLine } from "../browser/header-list.ts";
import { normalizeMethod } from "../browser/methods.ts";
import type { PastedRequest } from "./pasted.ts";

/** A value that makes the browser ask for the header, where only its name is known. */
const VALUES: Readonly<Record<string, string>> = {
  authorization: "Bearer token",
  "content-type": "application/json",
  range: "bytes=1-2,3-4",
};

/**
 * Who tries CORS by hand sends the preflight request itself. No page can; it stands for the request that it asks for.
 *
 * @param sent all header lines of the paste
 */
export function fromPreflight(sent: readonly HeaderLine[], request: PastedRequest): PastedRequest {
  const method = getHeader(sent, "access-control-request-method");
  if (request.method !== "OPTIONS" || method === null || !isToken(method)) return request;
  const names = (getHeader(sent, "access-control-request-headers") ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter(isToken);
  const given = new Set(request.headers.map(([name]) => name.toLowerCase()));
  const asked = names.filter((name) => !given.has(name.toLowerCase()));
  return {
    ...request,
    method: normalizeMethod(method),
    headers: [...request.headers, ...asked.map((name): HeaderLine => [name, VALUES[name.toLowerCase()] ?? "1"])],
    body: null,
    notes: [
      ...request.notes,
      `This is a preflight request, which no page can send: it is read as the ${method} request that it asks for.`,
    ],
  };
}
