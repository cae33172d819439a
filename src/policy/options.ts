import type { OriginResolver, PolicyConfig, Resolved } from "./config.ts";
import type { Report } from "./issue.ts";

/** The defaults. As a policy, they are what nobody may read: allowOrigins has none. */
export const CLOSED: Resolved<PolicyConfig> = {
  allowOrigins: [],
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

/** How long to wait for a resolver, in milliseconds. */
export const RESOLVER_TIMEOUT = 2000;

/** The defaults of `{ patterns, resolve, timeout }`; `resolve` has none. */
export const RESOLVER: { readonly [Option in keyof OriginResolver]-?: NonNullable<OriginResolver[Option]> } = {
  patterns: [],
  resolve: () => false,
  timeout: RESOLVER_TIMEOUT,
};

/** A day: at least what every browser keeps (https://fetch.spec.whatwg.org/#http-access-control-max-age). */
export const LONGEST_AGE = 86400;

/** A value for each option that there is. */
export type Samples = Readonly<Record<string, unknown>>;

/** @returns "list", or what `typeof` says */
export function kindOf(value: unknown): string {
  return Array.isArray(value) ? "list" : typeof value;
}

/**
 * The options that are known and of the right kind; the others are reported. `allowOrigins` is of several kinds, and
 * looked at later.
 *
 * @param path what stands before their names in a report
 */
export function readOptions(input: object, samples: Samples, report: Report, path = ""): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    if (!Object.hasOwn(samples, name)) report("unknown-option", path + name, value);
    else if (name === "allowOrigins" || kindOf(value) === kindOf(samples[name])) options[name] = value;
    // Left out is whatever is undefined, and only a resolver has to be there.
    else if (value !== undefined || name === "resolve") report("config-invalid", path + name, value);
  }
  return options;
}
