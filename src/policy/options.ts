import type { PolicyConfig, Resolved } from "./config.ts";

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

/** A day: at least what every browser keeps (https://fetch.spec.whatwg.org/#http-access-control-max-age). */
export const LONGEST_AGE = 86400;

/** A value for each option that there is. */
export type Samples = Readonly<Record<string, unknown>>;

/** @returns "list", or what `typeof` says */
export function kindOf(value: unknown): string {
  return Array.isArray(value) ? "list" : typeof value;
}
