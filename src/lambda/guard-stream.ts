import { begin, PRELUDE_TYPE, type ResponseStream } from "./stream.ts";

/** The response stream as a native handler gets it. */
export interface GuardedStream {
  readonly stream: ResponseStream;
  /**
   * From here on, what the handler writes goes nowhere.
   *
   * @returns whether status and headers are on their way, so that nothing else can be answered
   */
  close(): boolean;
}

/** Where Lambda looks for what writes the prelude, ahead of the first chunk. */
const HOOK = "_onBeforeFirstWrite";
type Hook = (write: (chunk: unknown) => void) => void;

/**
 * Puts the policy on what a native handler streams: on the prelude that it gave to `HttpResponseStream.from`,
 * or on one made for it where it writes without one.
 *
 * A Proxy, since what Lambda passes is no Writable, but an object of bound functions and fixed accessors.
 *
 * @param amend may throw, and then nothing is sent
 * @param succeed is called once the handler has ended the stream
 * @param fail is called where it destroyed it, or gave a prelude that cannot be sent
 */
export function guardStream(
  target: ResponseStream,
  amend: (prelude: object) => object,
  succeed: () => void,
  fail: (error: unknown) => void,
): GuardedStream {
  let type: string | undefined;
  let begun = false;
  let closed = false;
  const through =
    (name: "write" | "end") =>
    (...args: unknown[]): unknown => {
      try {
        if (!begun && !closed) {
          begin(target, amend(readPrelude(own[HOOK]) ?? { headers: { "Content-Type": type } }));
          begun = true;
        }
      } catch (error) {
        // Not thrown: pipelines and timers write from where nobody catches it.
        closed = true;
        fail(error);
      }
      if (closed) return name === "write";
      if (name === "end") succeed();
      return (target[name] as (...given: unknown[]) => unknown)(...args);
    };
  const own = {
    [HOOK]: undefined as Hook | undefined,
    write: through("write"),
    end: through("end"),
    setContentType(value: string) {
      if (value !== PRELUDE_TYPE) type = value;
    },
    // The target stays as it is: what answers in the handler's place, or cuts it off, still needs it.
    destroy(error?: unknown): ResponseStream {
      closed = true;
      fail(error ?? new Error("the handler destroyed the stream"));
      return stream;
    },
  };
  const stream = new Proxy(target, {
    get(_target, name) {
      if (Object.hasOwn(own, name)) return Reflect.get(own, name) as unknown;
      const value = Reflect.get(target, name) as unknown;
      return typeof value === "function" ? value.bind(target) : value;
    },
    set: (_target, name, value) => Reflect.set(Object.hasOwn(own, name) ? own : target, name, value),
  });
  return {
    stream,
    close() {
      closed = true;
      return begun;
    },
  };
}

function readPrelude(hook: Hook | undefined): object | undefined {
  const chunks: unknown[] = [];
  hook?.((chunk) => chunks.push(chunk));
  return typeof chunks[0] === "string" ? (JSON.parse(chunks[0]) as object) : undefined;
}
