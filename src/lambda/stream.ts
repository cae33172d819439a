import { newAnswer } from "../fetch/answer.ts";
import { readerOf, type BodyReader } from "./body.ts";
import type { Exchange } from "./exchange.ts";
import type { Expiry } from "./expiry.ts";
import { splitHeaders } from "./to-result.ts";

/** What is used of the stream that Lambda passes to a streaming handler: a Node.js Writable, or much of one. */
export interface ResponseStream {
  /** Whether it is closed, which it says but once. */
  readonly destroyed?: boolean;
  write(chunk: string | Uint8Array): boolean;
  end(): unknown;
  once(event: "drain" | "close" | "error", listener: (error?: unknown) => void): unknown;
  removeListener(event: "drain" | "close" | "error", listener: (error?: unknown) => void): unknown;
  setContentType?(type: string): void;
}

/** What goes ahead of a streamed body (https://docs.aws.amazon.com/lambda/latest/dg/response-streaming-tutorial.html). */
export interface Prelude {
  statusCode: number;
  headers?: Readonly<Record<string, string>>;
  multiValueHeaders?: Record<string, string[]>;
  cookies?: string[];
}

export const PRELUDE_TYPE = "application/vnd.awslambda.http-integration-response";

interface Awslambda {
  readonly HttpResponseStream?: { from?(stream: ResponseStream, prelude: object): ResponseStream };
}

/**
 * Sends the prelude. Lambda's own way writes it with the first chunk, and loses it where there is none: hence
 * the empty one.
 */
export function begin(stream: ResponseStream, prelude: object): ResponseStream {
  const { awslambda } = globalThis as { readonly awslambda?: Awslambda };
  const begun = awslambda?.HttpResponseStream?.from?.(stream, prelude);
  if (begun) {
    begun.write("");
    return begun;
  }
  stream.setContentType?.(PRELUDE_TYPE);
  stream.write(`${JSON.stringify(prelude)}${"\0".repeat(8)}`);
  return stream;
}

/** A response of which the first chunk is there: by then, it is known whether there will be any. */
export interface Opened {
  readonly prelude: Prelude;
  readonly reader: BodyReader | undefined;
  readonly first: Awaited<ReturnType<BodyReader["read"]>> | undefined;
  /** Ends the body. */
  readonly expiry: Expiry | undefined;
}

/**
 * Reads a response's first chunk. Headers are final once they are sent, so a body that fails at once still
 * gets an answer that says so.
 *
 * @throws whatever the body fails with
 */
export async function openBody(exchange: Exchange, response: Response): Promise<Opened> {
  const { headers, cookies } = splitHeaders(response, exchange.decision);
  const prelude: Prelude = { statusCode: response.status, headers };
  if (cookies.length > 0) prelude.cookies = [...cookies];
  // Once the time is over, what is sent is no longer the handler's.
  const expiry = exchange.expiry?.reason ? undefined : exchange.expiry;
  const reader = readerOf(response, exchange);
  return { prelude, reader, first: await reader?.read(), expiry };
}

/** The answer of a decision that takes the handler's place. */
export function openAnswer(exchange: Exchange): Promise<Opened> {
  const { status, body, headers } = exchange.decision;
  return openBody(exchange, newAnswer(status ?? 204, body, headers));
}

/**
 * Sends a response that is open.
 *
 * @throws what the body fails with in the middle, so that Lambda reports the invocation as failed, and cuts
 *   the response off instead of ending it
 */
export async function sendOpened(stream: ResponseStream, opened: Opened): Promise<void> {
  const { prelude, reader, first, expiry } = opened;
  const out = begin(stream, prelude);
  const signal = expiry?.signal;
  try {
    let next = first;
    while (next && !next.done) {
      if (!out.write(next.value)) await drained(out, signal);
      next = await reader?.read();
    }
    signal?.throwIfAborted();
  } catch (error) {
    reader?.cancel(error).catch(() => {});
    throw error;
  }
  out.end();
}

function drained(stream: ResponseStream, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const listen = (how: "once" | "removeListener"): void => {
      stream[how]("drain", drain);
      stream[how]("close", leave);
      stream[how]("error", leave);
    };
    const settle = (): void => {
      listen("removeListener");
      signal?.removeEventListener("abort", leave);
    };
    const drain = (): void => {
      settle();
      resolve();
    };
    const leave = (error?: unknown): void => {
      settle();
      reject(signal?.aborted ? signal.reason : error || new Error("the client is gone"));
    };
    if (stream.destroyed) return leave();
    listen("once");
    signal?.addEventListener("abort", leave);
  });
}
