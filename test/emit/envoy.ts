// Envoy's CORS filter and its router, as far as they touch CORS, by their source:
// https://github.com/envoyproxy/envoy/blob/main/source/extensions/filters/http/cors/cors_filter.cc
// https://github.com/envoyproxy/envoy/blob/main/source/common/router/header_parser.cc (removes first, then adds)
// https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/cors_filter
import { parse } from "yaml";
import type { HeaderLine, Transport } from "../../src/browser/index.ts";
import { answerOf } from "./upstream.ts";

interface VirtualHost {
  readonly typed_per_filter_config: { readonly "envoy.filters.http.cors": CorsPolicy };
  readonly response_headers_to_remove: readonly string[];
  readonly response_headers_to_add: readonly { readonly header: { readonly key: string; readonly value: string } }[];
}

interface CorsPolicy {
  readonly allow_origin_string_match: readonly {
    readonly exact?: string;
    readonly safe_regex?: { readonly regex: string };
  }[];
  readonly allow_methods: string;
  readonly allow_headers: string;
  readonly expose_headers?: string;
  readonly max_age: string;
  readonly allow_credentials: boolean;
  readonly forward_not_matching_preflights: boolean;
}

/** @param output of the emitter, in the virtual host of everything */
export function interpretEnvoy(output: string): Transport {
  const host = parse(output) as VirtualHost;
  const policy = host.typed_per_filter_config["envoy.filters.http.cors"];
  return ({ method, url, headers }) => {
    const valueOf = (name: string): string => headers.find(([other]) => other.toLowerCase() === name)?.[1] ?? "";
    const origin = valueOf("origin");
    // CorsFilter::isOriginAllowed: an entry that matches "*" allows everybody.
    const isAllowed =
      origin !== "" && policy.allow_origin_string_match.some((one) => matches(one, "*") || matches(one, origin));
    // CorsFilter::decodeHeaders
    const asked = valueOf("access-control-request-method");
    if (origin !== "" && method === "OPTIONS" && asked !== "") {
      if (isAllowed || !policy.forward_not_matching_preflights) {
        const { allow_methods: methods, allow_headers: names } = policy;
        const echoed = valueOf("access-control-request-headers");
        return {
          status: 200,
          statusText: "",
          body: null,
          headers: encode(
            policy,
            isAllowed ? origin : "",
            [
              ["access-control-allow-methods", methods === "*" ? asked : methods],
              ["access-control-allow-headers", names === "*" ? echoed : names],
              ["access-control-max-age", policy.max_age],
              ...(policy.allow_credentials ? [["access-control-allow-credentials", "true"] as const] : []),
            ].filter(([, value]) => value !== "") as HeaderLine[],
          ),
        };
      }
    }
    const { status, headers: sent } = answerOf(url);
    const kept = sent.filter(([name]) => !host.response_headers_to_remove.includes(name.toLowerCase()));
    const added = host.response_headers_to_add.map(({ header: { key, value } }) => [key, value] as const);
    return {
      status,
      statusText: "",
      body: null,
      headers: encode(policy, isAllowed ? origin : "", [...kept, ...added]),
    };
  };
}

/** CorsFilter::encodeHeaders. @param origin empty where it is not allowed */
function encode(policy: CorsPolicy, origin: string, headers: readonly HeaderLine[]): readonly HeaderLine[] {
  if (origin === "") return headers;
  const set: readonly HeaderLine[] = [
    ["access-control-allow-origin", origin],
    ...(policy.allow_credentials ? [["access-control-allow-credentials", "true"] as const] : []),
    ...(policy.expose_headers === undefined ? [] : [["access-control-expose-headers", policy.expose_headers] as const]),
  ];
  return [...headers.filter(([name]) => !set.some(([other]) => other === name.toLowerCase())), ...set];
}

/** StringMatcher: the whole text, with case; RE2::FullMatch. */
function matches({ exact, safe_regex }: CorsPolicy["allow_origin_string_match"][number], text: string): boolean {
  if (exact !== undefined) return exact === text;
  return safe_regex !== undefined && new RegExp(`^(?:${safe_regex.regex})$`).test(text);
}
