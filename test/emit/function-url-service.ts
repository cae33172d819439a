import { parse } from "yaml";
import type { FetchHandler } from "../../src/index.ts";
import { allowedOf, list, readCorsRequest, withLines } from "./cors-request.ts";

/**
 * What is known of CORS on a Lambda Function URL:
 * - https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors: the URL answers preflight requests
 *   itself; on other responses it adds its headers to those of the function, so that the same header stands there twice;
 * - https://docs.aws.amazon.com/lambda/latest/api/API_Cors.html: origins are whole or `*`; types and limits;
 * - answers that were written down: https://dev.to/rimutaka/aws-lambda-function-url-with-cors-explained-by-example-14df
 *   (whole lists, the origin that asked, `Vary: Origin`), and with duplicates,
 *   https://github.com/aws-powertools/powertools-lambda-python/issues/4163.
 *
 * What is not known is drawn, so that an emission has to hold either way.
 */
export interface UnknownOfUrls {
  /** A preflight is answered with the names that it asked for, where they are allowed, `*` for all of them. */
  readonly repeats: boolean;
  /** A preflight for a method that is not listed gets no headers. */
  readonly comparesMethod: boolean;
  /** Where `*` is allowed, the answer names the origin that asked. */
  readonly reflects: boolean;
}

interface Cors {
  readonly AllowOrigins?: readonly string[];
  readonly AllowMethods?: readonly string[];
  readonly AllowHeaders?: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  readonly AllowCredentials?: boolean;
  readonly MaxAge?: number;
}

const METHODS = ["GET", "PUT", "HEAD", "POST", "PATCH", "DELETE", "*"];

/**
 * @param output the emitted property
 * @param handler the function behind the URL
 * @throws Error where the deployment would fail
 */
export function functionUrlService(output: string, handler: FetchHandler, unknown: UnknownOfUrls): FetchHandler {
  const { Cors: cors }: { Cors: Cors } = parse(output, { version: "1.1" });
  refuse(cors);
  const origins = cors.AllowOrigins ?? [];

  return async (request) => {
    const { origin, asked } = readCorsRequest(request);
    const isAllowed = origin !== null && (origins.includes("*") || origins.includes(origin));
    const own = {
      "Access-Control-Allow-Origin": origins.includes("*") && !unknown.reflects ? "*" : (origin ?? undefined),
      "Access-Control-Allow-Credentials": cors.AllowCredentials ? "true" : undefined,
      Vary: "Origin",
    };
    if (asked === null) {
      const response = await handler(request);
      return isAllowed
        ? withLines(response, { ...own, "Access-Control-Expose-Headers": list(cors.ExposeHeaders) })
        : response;
    }
    const answer = new Response(null, { status: 200 });
    const methods = cors.AllowMethods ?? [];
    const isListed = methods.includes("*") || methods.includes(asked.method);
    if (!isAllowed || (unknown.comparesMethod && !isListed)) return answer;
    return withLines(answer, {
      ...own,
      "Access-Control-Allow-Methods": unknown.repeats && isListed ? asked.method : list(methods),
      "Access-Control-Allow-Headers": list(
        unknown.repeats ? allowedOf(cors.AllowHeaders ?? [], asked.headers) : cors.AllowHeaders,
      ),
      "Access-Control-Max-Age": cors.MaxAge === undefined ? undefined : String(cors.MaxAge),
    });
  };
}

/** What AWS's validator does not look at, or only warns of. */
function refuse(cors: Cors): void {
  const lists = [cors.AllowOrigins, cors.AllowMethods, cors.AllowHeaders, cors.ExposeHeaders];
  if (lists.some((members) => members !== undefined && new Set(members).size < members.length)) {
    throw new Error("a list names something twice");
  }
  if (cors.AllowMethods?.some((method) => !METHODS.includes(method))) throw new Error("a method that it does not know");
  if (cors.AllowOrigins?.some((origin) => origin !== "*" && origin.includes("*")))
    throw new Error("a pattern for origins");
  if (cors.AllowCredentials && lists.some((members) => members?.includes("*"))) throw new Error("* with credentials");
}
