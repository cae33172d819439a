// What the suites of Lambda try most: a policy, and a page that it lets in.

export const APP = "https://app.example.com";

export const CONFIG = {
  allowOrigins: [APP, "https://*.example.org"],
  allowCredentials: true,
  exposeHeaders: ["X-Id"],
};

/** What the page sends. */
export const ORIGIN = ["origin", APP] as const;

/** What it gets, but for Vary. */
export const ALLOWED = {
  "access-control-allow-origin": APP,
  "access-control-allow-credentials": "true",
  "access-control-expose-headers": "X-Id",
};

/** A function's context, with time enough. */
export const CONTEXT = { getRemainingTimeInMillis: (): number => 60_000 };
