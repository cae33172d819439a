/** What a request says of CORS, as services read it. */
export interface CorsRequest {
  readonly origin: string | null;
  /** Of a preflight request, what it asks for: names in lower case. Null for any other. */
  readonly asked: { readonly method: string; readonly headers: readonly string[] } | null;
}

export function readCorsRequest({ method, headers }: Request): CorsRequest {
  const origin = headers.get("origin");
  const wanted = headers.get("access-control-request-method");
  if (method !== "OPTIONS" || origin === null || wanted === null) return { origin, asked: null };
  const names = (headers.get("access-control-request-headers") ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
  return { origin, asked: { method: wanted, headers: names } };
}

/** A response with further headers beside its own; what it has already stands there twice then. */
export function withLines(response: Response, lines: Readonly<Record<string, string | undefined>>): Response {
  const made = new Response(response.body, response);
  for (const [name, value] of Object.entries(lines)) if (value !== undefined) made.headers.append(name, value);
  return made;
}

/** The value of a header that lists something; undefined, so that there is no header, where nothing is listed. */
export function list(names: readonly string[] | undefined): string | undefined {
  return names === undefined || names.length === 0 ? undefined : names.join(",");
}

/** Whether a text is what a pattern with at most one `*` stands for: any characters, none included. */
export function glob(pattern: string, text: string): boolean {
  const [start = "", end] = pattern.split("*");
  if (end === undefined) return pattern === text;
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}

/** The asked names that a list allows, each of its own a pattern. */
export function allowedOf(names: readonly string[], asked: readonly string[]): readonly string[] {
  return asked.filter((name) => names.some((allowed) => glob(allowed.toLowerCase(), name)));
}
