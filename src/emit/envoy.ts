import { OWNED } from "../fetch/owned.ts";
import { toYaml } from "./documents.ts";
import { EmitError, type EmitIssue, type EmitOptions, type Emission } from "./emission.ts";
import { originRegExp } from "./origin-regexp.ts";
import { provenance } from "./provenance.ts";
import { proxyLosses } from "./proxy-losses.ts";
import { readPolicy, type EmitInput, type ListedPolicy } from "./read-policy.ts";
import { shapeOf } from "./shape.ts";
import { sift } from "./sift.ts";

const TARGET = "Envoy";
const SOURCE = "https://github.com/envoyproxy/envoy/blob/main/source/extensions/filters/http/cors/cors_filter.cc";

/**
 * The letters that an expression may have: RE2 makes about one instruction of each, and Envoy takes 100 by default
 * (`re2.max_program_size.error_level`, https://www.envoyproxy.io/docs/envoy/latest/api-v3/type/matcher/v3/regex.proto).
 */
const LONGEST = 80;

/**
 * A policy for Envoy's CORS filter: what goes into a virtual host, as YAML.
 *
 * @throws CorsConfigError for a config that is none
 * @throws EmitError for origins that only a resolver knows, policies by path, and where no origin is left
 */
export function envoy(input: EmitInput, options: EmitOptions = {}): Emission {
  const config = readPolicy(input, TARGET);
  const { matchers, lost: lostOrigins } = readOrigins(config);
  if (matchers.length === 0) throw new EmitError(TARGET, lostOrigins);
  const shape = shapeOf(config);
  const { actual, preflight, echoes } = shape;
  const lost = [...lostOrigins, ...(echoes.headers ? [ECHO] : []), ...proxyLosses(TARGET, SOURCE, shape)];
  const headers = preflight["Access-Control-Allow-Headers"];
  const exposed = actual["Access-Control-Expose-Headers"];
  const policy = {
    "@type": "type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy",
    allow_origin_string_match: matchers,
    // By itself, * has what was asked for written back: for methods, that comes to the same.
    allow_methods: echoes.methods ? "*" : (preflight["Access-Control-Allow-Methods"] ?? ""),
    // For headers it would add Authorization, which * does not stand for in a browser; beside another name it stays *.
    allow_headers: headers === "*" ? "*,Content-Type" : (headers ?? ""),
    ...(exposed !== undefined && { expose_headers: exposed }),
    max_age: String(config.maxAge),
    allow_credentials: config.allowCredentials,
    forward_not_matching_preflights: false,
  };
  const output = {
    typed_per_filter_config: { "envoy.filters.http.cors": policy },
    response_headers_to_remove: OWNED.map((name) => name.toLowerCase()),
    response_headers_to_add: [{ header: { key: "Vary", value: "Origin" }, append_action: "APPEND_IF_EXISTS_OR_ADD" }],
  };
  return {
    output: toYaml(output, [...provenance("envoy", options), ...PLACE]),
    exact: false,
    lost,
    owner:
      "Envoy sets the headers and removes those of the handler behind it; the handler keeps its policy where it is to refuse denied requests itself.",
  };
}

const PLACE = [
  "",
  "Unverified on Envoy: made by its documentation and source. It goes into a virtual host; the filter",
  "envoy.filters.http.cors has to stand in http_filters, before the others. Routes without a cors policy of their own",
  "take this one. An Envoy that does not know forward_not_matching_preflights yet is too old: take the line out there,",
  "and preflight requests of denied pages reach the handler.",
];

const ECHO: EmitIssue = {
  code: "headers",
  path: "allowHeaders",
  message: '"*" with credentials is left out: pages may set the headers that are listed beside it',
  cause: `Envoy writes whatever is asked for back, however much it is (${SOURCE})`,
  fix: "list the headers that pages set",
};

type Matcher = { readonly exact: string } | { readonly safe_regex: { readonly regex: string } };

function readOrigins({ allowOrigins }: ListedPolicy): {
  readonly matchers: readonly Matcher[];
  readonly lost: readonly EmitIssue[];
} {
  if (allowOrigins === "*") return { matchers: [{ exact: "*" }], lost: [] };
  const { kept, lost } = sift("allowOrigins", allowOrigins, (pattern) =>
    !pattern.includes("*") || pattern.length <= LONGEST
      ? undefined
      : {
          code: "limit",
          message: `${pattern} is left out: as an expression it is too long`,
          cause:
            "RE2 makes about an instruction of each letter, and Envoy takes 100 (re2.max_program_size.error_level, https://www.envoyproxy.io/docs/envoy/latest/api-v3/type/matcher/v3/regex.proto)",
          fix: "name the origins one by one",
        },
  );
  const matchers = kept.map((pattern) =>
    pattern.includes("*") ? { safe_regex: { regex: shortRegExp(pattern) } } : { exact: pattern },
  );
  return { matchers, lost };
}

/** With any number as a port: no browser writes those that are none, and each would cost an instruction. */
function shortRegExp(pattern: string): string {
  const isAnyPort = pattern.endsWith(":*");
  const source = originRegExp(isAnyPort ? pattern.slice(0, -2) : pattern);
  return isAnyPort ? source.replace(/\$$/, "(?::[0-9]+)?$") : source;
}
