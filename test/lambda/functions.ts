import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import {
  fromFetch,
  fromFetchStreaming,
  withCors,
  type HttpEventV2,
  type ResponseStream,
} from "../../src/lambda/index.ts";
import { CONFIG } from "./policy.ts";

// What the runtime client runs. Each handler does what its path says.

declare const awslambda: {
  streamifyResponse<Handler>(handler: Handler): Handler;
  readonly HttpResponseStream: { from(stream: ResponseStream, prelude: object): ResponseStream };
};

interface AnyEvent extends HttpEventV2 {
  readonly path?: string;
  readonly raw_path?: string;
  readonly Records?: readonly {
    readonly cf?: { readonly request: { readonly uri: string } };
    readonly body?: string;
  }[];
}

const pathOf = (event: AnyEvent): string =>
  (event.rawPath ?? event.path ?? event.raw_path ?? event.Records?.[0]?.cf?.request.uri ?? "").replace(/\?.*/, "");

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Counts what was left undone by earlier invocations and went on later. */
let leaked = 0;
let calls = 0;

async function nativeHandler(event: AnyEvent): Promise<unknown> {
  calls++;
  const isEdge = event.Records?.[0]?.cf !== undefined;
  const result = (statusCode: number, body: string, headers: Record<string, string> = {}): object =>
    isEdge
      ? {
          status: String(statusCode),
          headers: Object.fromEntries(
            Object.entries(headers).map(([key, value]) => [key.toLowerCase(), [{ key, value }]]),
          ),
          body,
        }
      : { statusCode, headers, body };

  if (event.Records && !isEdge) {
    if (event.Records[0]?.body === "poison") throw new Error("poison");
    return { batchItemFailures: [], calls };
  }
  switch (pathOf(event)) {
    case "/throw":
      throw new Error("secret");
    case "/throw-string":
      throw "secret";
    case "/throw-null":
      throw null;
    case "/throw-result":
      throw result(402, "pay", { "X-Id": "1" });
    case "/throw-response":
      throw new Response("gone", { status: 410 });
    case "/bigint":
      return { big: 1n };
    case "/bigint-body":
      return { statusCode: 200, body: 1n };
    case "/cycle": {
      const cycle: Record<string, unknown> = {};
      cycle["self"] = cycle;
      return cycle;
    }
    case "/undefined":
      return undefined;
    case "/plain":
      return { hello: "world" };
    case "/status":
      return result(Number(event.rawQueryString), "x", { "access-control-allow-origin": "*", Vary: "Accept" });
    case "/hang":
      return new Promise(() => {});
    case "/late-error":
      await sleep(1500);
      leaked++;
      throw new Error("late");
    case "/unhandled":
      void Promise.reject(new Error("nobody caught this"));
      return new Promise(() => {});
    case "/exit":
      return process.exit(3);
    case "/block":
      for (;;);
    case "/large":
      return result(200, "a".repeat(7 * 1024 * 1024));
    case "/calls":
      return result(200, JSON.stringify({ calls, leaked }));
    default:
      return result(200, "ok", { "X-Id": "7" });
  }
}

const app = new Hono();
app.get("/", (c) => c.text("ok", 200, { "X-Id": "7" }));
app.get("/rides", (c) => c.text("ok", 200, { "X-Id": "7" }));
app.get("/throw", () => {
  throw new Error("secret");
});
app.get(
  "/png",
  () => new Response(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff), { headers: { "content-type": "image/png" } }),
);
app.get(
  "/cookies",
  () =>
    new Response("", {
      headers: [
        ["set-cookie", "a=1"],
        ["set-cookie", "b=2"],
      ],
    }),
);
app.post("/echo", async (c) => new Response(await c.req.arrayBuffer(), { headers: { "content-type": "image/png" } }));
app.get("/empty", () => new Response(null, { status: 204 }));
app.get("/none", () => new Response(null));
app.get("/status", (c) => new Response("x", { status: Number(c.req.query("s")) }));
app.get("/hang", () => new Promise<Response>(() => {}));
let aborted = "never";
app.get("/abort", (c) => {
  c.req.raw.signal.addEventListener("abort", () => {
    aborted = String((c.req.raw.signal.reason as Error).name);
  });
  return new Promise<Response>(() => {});
});
app.get("/aborted", (c) => c.text(aborted));
app.get("/fail-first", () => new Response(new ReadableStream({ pull: (c) => c.error(new Error("at once")) })));
app.get("/fail-amid", () => {
  let chunks = 0;
  return new Response(
    new ReadableStream({
      pull(controller) {
        if (chunks++ < 3) controller.enqueue(new TextEncoder().encode(`chunk ${chunks}\n`));
        else controller.error(new Error("amid the stream"));
      },
    }),
  );
});
app.get(
  "/endless",
  () => new Response(new ReadableStream({ start: (c) => c.enqueue(new TextEncoder().encode("half")) })),
);
app.get("/large", () => new Response("a".repeat(8 * 1024 * 1024)));
app.get("/live", (c) =>
  streamSSE(c, async (stream) => {
    for (const data of ["a", "b", "c"]) {
      await stream.writeSSE({ data });
      await stream.sleep(100);
    }
  }),
);

/** Some chunks, and then a failure. */
async function* failAfter(...chunks: readonly string[]): AsyncGenerator<string> {
  yield* chunks;
  throw new Error("the source failed");
}

async function nativeStreaming(event: AnyEvent, stream: ResponseStream): Promise<void> {
  const from = (statusCode: number, headers: Record<string, string> = {}): ResponseStream & NodeJS.WritableStream =>
    awslambda.HttpResponseStream.from(stream, { statusCode, headers }) as ResponseStream & NodeJS.WritableStream;
  switch (pathOf(event)) {
    case "/throw":
      throw new Error("secret");
    case "/throw-after-from":
      from(200, { "X-Id": "1" });
      throw new Error("secret");
    case "/throw-amid": {
      from(200).write("half");
      throw new Error("secret");
    }
    case "/empty":
      from(204).end();
      return;
    case "/raw":
      stream.setContentType?.("text/html");
      stream.write("<p>raw</p>");
      stream.end();
      return;
    case "/end-only":
      (stream as { end(chunk: string): void }).end("all at once");
      return;
    case "/hang":
      return new Promise(() => {});
    case "/hang-amid":
      from(200).write("half");
      return new Promise(() => {});
    case "/bad-prelude":
      from(7).write("x");
      return;
    case "/bad-prelude-later":
      setTimeout(() => from(7).end("x"), 10);
      return;
    case "/bad-prelude-pipe":
      Readable.from(["x"]).pipe(from(7));
      return;
    case "/bad-prelude-pipeline":
      return pipeline(Readable.from(["x"]), from(200, { "X-Id": "7\r\nX-Other: 8" }));
    case "/pipeline":
      return pipeline(Readable.from(["piped ", "through"]), from(200));
    case "/pipeline-fail-first":
      return pipeline(Readable.from(failAfter()), from(200));
    case "/pipeline-fail-amid":
      return pipeline(Readable.from(failAfter("half")), from(200));
    case "/pipeline-abort": {
      const source = new Readable({ read() {} });
      return pipeline(source, from(200), { signal: AbortSignal.timeout(10) });
    }
    case "/destroy":
      (from(200) as unknown as Readable).destroy();
      return;
    case "/destroy-error":
      (from(200) as unknown as Readable).destroy(new Error("secret"));
      return;
    case "/destroy-amid": {
      const out = from(200);
      out.write("half");
      setTimeout(() => (out as unknown as Readable).destroy(), 10);
      return;
    }
    case "/later": {
      const out = from(200, { "X-Id": "7" });
      // Not waited for: the stream's end counts.
      setTimeout(() => {
        out.write("later ");
        out.end();
      }, 50);
      return;
    }
    default: {
      const out = from(201, { "X-Id": "7", "access-control-allow-ORIGIN": "*", vary: "Accept" });
      out.write("hello ");
      out.write("stream");
      out.end();
    }
  }
}

export const native = withCors(CONFIG, nativeHandler);
export const callback = withCors(CONFIG, ((
  _event: unknown,
  _context: unknown,
  done: (e: unknown, r: unknown) => void,
) => {
  done(null, { statusCode: 200, body: "called" });
}) as never);
export const rethrowing = withCors(CONFIG, nativeHandler, { rethrow: true });
export const gateway = withCors({ ...CONFIG, owner: "gateway" }, async () => ({
  statusCode: 200,
  headers: { "Access-Control-Allow-Origin": "*" },
  body: "",
}));
export const fetchHandler = fromFetch(CONFIG, app.fetch);
export const streaming = fromFetchStreaming(CONFIG, app.fetch);
export const nativeStream =
  typeof awslambda === "undefined"
    ? undefined
    : withCors(CONFIG, awslambda.streamifyResponse(nativeStreaming) as never);

/** Without the kit: what the same handlers do to a page. */
export const bare = nativeHandler;
