import { once } from "node:events";
import { createServer } from "node:http";
import type { FetchHandler } from "../../src/index.ts";
import { closeServer } from "../support/close-server.ts";

/** What the handler behind a server answers with, and what becomes of one that does not. */
export const PATHS = ["/200", "/204", "/301", "/304", "/404", "/429", "/500", "/503", "/down", "/hang"];

/** Headers that it sends for pages to read, as far as they are allowed to. */
export const TELLS: readonly (readonly [name: string, value: string])[] = [
  ["X-Read", "1"],
  ["X-Secret", "2"],
  ["Retry-After", "3"],
  ["ETag", '"4"'],
];

/** What becomes of a path: its status, and whether it is the server's own answer. */
export function statusOf(path: string): { readonly status: number; readonly isOwn: boolean } {
  const status = { "/down": 502, "/hang": 504 }[path];
  return { status: status ?? Number(path.slice(1)), isOwn: status !== undefined };
}

/** The same for the model, which knows nothing of CORS. */
export const handler: FetchHandler = ({ url }) => {
  const { status, isOwn } = statusOf(new URL(url).pathname);
  return new Response(null, { status, headers: isOwn ? [] : TELLS.map(([name, value]) => [name, value]) });
};

/** What careless handlers say of CORS, more than any policy gives. */
const CARELESS: readonly (readonly [name: string, value: string])[] = [
  ["Access-Control-Allow-Origin", "*"],
  ["Access-Control-Allow-Credentials", "true"],
  ["Access-Control-Allow-Methods", "PURGE"],
  ["Access-Control-Allow-Headers", "*"],
  ["Access-Control-Allow-Private-Network", "true"],
  ["Access-Control-Expose-Headers", "X-Secret"],
  ["Access-Control-Max-Age", "99999"],
];

/** What it sends, careless as it is, `?vary=…` with another Vary; what a proxy answers in its place has nothing of it. */
export function answerOf(url: string): {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
} {
  const { pathname, searchParams } = new URL(url, "http://upstream");
  const { status, isOwn } = statusOf(pathname);
  const vary = ["Vary", searchParams.get("vary") ?? "Accept-Encoding"] as const;
  const headers = [...TELLS, ...CARELESS, vary, ["Location", "/200"] as const];
  return { status, headers: isOwn ? [] : headers };
}

/**
 * The handler, as a server that says of CORS what it should not.
 *
 * @param path of its socket
 */
export async function startUpstream(path: string): Promise<{ close(): Promise<void> }> {
  const server = createServer(({ url = "" }, response) => {
    const { status, headers } = answerOf(url);
    if (headers.length === 0) return;
    response.writeHead(status, headers.flat());
    response.end();
  });
  // A connection that it closes for being idle may be the one that a server just sends a request on: that is a 502.
  server.keepAliveTimeout = 0;
  server.listen(path);
  await once(server, "listening");
  return {
    close: () => closeServer(server),
  };
}
