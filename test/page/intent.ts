/**
 * What each row of the page is to come to on an origin that the policy allows, written from what the
 * API and its policy are meant to be. On an origin that it denies, all of them are to be blocked.
 */
export interface Intent {
  /** The method and path that the browser asks about before it sends them. */
  readonly preflight?: string;
  /** The status without credentials, or Chromium's name for what blocks it. */
  readonly omit: number | string;
  /** The same with credentials, where it differs. */
  readonly include?: number;
  /** A header that the page is to read. */
  readonly reads?: readonly [name: string, value: RegExp];
  /** A header that is sent, but not exposed. */
  readonly hidden?: string;
}

export const INTENT: Readonly<Record<string, Intent>> = {
  list: { omit: 200, reads: ["x-request-id", /^[\w-]{36}$/] },
  one: { omit: 200 },
  create: { omit: 201, preflight: "POST /rides", reads: ["location", /^\/rides\/\d+$/] },
  redirect: { omit: 200 },
  replace: { omit: 200, preflight: "PUT /rides/1" },
  remove: { omit: 204, preflight: "DELETE /rides/3" },
  "not-found": { omit: 404, reads: ["x-request-id", /^[\w-]{36}$/] },
  "not-allowed": { omit: 405, preflight: "PUT /rides", reads: ["allow", /^GET, HEAD, POST$/] },
  invalid: { omit: 422, preflight: "POST /rides" },
  quota: { omit: 429, reads: ["retry-after", /^30$/] },
  crash: { omit: 500 },
  maintenance: { omit: 503 },
  slow: { omit: 504 },
  "no-token": { omit: 401, hidden: "www-authenticate" },
  "wrong-token": { omit: 403, preflight: "GET /earnings" },
  "right-token": { omit: 200, preflight: "GET /earnings" },
  "sign-in": { omit: 201, hidden: "set-cookie" },
  me: { omit: 401, include: 200 },
  "sign-out": { omit: 204, preflight: "DELETE /session" },
  receipt: { omit: 200, reads: ["content-disposition", /^attachment; filename="rides.csv"$/] },
  live: { omit: 200, reads: ["content-type", /^text\/event-stream/] },
  method: { omit: "MethodDisallowedByPreflightResponse", preflight: "PATCH /rides/1" },
  header: { omit: "HeaderDisallowedByPreflightResponse", preflight: "GET /rides" },
};

/** What blocks a row on an origin that the policy denies. */
export function denial({ preflight }: Intent): string {
  return preflight === undefined ? "MissingAllowOriginHeader" : "PreflightMissingAllowOriginHeader";
}
