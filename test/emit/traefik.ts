// Traefik's headers middleware, as far as it touches CORS, by its source:
// https://github.com/traefik/traefik/blob/master/pkg/middlewares/headers/header.go
// https://github.com/traefik/traefik/blob/master/pkg/middlewares/headers/responsewriter.go
import { parse } from "yaml";
import type { HeaderLine, Transport } from "../../src/browser/index.ts";
import { answerOf } from "./upstream.ts";

interface HeadersMiddleware {
  readonly accessControlAllowOriginList?: readonly string[];
  readonly accessControlAllowOriginListRegex?: readonly string[];
  readonly accessControlAllowMethods?: readonly string[];
  readonly accessControlAllowHeaders?: readonly string[];
  readonly accessControlExposeHeaders?: readonly string[];
  readonly accessControlAllowCredentials: boolean;
  readonly accessControlMaxAge: number;
  readonly addVaryHeader: boolean;
  readonly customResponseHeaders: Readonly<Record<string, string>>;
}

/** @param output of the emitter, its middleware being the only one */
export function interpretTraefik(output: string): Transport {
  const config = (parse(output) as { http: { middlewares: { cors: { headers: HeadersMiddleware } } } }).http.middlewares
    .cors.headers;
  return ({ method, url, headers }) => {
    const request = new Headers(headers.map(([name, value]) => [name, value]));
    const origin = request.get("origin") ?? "";
    const match = allowedOrigin(config, origin);
    // Header.processCorsHeaders
    if (request.get("access-control-request-method") && origin !== "" && method === "OPTIONS") {
      const answer = new Headers({ "Access-Control-Max-Age": String(config.accessControlMaxAge) });
      if (config.accessControlAllowCredentials) answer.set("Access-Control-Allow-Credentials", "true");
      const lists = [
        ["Access-Control-Allow-Headers", config.accessControlAllowHeaders],
        ["Access-Control-Allow-Methods", config.accessControlAllowMethods],
      ] as const;
      for (const [name, list = []] of lists) if (list.length > 0) answer.set(name, list.join(","));
      if (match !== undefined) answer.set("Access-Control-Allow-Origin", match);
      return { status: 200, statusText: "", headers: [...answer], body: null };
    }
    const { status, headers: sent } = answerOf(url);
    return { status, statusText: "", headers: modify(config, match, sent), body: null };
  };
}

/** Header.PostRequestModifyResponseHeaders */
function modify(
  config: HeadersMiddleware,
  match: string | undefined,
  sent: readonly HeaderLine[],
): readonly HeaderLine[] {
  const headers = new Headers(sent.map(([name, value]) => [name, value]));
  for (const [name, value] of Object.entries(config.customResponseHeaders)) {
    if (value === "") headers.delete(name);
    else headers.set(name, value);
  }
  if (match !== undefined) headers.set("Access-Control-Allow-Origin", match);
  if (config.accessControlAllowCredentials) headers.set("Access-Control-Allow-Credentials", "true");
  const exposed = config.accessControlExposeHeaders ?? [];
  if (exposed.length > 0) headers.set("Access-Control-Expose-Headers", exposed.join(","));
  const vary = headers.get("Vary");
  if (config.addVaryHeader && vary !== "Origin") headers.set("Vary", vary === null ? "Origin" : `${vary},Origin`);
  return [...headers];
}

/** Header.isOriginAllowed: Go's MatchString looks for a match anywhere. */
function allowedOrigin(config: HeadersMiddleware, origin: string): string | undefined {
  const listed = config.accessControlAllowOriginList?.find((item) => item === "*" || item === origin);
  if (listed !== undefined) return listed;
  const isMatch = config.accessControlAllowOriginListRegex?.some((source) => new RegExp(source).test(origin));
  return isMatch ? origin : undefined;
}
