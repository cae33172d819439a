import type { FetchHandler } from "../../src/index.ts";
import { allowedOf, list, readCorsRequest, withLines } from "./cors-request.ts";

/**
 * What is known of CORS rules of an R2 bucket:
 * - https://developers.cloudflare.com/r2/buckets/cors/: origins must match exactly and are `scheme://host[:port]`, or `*`;
 *   a request without an Origin gets no headers; which headers a rule makes, credentials not among them;
 * - https://developers.cloudflare.com/api/resources/r2/subresources/buckets/subresources/cors/: the keys, the five methods;
 * - https://developers.cloudflare.com/r2/platform/release-notes/: names of headers match in any case; where no rule
 *   matches, that is no error; no empty names.
 *
 * Miniflare's R2 has no public address and no CORS rules, so that this cannot be run here. What is not known is drawn, so
 * that an emission has to hold either way.
 */
export interface UnknownOfR2 {
  /** A preflight is answered with the headers that it asked for, where they are allowed, `*` for all of them. */
  readonly repeats: boolean;
  /** A rule counts only where it lists the request's method. */
  readonly comparesMethod: boolean;
  /** Where `*` is allowed, the answer names the origin that asked. */
  readonly reflects: boolean;
}

interface R2Rule {
  readonly allowed: {
    readonly origins: readonly string[];
    readonly methods: readonly string[];
    readonly headers?: readonly string[];
  };
  readonly exposeHeaders?: readonly string[];
  readonly maxAgeSeconds?: number;
}

const METHODS = ["GET", "PUT", "POST", "DELETE", "HEAD"];

/**
 * @param output the emitted file
 * @param objects what the bucket answers to requests that are no preflight
 * @throws Error where R2 would not take the rules
 */
export function r2Service(output: string, objects: FetchHandler, unknown: UnknownOfR2): FetchHandler {
  const { rules }: { rules: readonly R2Rule[] } = JSON.parse(output);
  refuse(rules);

  return async (request) => {
    const { origin, asked } = readCorsRequest(request);
    const response = asked === null ? await objects(request) : new Response(null, { status: 204 });
    const rule = rules.find(
      ({ allowed: { origins, methods } }) =>
        origin !== null &&
        (origins.includes("*") || origins.includes(origin)) &&
        (!unknown.comparesMethod || methods.includes(asked?.method ?? request.method)),
    );
    if (rule === undefined) return response;
    const { origins, methods, headers = [] } = rule.allowed;
    return withLines(response, {
      "Access-Control-Allow-Origin": origins.includes("*") && !unknown.reflects ? "*" : (origin ?? undefined),
      "Access-Control-Allow-Methods": asked === null ? undefined : list(methods),
      "Access-Control-Allow-Headers":
        asked === null ? undefined : list(unknown.repeats ? allowedOf(headers, asked.headers) : headers),
      "Access-Control-Expose-Headers": list(rule.exposeHeaders),
      "Access-Control-Max-Age": rule.maxAgeSeconds === undefined ? undefined : String(rule.maxAgeSeconds),
    });
  };
}

function refuse(rules: readonly R2Rule[]): void {
  for (const { allowed, exposeHeaders = [], maxAgeSeconds = 0 } of rules) {
    const { origins, methods, headers = [] } = allowed;
    if (origins.length === 0 || methods.length === 0) throw new Error("a rule without origins or methods");
    if (origins.some((origin) => origin !== "*" && !/^[a-z][a-z0-9+.-]*:\/\/[^/*]+$/.test(origin))) {
      throw new Error("an origin that is none");
    }
    if (methods.some((method) => !METHODS.includes(method))) throw new Error("a method that it does not know");
    if ([...headers, ...exposeHeaders].includes("")) throw new Error("an empty name");
    if (maxAgeSeconds > 86_400) throw new Error("longer than a day");
  }
}
