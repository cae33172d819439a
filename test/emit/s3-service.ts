import { parse } from "yaml";
import type { FetchHandler } from "../../src/index.ts";
import { allowedOf, glob, list, readCorsRequest, withLines, type CorsRequest } from "./cors-request.ts";

/**
 * What is known of CORS rules of an S3 bucket:
 * - https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html#cors-eval-criteria: the first rule counts whose
 *   origins, methods and, for preflight requests, headers all match;
 * - https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html: one `*` in an origin or a header's name, dots included;
 *   an answer has those headers that were asked for; the five methods;
 * - answers of AWS that were recorded, statuses and headers:
 *   https://github.com/localstack/localstack/blob/main/tests/aws/services/s3/test_s3_cors.snapshot.json
 * - no `*` among the headers to expose: https://github.com/google/neuroglancer/issues/788.
 */
export interface S3Rule {
  readonly AllowedOrigins: readonly string[];
  readonly AllowedMethods: readonly string[];
  readonly AllowedHeaders?: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  readonly MaxAgeSeconds?: number;
}

const METHODS = ["GET", "PUT", "HEAD", "POST", "DELETE"];

/** The rules of an emitted file, of either format. */
export function s3Rules(output: string): readonly S3Rule[] {
  const { CORSRules, CorsConfiguration } = parse(output, { version: "1.1" });
  if (CORSRules !== undefined) return CORSRules;
  return CorsConfiguration.CorsRules.map(
    ({
      ExposedHeaders,
      MaxAge,
      ...rule
    }: Omit<S3Rule, "ExposeHeaders" | "MaxAgeSeconds"> & {
      ExposedHeaders?: readonly string[];
      MaxAge?: number;
    }) => ({ ...rule, ExposeHeaders: ExposedHeaders, MaxAgeSeconds: MaxAge }),
  );
}

/**
 * @param objects what the bucket answers to requests that are no preflight
 * @throws Error where S3 would not take the rules
 */
export function s3Service(rules: readonly S3Rule[], objects: FetchHandler): FetchHandler {
  refuse(rules);

  return async (request) => {
    const cors = readCorsRequest(request);
    const rule = rules.find((each) => matches(each, cors, request.method));
    if (cors.asked === null) {
      const response = await objects(request);
      return rule === undefined ? response : withLines(response, headers(rule, cors));
    }
    if (rule === undefined) return new Response("<Error><Code>AccessForbidden</Code></Error>", { status: 403 });
    return withLines(new Response(null, { status: 200 }), headers(rule, cors));
  };
}

function matches(rule: S3Rule, { origin, asked }: CorsRequest, method: string): boolean {
  return (
    origin !== null &&
    rule.AllowedOrigins.some((allowed) => glob(allowed, origin)) &&
    rule.AllowedMethods.includes(asked?.method ?? method) &&
    allowedOf(rule.AllowedHeaders ?? [], asked?.headers ?? []).length === (asked?.headers ?? []).length
  );
}

function headers(rule: S3Rule, { origin, asked }: CorsRequest): Record<string, string | undefined> {
  const any = rule.AllowedOrigins.includes("*");
  return {
    "Access-Control-Allow-Origin": any ? "*" : (origin ?? undefined),
    "Access-Control-Allow-Credentials": any ? undefined : "true",
    "Access-Control-Allow-Methods": list(rule.AllowedMethods),
    "Access-Control-Allow-Headers": list(asked?.headers),
    "Access-Control-Expose-Headers": list(rule.ExposeHeaders),
    "Access-Control-Max-Age": rule.MaxAgeSeconds === undefined ? undefined : String(rule.MaxAgeSeconds),
    Vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  };
}

function refuse(rules: readonly S3Rule[]): void {
  if (rules.length === 0 || rules.length > 100) throw new Error("1 to 100 rules");
  for (const { AllowedOrigins, AllowedMethods, AllowedHeaders = [], ExposeHeaders = [] } of rules) {
    if (AllowedOrigins.length === 0 || AllowedMethods.length === 0)
      throw new Error("a rule without origins or methods");
    if ([...AllowedOrigins, ...AllowedHeaders].some((text) => text.split("*").length > 2))
      throw new Error("a second *");
    if (ExposeHeaders.some((name) => name.includes("*"))) throw new Error("a * among the headers to expose");
    if (AllowedMethods.some((method) => !METHODS.includes(method))) throw new Error("a method that it does not know");
  }
}
