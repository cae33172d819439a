/** A page's request to the API of the recipes. */
export interface Visit {
  readonly name: string;
  readonly path: string;
  readonly init: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  /** What an allowed page comes to: a status that it reads, or a failure's code. Others never read anything. */
  readonly wanted: readonly (number | string)[];
}

const JSON_TYPE = { "Content-Type": "application/json" };

/** The API has `/api/rides`, to be read and written; a body that is no JSON makes it throw. */
export const VISITS: readonly Visit[] = [
  { name: "read", path: "/api/rides", init: {}, wanted: [200] },
  { name: "unchanged", path: "/api/rides", init: { headers: { "If-None-Match": '"1"' } }, wanted: [304] },
  { name: "write", path: "/api/rides", init: { method: "PUT", headers: JSON_TYPE, body: "[]" }, wanted: [200] },
  { name: "exception", path: "/api/rides", init: { method: "PUT", headers: JSON_TYPE, body: "no" }, wanted: [500] },
  { name: "unknown route", path: "/api/none", init: {}, wanted: [404] },
  { name: "write to it", path: "/api/none", init: { method: "PUT", headers: JSON_TYPE, body: "[]" }, wanted: [404] },
  { name: "wrong method", path: "/api/rides", init: { method: "DELETE" }, wanted: [404, 405] },
  { name: "text", path: "/api/rides", init: { method: "POST", body: "hello" }, wanted: [404, 405] },
  {
    name: "another header",
    path: "/api/rides",
    init: { headers: { "X-Trace": "1" } },
    wanted: ["HeaderDisallowedByPreflightResponse"],
  },
  {
    name: "another method",
    path: "/api/rides",
    init: { method: "PROPFIND" },
    wanted: ["MethodDisallowedByPreflightResponse"],
  },
];

/** By name and by pattern, and nearly so. */
export const ALLOWED = ["https://app.example.com", "https://pr-7.example.org"];
export const DENIED = ["https://evil.example", "https://example.org"];
