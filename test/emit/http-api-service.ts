import { glob } from "./cors-request.ts";
import type { NetworkRequest, NetworkResponse, Transport } from "../../src/browser/index.ts";

/**
 * What API Gateway's documentation says of CORS on an HTTP API:
 * - https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html: it answers preflight requests even
 *   without a route for OPTIONS, adds the configured headers to the responses of integrations where the request has an
 *   Origin, and ignores the CORS headers of integrations. AllowOrigins has whole origins, `*`, `https://*`, `http://*`.
 *   Behind an authorizer on `$default`, OPTIONS needs a route of its own, with an integration;
 * - https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html#apis-apiid-model-cors: types and ranges;
 * - https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html: methods.
 *
 * What it leaves open is drawn, so that an emission has to hold either way.
 */
export interface CorsConfiguration {
  readonly AllowOrigins?: readonly string[];
  readonly AllowMethods?: readonly string[];
  readonly AllowHeaders?: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  readonly AllowCredentials?: boolean;
  readonly MaxAge?: number;
}

/** What is not documented. */
export interface Undocumented {
  /**
   * A preflight's answer repeats what was asked for, in the place of whole lists and of `*`, be it a part of a name, and
   * has no headers where the method, be it one that needs no permission, is not listed.
   */
  readonly repeats: boolean;
  /** A preflight that has a route of its own goes to its integration, and headers are added to what that answers. */
  readonly forwards: boolean;
}

/** How the API is set up besides. */
export interface HttpApiSetup {
  readonly cors: CorsConfiguration;
  /** Whether `$default` has an authorizer, which lets every request through that has credentials; preflights have none. */
  readonly authorizer: boolean;
  /** Whether there is a route `OPTIONS /{proxy+}` without one. */
  readonly optionsRoute: boolean;
  readonly integration: Transport;
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const CORS_HEADERS = /^access-control-/;

/** @throws Error where the deployment would fail, or be without effect */
export function httpApiService(setup: HttpApiSetup, undocumented: Undocumented): Transport {
  const { cors, integration } = setup;
  refuse(cors);

  return async (request) => {
    const origin = value(request, "origin");
    const asked = value(request, "access-control-request-method");
    const isPreflight = request.method === "OPTIONS" && origin !== null && asked !== null;
    if (!METHODS.includes(request.method)) return gatewayError(404);
    if (!isPreflight) return withHeaders(await integration(request), actual(cors, origin));
    if (setup.authorizer && !setup.optionsRoute) return gatewayError(401);
    const forwarded = setup.optionsRoute && undocumented.forwards;
    const response = forwarded ? await integration(request) : { ...gatewayError(204), body: null };
    return withHeaders(response, preflight(cors, request, undocumented.repeats));
  };
}

function refuse(cors: CorsConfiguration): void {
  const {
    AllowOrigins = [],
    AllowMethods = [],
    AllowHeaders = [],
    ExposeHeaders = [],
    AllowCredentials,
    MaxAge,
  } = cors;
  const keys = ["AllowOrigins", "AllowMethods", "AllowHeaders", "ExposeHeaders", "AllowCredentials", "MaxAge"];
  const faults = [
    ...Object.keys(cors).filter((key) => !keys.includes(key)),
    ...AllowOrigins.filter((origin) => !/^(\*|https?:\/\/(\*|[^*/]+))$/.test(origin)),
    ...AllowMethods.filter((method) => method !== "*" && !METHODS.includes(method)),
    ...[...AllowHeaders, ...ExposeHeaders].filter((name) => name === ""),
    ...(AllowCredentials === true && AllowOrigins.includes("*") ? ["* with AllowCredentials"] : []),
    ...(MaxAge !== undefined && !(Number.isInteger(MaxAge) && MaxAge >= -1 && MaxAge <= 86_400) ? ["MaxAge"] : []),
  ];
  if (faults.length > 0) throw new Error(`the deployment would fail: ${faults.join(", ")}`);
}

function allowedOrigin({ AllowOrigins = [] }: CorsConfiguration, origin: string): string | null {
  if (AllowOrigins.includes("*")) return "*";
  const begins = (scheme: string): boolean => AllowOrigins.includes(`${scheme}*`) && origin.startsWith(scheme);
  return AllowOrigins.includes(origin) || begins("https://") || begins("http://") ? origin : null;
}

/** On the response of an integration. */
function actual(cors: CorsConfiguration, origin: string | null): readonly [string, string][] {
  const allowed = origin === null ? null : allowedOrigin(cors, origin);
  if (allowed === null) return [];
  const { ExposeHeaders = [], AllowCredentials } = cors;
  return [
    ["access-control-allow-origin", allowed],
    ...(AllowCredentials === true ? ([["access-control-allow-credentials", "true"]] as [string, string][]) : []),
    ...list("access-control-expose-headers", ExposeHeaders),
  ];
}

function preflight(cors: CorsConfiguration, request: NetworkRequest, repeats: boolean): readonly [string, string][] {
  const { AllowMethods = [], AllowHeaders = [], MaxAge } = cors;
  const own = actual(cors, value(request, "origin"));
  if (own.length === 0) return [];
  const asked = (name: string): readonly string[] =>
    (value(request, name) ?? "")
      .split(",")
      .map((member) => member.trim())
      .filter((member) => member !== "");
  const granted = (name: string, members: readonly string[]): readonly string[] =>
    asked(name).filter((one) => members.some((member) => glob(member.toLowerCase(), one.toLowerCase())));
  const methods = granted("access-control-request-method", AllowMethods);
  if (repeats && methods.length === 0) return [];
  return [
    ...own,
    ...list("access-control-allow-methods", repeats ? methods : AllowMethods),
    ...list(
      "access-control-allow-headers",
      repeats ? granted("access-control-request-headers", AllowHeaders) : AllowHeaders,
    ),
    ...(MaxAge === undefined ? [] : list("access-control-max-age", [String(MaxAge)])),
  ];
}

function list(name: string, members: readonly string[]): readonly [string, string][] {
  return members.length > 0 ? [[name, members.join(",")]] : [];
}

function value({ headers }: NetworkRequest, name: string): string | null {
  return headers.find(([one]) => one.toLowerCase() === name)?.[1] ?? null;
}

function withHeaders(response: NetworkResponse, added: readonly [string, string][]): NetworkResponse {
  const kept = response.headers.filter(([name]) => !CORS_HEADERS.test(name.toLowerCase()));
  return { ...response, headers: [...kept, ...added] };
}

/** Its documentation promises headers for the responses of integrations alone. */
function gatewayError(status: number): NetworkResponse {
  return { status, statusText: "", headers: [["content-type", "application/json"]], body: null };
}
