import type { PolicyConfig } from "./config.ts";
import type { CorsConfigCode, Explain, Fault } from "./issue.ts";
import { show } from "./show.ts";
import { nearestOption } from "./nearest.ts";
import { kindOf, LONGEST_AGE, RESOLVER_TIMEOUT, type Samples } from "./options.ts";
import { patternParts } from "./origin.ts";
import { patternFault } from "./pattern-fault.ts";
import { suffixOf } from "./risk.ts";

export { explainPath } from "./explain-path.ts";
export { summarize } from "./summarize.ts";

/** A sentence, and what to paste. */
type Told = readonly [message: string, fix: string];

const ORIGIN = '"https://app.example.com"';
// In one piece: bundlers keep what is put together, since they cannot tell what that does.
const ORIGINS = 'allowOrigins: ["https://app.example.com"]';
const RESOLVER = "allowOrigins: { resolve: async (origin) => isKnown(origin) }";

/** For each kind of value, how to write one. */
const EXAMPLES: Readonly<Record<string, string>> = {
  boolean: "true",
  function: "() => {}",
  list: '["…"]',
  number: "600",
  string: '"gateway"',
};

const TOLD: Readonly<Record<CorsConfigCode, (fault: Fault, config: PolicyConfig, samples: Samples) => Told>> = {
  "config-invalid": tellInvalid,
  "unknown-option": tellUnknown,
  "origins-missing": ({ value }) => [
    value === undefined
      ? "allowOrigins is missing, and has no default"
      : "the list is empty: no page could read anything",
    ORIGINS,
  ],
  "origin-invalid": ({ value }) => {
    const { message, fix } = patternFault(String(value)) ?? { message: "", fix: "" };
    return [message, fix];
  },
  "origin-null": (_, { allowCredentials }) => [
    "null is the origin of every sandboxed frame, of any site",
    allowCredentials ? ORIGIN : "dangerouslyAllowNullOrigin: true",
  ],
  "wildcard-with-credentials": ({ path }) =>
    path === "exposeHeaders"
      ? [
          'with credentials "*" exposes nothing: browsers take it for a header of that name',
          'exposeHeaders: ["X-Request-Id"]',
        ]
      : ["with credentials, browsers refuse every response that allows any origin", ORIGINS],
  "wildcard-mixed": ({ path, value }) =>
    path === "allowOrigins"
      ? ['"*" covers every other origin in the list', `allowOrigins: ${show(originsOf(value))}`]
      : ['"*" leaves the resolver nothing to do', 'allowOrigins: "*"'],
  "origin-insecure": ({ value }) => {
    const pattern = String(value);
    return [
      `${pattern} with credentials: without TLS, whoever controls the network speaks for this origin`,
      pattern.startsWith("http://")
        ? show(pattern.replace(/^http/, "https").replace(/:443$/, ""))
        : "dangerouslyAllowInsecureOrigins: true",
    ];
  },
  "origin-public-suffix": ({ value }) => [
    `${value} with credentials: anybody can register a name under ${suffixOf(patternParts(String(value))?.host ?? "")}`,
    ownName(value),
  ],
  "origin-partial-label": ({ value }) => [
    `${value} with credentials: strangers may be able to register a name that ends so`,
    ownName(value),
  ],
  "method-invalid": (fault, config) => {
    const method = String(fault.value);
    const upper = method.toUpperCase();
    return !/^[a-z]+$/i.test(method)
      ? [`${show(method)} is not a method: it is no HTTP token`, without(fault, config)]
      : [`methods are case-sensitive: ${method} is not ${upper}`, show(upper)];
  },
  "method-forbidden": (fault, config) => [
    `no page can send ${fault.value}: browsers refuse to`,
    without(fault, config),
  ],
  "header-invalid": (fault, config) => [
    `${show(fault.value)} is not a header's name: it is no HTTP token`,
    without(fault, config),
  ],
  "header-forbidden": (fault, config) => [
    `no page can ${fault.path.startsWith("allow") ? "set" : "read"} ${fault.value}: browsers keep it to themselves`,
    without(fault, config),
  ],
  "max-age-invalid": ({ value }) => {
    const nearest = Math.round(Math.min(Math.max(Number(value), 0), LONGEST_AGE)) || 0;
    return [`${value} is not a whole number of seconds from 0 to ${LONGEST_AGE}`, `maxAge: ${nearest}`];
  },
};

/** What is wrong, and what to write instead, in full. */
export const explain: Explain = (fault, config, samples) => {
  const [message, fix] = TOLD[fault.code](fault, config, samples);
  return { message, fix };
};

function tellInvalid(fault: Fault, config: PolicyConfig, samples: Samples): Told {
  const { path, value } = fault;
  const shown = show(value);
  if (path === "") return [`${shown} is not a config`, `{ ${ORIGINS} }`];
  if (path === "allowOrigins")
    return [`${shown} is not "*", a list of patterns, or { patterns, resolve }`, asOrigins(value)];
  if (path === "allowOrigins.resolve") return [`${shown} is not a function`, RESOLVER];
  if (path === "allowOrigins.patterns") return [`${shown} is not a list`, `patterns: [${ORIGIN}]`];
  if (path === "allowOrigins.timeout") {
    return [`${shown} is not a number of milliseconds`, `timeout: ${RESOLVER_TIMEOUT}`];
  }
  if (path.startsWith("allowOrigins")) {
    const why = value instanceof RegExp ? "; regular expressions are not taken" : "";
    return [`${shown} is not a string${why}`, '"https://*.example.com"'];
  }
  if (path.endsWith("]")) return [`${shown} is not a string`, without(fault, config)];
  const kind = kindOf(samples[path]);
  const fix = typeof value === "string" && kind === "list" ? show(asList(value)) : EXAMPLES[kind];
  return [`${shown} is not ${kind === "string" ? 'either "kit" or "gateway"' : `a ${kind}`}`, `${path}: ${fix}`];
}

function tellUnknown({ path, value }: Fault, _config: PolicyConfig, samples: Samples): Told {
  const [option, inner] = path.split(/\.(.*)/s);
  if (option === "allowOrigins") {
    return [`allowOrigins has patterns, resolve and timeout, but no ${inner}`, RESOLVER];
  }
  const likely = nearestOption(path, Object.keys(samples));
  if (likely === undefined) return [`there is no option ${path}`, `// remove ${path}`];
  const what = `there is no option ${path}; did you mean ${likely}?`;
  if (likely === "allowOrigins" && typeof value === "string") return [what, asOrigins(value)];
  const isList = kindOf(samples[likely]) === "list" && typeof value === "string";
  return [what, `${likely}: ${show(isList ? asList(value) : value)}`];
}

/** What was probably meant by an `allowOrigins` of the wrong type. */
function asOrigins(value: unknown): string {
  if (typeof value === "string") {
    // What is to be pasted has to be taken then.
    const patterns = asList(value).map(
      (origin) => (origin === "*" ? undefined : patternFault(origin)?.fix) ?? show(origin),
    );
    return `allowOrigins: [${patterns.join(",")}]`;
  }
  return typeof value === "function" ? RESOLVER : ORIGINS;
}

/** Other libraries take `"GET, PUT"` where this one takes a list. */
function asList(value: string): readonly string[] {
  return value.split(/[\s,]/).filter(Boolean);
}

/** The option that a member stands in, without it: as many as are shown, since each of thousands may be a fault. */
function without({ path, value }: Fault, config: PolicyConfig): string {
  const [option = ""] = path.split("[");
  const list = (config as unknown as Samples)[option];
  // No more is shown, and there is such a line for each member that is wrong.
  return `${option}: ${show(Array.isArray(list) ? list.slice(0, 200).filter((other) => other !== value) : [])}`;
}

/** What a list names beside `*`, each as it should be written: what is told to paste must not be refused in its turn. */
function originsOf(list: unknown): readonly unknown[] {
  const all = Array.isArray(list) ? list : [];
  const named = all.filter((pattern) => typeof pattern === "string" && pattern !== "*");
  return [...new Set(named.map((pattern) => (pattern === "null" ? pattern : mended(pattern))))];
}

function mended(pattern: string): string {
  const fault = patternFault(pattern);
  return fault === undefined ? pattern : String(JSON.parse(fault.fix));
}

function ownName(pattern: unknown): string {
  return show(String(pattern).replace("*", "your-app"));
}
