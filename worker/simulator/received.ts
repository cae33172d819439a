import type { HeaderLine } from "../../src/browser/index.ts";

/** A request as the server saw it. */
export interface Received {
  /** Which of the scenario's URLs; null for one that nobody answers. */
  readonly hop: number | null;
  readonly method: string;
  readonly origin: string | null;
  readonly requestMethod: string | null;
  readonly requestHeaders: string | null;
  /** Names alone, sorted. */
  readonly cookies: readonly string[];
  /** The author's header names that arrived with the author's value: lower case, sorted. */
  readonly headers: readonly string[];
  /** Who answered it. */
  readonly by: "server" | "shared cache";
}

/** @param author the headers that the page's author set */
export function receivedOf(
  method: string,
  lines: readonly HeaderLine[],
  hop: number | null,
  author: readonly HeaderLine[],
): Omit<Received, "by"> {
  const sent = new Headers(lines.map(([name, value]): [string, string] => [name, value]));
  const cookies = (sent.get("cookie") ?? "").split(";").map((pair) => pair.split("=", 1)[0]?.trim() ?? "");
  return {
    hop,
    method,
    origin: sent.get("origin"),
    requestMethod: sent.get("access-control-request-method"),
    requestHeaders: sent.get("access-control-request-headers"),
    cookies: cookies.filter((name) => name !== "").toSorted(),
    headers: arrived(sent, author),
  };
}

/** By value too, since browsers send some of the same names for themselves. */
function arrived(sent: Headers, author: readonly HeaderLine[]): readonly string[] {
  const names = author
    // In which encoding other characters go over the wire is no matter of CORS.
    .filter(([name, value]) => /^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[ -~\t]*$/.test(value))
    .filter(([name, value]) => `, ${sent.get(name) ?? "\0"}, `.includes(`, ${value.trim()}, `))
    .map(([name]) => name.toLowerCase());
  return [...new Set(names)].toSorted();
}
