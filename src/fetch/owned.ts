/** The headers that the policy owns: what a handler or an upstream says of them is replaced. */
export const OWNED: readonly string[] = [
  "Access-Control-Allow-Origin",
  "Access-Control-Allow-Credentials",
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Headers",
  "Access-Control-Allow-Private-Network",
  "Access-Control-Expose-Headers",
  "Access-Control-Max-Age",
];

/** Their names, and those of what pages may yet be allowed: `Access-Control-Request-…` is what is left. */
export const OWNED_NAME: RegExp = /^access-control-[aem]/i;
