import type { PolicyConfig, Resolved } from "./config.ts";
import { CorsConfigError, show, type CorsConfigIssue, type Report } from "./issue.ts";
import { foldHeaders, foldMethods } from "./names.ts";
import { nearestOption } from "./nearest.ts";
import { foldOrigins, ORIGINS_EXAMPLE } from "./origins.ts";

/** For each kind of value, how to write one. */
const EXAMPLES = {
  "a boolean": "true",
  "a function": "() => {}",
  "a list": '["…"]',
  "a number": "600",
  'either "kit" or "gateway"': '"gateway"',
};

/** Options beside allowOrigins, by what their value has to be. */
export type OptionKinds = Readonly<Record<string, keyof typeof EXAMPLES>>;

const KINDS: OptionKinds = {
  allowMethods: "a list",
  allowHeaders: "a list",
  exposeHeaders: "a list",
  allowCredentials: "a boolean",
  maxAge: "a number",
  enforce: "a boolean",
  owner: 'either "kit" or "gateway"',
  guardWebSockets: "a boolean",
  onDecision: "a function",
  dangerouslyAllowNullOrigin: "a boolean",
  dangerouslyAllowInsecureOrigins: "a boolean",
  dangerouslyAllowPublicSuffixes: "a boolean",
  dangerouslyAllowPartialLabels: "a boolean",
};

const DEFAULTS = {
  allowMethods: ["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"],
  allowHeaders: ["Authorization", "Content-Type"],
  exposeHeaders: [],
  allowCredentials: false,
  maxAge: 600,
  enforce: false,
  owner: "kit",
  guardWebSockets: true,
  dangerouslyAllowNullOrigin: false,
  dangerouslyAllowInsecureOrigins: false,
  dangerouslyAllowPublicSuffixes: false,
  dangerouslyAllowPartialLabels: false,
};

/** What no policy covers: nobody may read it. */
export const CLOSED: Resolved<PolicyConfig> = { ...DEFAULTS, owner: "kit", allowOrigins: [] };

/** A day: at least what every browser keeps (https://fetch.spec.whatwg.org/#http-access-control-max-age). */
const LONGEST_AGE = 86400;

/**
 * Checks a whole config and fills in its defaults.
 *
 * @param input what the user wrote; only its own properties count, and it is left alone
 * @param further options beside the policy's own that the caller reads
 * @returns the config that the policy is made of, deeply frozen
 * @throws CorsConfigError with every fault there is
 */
export function resolveConfig<Config extends PolicyConfig>(input: Config, further: OptionKinds = {}): Resolved<Config> {
  const issues: CorsConfigIssue[] = [];
  const report: Report = (code, path, value, message, fix) => {
    issues.push({ code, path, value, message, fix });
  };
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    report("config-invalid", "", input, `${show(input)} is not a config`, `{ ${ORIGINS_EXAMPLE} }`);
    throw new CorsConfigError(issues);
  }
  // Without a prototype: what pollutes Object.prototype becomes no option.
  const config: Resolved<PolicyConfig> = Object.assign(
    Object.create(null),
    DEFAULTS,
    readOptions(input, { ...KINDS, ...further }, report),
  );
  const resolved: typeof config = Object.assign(Object.create(null), config, {
    allowOrigins: foldOrigins(config, report),
    allowMethods: foldMethods(config.allowMethods, report),
    allowHeaders: foldHeaders("allowHeaders", config.allowHeaders, report),
    exposeHeaders: foldHeaders("exposeHeaders", config.exposeHeaders, report),
  });
  checkMaxAge(config.maxAge, report);
  if (config.allowCredentials && resolved.exposeHeaders.includes("*")) {
    report(
      "wildcard-with-credentials",
      "exposeHeaders",
      config.exposeHeaders,
      'with credentials "*" exposes nothing: browsers take it for a header of that name',
      'exposeHeaders: ["X-Request-Id"]',
    );
  }
  if (issues.length > 0) throw new CorsConfigError(issues);
  return Object.freeze(resolved) as unknown as Resolved<Config>;
}

/** The options that are known and of the right kind; the others are reported. */
function readOptions(input: object, kinds: OptionKinds, report: Report): Record<string, unknown> {
  const names = ["allowOrigins", ...Object.keys(kinds)];
  const options: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    if (!names.includes(name)) {
      const likely = nearestOption(name, names);
      const meant = likely === undefined ? "" : `; did you mean ${likely}?`;
      const fix = likely === undefined ? `// remove ${name}` : `${likely}: ${show(listed(value, kinds[likely]))}`;
      report("unknown-option", name, value, `there is no option ${name}${meant}`, fix);
      continue;
    }
    const kind = name === "allowOrigins" ? undefined : kinds[name];
    if (kind === undefined || isOfKind(value, kind)) options[name] = value;
    else if (value !== undefined) {
      const fix = typeof value === "string" && kind === "a list" ? show(listed(value, kind)) : EXAMPLES[kind];
      report("config-invalid", name, value, `${show(value)} is not ${kind}`, `${name}: ${fix}`);
    }
  }
  return options;
}

function isOfKind(value: unknown, kind: keyof typeof EXAMPLES): boolean {
  if (kind === "a list") return Array.isArray(value);
  if (kind.startsWith("either")) return value === "kit" || value === "gateway";
  return kind === `a ${typeof value}`;
}

/** Other libraries take `"GET, PUT"` where this one takes a list. */
function listed(value: unknown, kind: string | undefined): unknown {
  const isList = kind === undefined || kind === "a list";
  return isList && typeof value === "string" && value !== "*" ? value.split(/[\s,]+/).filter(Boolean) : value;
}

function checkMaxAge(maxAge: number, report: Report): void {
  if (Number.isInteger(maxAge) && maxAge >= 0 && maxAge <= LONGEST_AGE) return;
  const nearest = Math.round(Math.min(Math.max(maxAge, 0), LONGEST_AGE)) || 0;
  const message = `${maxAge} is not a whole number of seconds from 0 to ${LONGEST_AGE}`;
  report("max-age-invalid", "maxAge", maxAge, message, `maxAge: ${nearest}`);
}
