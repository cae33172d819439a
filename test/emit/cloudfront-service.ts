import { parse } from "yaml";
import type { FetchHandler } from "../../src/index.ts";
import { allowedOf, glob, list, readCorsRequest } from "./cors-request.ts";

/**
 * What is known of the CORS part of a CloudFront response headers policy:
 * - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html: the
 *   values of each setting; where a `*` may stand, taken for any characters; that some headers are for preflight requests alone; that with
 *   OriginOverride the policy's header replaces the one from behind;
 * - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html: to a
 *   preflight request, CloudFront adds its headers; it does not answer itself;
 * - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/modifying-response-headers.html: all responses
 *   that it forwards, or serves from its cache.
 *
 * What is not known is drawn, so that an emission has to hold either way.
 */
export interface UnknownOfCloudFront {
  /** A preflight is answered with the headers that it asked for, where they are allowed. */
  readonly repeats: boolean;
  /** Where `*` is allowed, the answer names the origin that asked. */
  readonly reflects: boolean;
}

interface CorsConfig {
  readonly AccessControlAllowOrigins: { readonly Items: readonly string[] };
  readonly AccessControlAllowMethods: { readonly Items: readonly string[] };
  readonly AccessControlAllowHeaders: { readonly Items: readonly string[] };
  readonly AccessControlExposeHeaders?: { readonly Items: readonly string[] };
  readonly AccessControlAllowCredentials: boolean;
  readonly AccessControlMaxAgeSec?: number;
  readonly OriginOverride: boolean;
}

const METHODS = ["GET", "DELETE", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/**
 * @param output the emitted resource
 * @param behind what CloudFront forwards requests to, preflights included
 * @throws Error where the deployment would fail
 */
export function cloudFrontService(output: string, behind: FetchHandler, unknown: UnknownOfCloudFront): FetchHandler {
  const { CorsHeaders } = parse(output, { version: "1.1" });
  const cors: CorsConfig = CorsHeaders.Properties.ResponseHeadersPolicyConfig.CorsConfig;
  refuse(cors);
  const origins = cors.AccessControlAllowOrigins.Items;

  return async (request) => {
    const { origin, asked } = readCorsRequest(request);
    const response = await behind(request);
    if (origin === null || !origins.some((pattern) => glob(pattern, origin))) return response;
    const made = new Response(response.body, response);
    const set = (name: string, value: string | undefined): void => {
      if (value !== undefined && (cors.OriginOverride || !made.headers.has(name))) made.headers.set(name, value);
    };
    set("Access-Control-Allow-Origin", origins.includes("*") && !unknown.reflects ? "*" : origin);
    set("Access-Control-Allow-Credentials", cors.AccessControlAllowCredentials ? "true" : undefined);
    set("Access-Control-Expose-Headers", list(cors.AccessControlExposeHeaders?.Items));
    if (asked === null) return made;
    set("Access-Control-Allow-Methods", list(methods(cors)));
    set("Access-Control-Allow-Headers", list(unknown.repeats ? repeated(cors, asked.headers) : names(cors)));
    set("Access-Control-Max-Age", cors.AccessControlMaxAgeSec?.toString());
    return made;
  };
}

const methods = ({ AccessControlAllowMethods: { Items } }: CorsConfig): readonly string[] =>
  Items.includes("ALL") ? METHODS : Items;

const names = ({ AccessControlAllowHeaders: { Items } }: CorsConfig): readonly string[] => Items;

/** `*` stands for all but Authorization, which has to be listed. */
function repeated(cors: CorsConfig, asked: readonly string[]): readonly string[] {
  const all = allowedOf(names(cors), asked);
  const isListed = names(cors).some((name) => name.toLowerCase() === "authorization");
  return isListed ? all : all.filter((name) => name !== "authorization");
}

function refuse(cors: CorsConfig): void {
  const {
    AccessControlAllowOrigins: { Items: origins },
    AccessControlAllowMethods: { Items: allowed },
    AccessControlExposeHeaders: { Items: exposed } = { Items: [] },
  } = cors;
  if (origins.some((pattern) => pattern !== "*" && pattern.replace("://*.", "://").includes("*"))) {
    throw new Error("a * that is not the leftmost label");
  }
  if (origins.includes("*") && origins.length > 1) throw new Error("* beside other origins");
  if (allowed.some((method) => !["ALL", ...METHODS].includes(method)))
    throw new Error("a method that it does not know");
  if (cors.AccessControlAllowCredentials && [origins, names(cors), exposed].some((items) => items.includes("*"))) {
    throw new Error("* with credentials");
  }
}
