import { DEADLINE } from "./policy.ts";

/** What a handler does, and what has to become of it. */
export interface Behaviour {
  readonly status: number;
  /** The status where a machine stood still for so long that the handler's time and the deadline were over at once. */
  readonly orElse?: number;
  /** The handler's own Vary. */
  readonly vary?: string;
  /** The body breaks off, and the connection with it. */
  readonly breaks?: true;
  readonly handle: (request: Request) => unknown;
}

const CHUNK = new Uint8Array(4096);
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Chunks with a pause after each of them, and then the end, or none. */
function streamed(chunks: number, pause: number, end: "close" | "error", headers?: Record<string, string>): Response {
  let left = chunks;
  const body = new ReadableStream({
    async pull(controller) {
      if (left-- > 0) controller.enqueue(CHUNK);
      else if (end === "close") controller.close();
      else controller.error(new Error(BROKEN));
      if (pause > 0) await later(pause);
    },
  });
  return new Response(body, { headers: { "Content-Type": "application/octet-stream", ...headers } });
}

/** What a stream that breaks says of it. A server may report that: it is the handler's doing. */
export const BROKEN = "broken on purpose";

const spent = async (): Promise<Response> => {
  const response = new Response("once");
  await response.text();
  return response;
};

/** By path. */
export const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  ok: { status: 200, handle: () => new Response("ok", { headers: { "X-Request-Id": "1" } }) },
  varies: { status: 200, vary: "Accept", handle: () => new Response("ok", { headers: { Vary: "Accept" } }) },
  "opens-itself": {
    status: 200,
    handle: () =>
      new Response("mine", {
        headers: [
          ["Access-Control-Allow-Origin", "*"],
          ["Access-Control-Allow-Origin", "null"],
          ["Access-Control-Allow-Credentials", "true"],
          ["Access-Control-Expose-Headers", "*"],
        ],
      }),
  },
  missing: { status: 404, handle: async () => new Response("no", { status: 404 }) },
  empty: { status: 204, handle: () => new Response(null, { status: 204 }) },
  redirect: { status: 302, handle: () => Response.redirect("https://api.example.com/ok", 302) },
  "throws-an-error": {
    status: 500,
    handle: () => {
      throw new Error("secret");
    },
  },
  "throws-a-string": {
    status: 500,
    handle: () => {
      throw "secret";
    },
  },
  "throws-a-response": {
    status: 418,
    handle: () => {
      throw new Response("teapot", { status: 418 });
    },
  },
  rejects: { status: 500, handle: () => Promise.reject(new Error("secret")) },
  "rejects-later": { status: 500, handle: () => later(1).then(() => Promise.reject(new Error("secret"))) },
  "returns-nothing": { status: 500, handle: () => undefined },
  "returns-an-object": { status: 500, handle: () => ({ status: 200 }) },
  "returns-a-network-error": { status: 500, handle: () => Response.error() },
  "returns-what-is-spent": { status: 500, handle: spent },
  hangs: { status: 504, handle: () => new Promise(() => {}) },
  "is-late": { status: 504, orElse: 200, handle: () => later(DEADLINE * 2).then(() => streamed(2, 0, "close")) },
  "fails-late": {
    status: 504,
    orElse: 500,
    handle: () => later(DEADLINE * 2).then(() => Promise.reject(new Error("secret"))),
  },
  streams: { status: 200, handle: () => streamed(8, 0, "close") },
  "streams-slowly": { status: 200, handle: () => streamed(4, 3, "close") },
  breaks: { status: 200, breaks: true, handle: () => streamed(4, 3, "error") },
  uploads: { status: 200, handle: async (request) => new Response(String((await request.text()).length)) },
};

/** Does what its path says. */
export async function faulty(request: Request): Promise<Response> {
  const behaviour = BEHAVIOURS[new URL(request.url).pathname.slice(1)];
  return (await behaviour?.handle(request)) as Response;
}

/** The handler whose latency is compared: it has no fault. */
export const sound = (request: Request): Response => soundWith(request);

/** The same handler, whose answers are made with more headers. */
export function soundWith(request: Request, headers?: Record<string, string>): Response {
  return request.url.endsWith("/stream")
    ? streamed(4, 0, "close", headers)
    : Response.json({ rides: [{ id: 1, from: "Oslo", to: "Bergen" }] }, headers && { headers });
}
