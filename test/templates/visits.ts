/** A page's request to the API of the templates, and what it comes to. */
export interface Visit {
  readonly name: string;
  readonly path: string;
  readonly init: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  /** For a page that is allowed: the status that it reads, or `blocked`. Others are always blocked. */
  readonly wanted: number | "blocked";
}

const json = (method: string, body: unknown) => ({
  method,
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

/** In this order: the list is read after the write. */
export const VISITS: readonly Visit[] = [
  { name: "write", path: "/notes/1", init: json("PUT", { text: "milk" }), wanted: 201 },
  { name: "list", path: "/notes", init: {}, wanted: 200 },
  { name: "invalid", path: "/notes/2", init: json("PUT", { no: "text" }), wanted: 422 },
  { name: "remove", path: "/notes/1", init: { method: "DELETE" }, wanted: 204 },
  { name: "not found", path: "/nothing", init: {}, wanted: 404 },
  { name: "exception", path: "/crash", init: {}, wanted: 500 },
  { name: "another method", path: "/notes/1", init: { method: "PROPFIND" }, wanted: "blocked" },
  { name: "another header", path: "/notes", init: { headers: { "X-Trace": "1" } }, wanted: "blocked" },
];
