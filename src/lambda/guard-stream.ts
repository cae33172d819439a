import { begin, PRELUDE_TYPE, type Prelude, type ResponseStream } from "./stream.ts";

/** The response stream as a native handler gets it. */
export interface GuardedStream {
  readonly stream: ResponseStream;
  /** Whether status and headers are on their way, so that nothing else can be answered. */
  readonly begun: boolean;
  /** Resolves once the handler has ended the stream, or destroyed it. */
  readonly ended: Promise<void>;
  /** From here on, what the handler writes goes nowhere. */
  close(): void;
}

/** Sets the prelude where Lambda looks for it, at the first write. */
type Hook = (write: (chunk: unknown) => void) => void;

/**
 * Puts the policy on what a native handler streams: on the prelude that it gave to `HttpResponseStream.from`,
 * or on one made for it where it writes without one.
 *
 * A Proxy, since what Lambda passes is no Writable, but an object of bound functions and fixed accessors.
 *
 * @param amend may throw, and then nothing is sent
 */
export function guardStream(target: ResponseStream, amend: (prelude: Partial<Prelude>) => object): GuardedStream {
  let hook: Hook | undefined;
  let type: string | undefined;
  let begun = false;
  let closed = false;
  let markEnded!: () => void;
  const ended = new Promise<void>((resolve) => {
    markEnded = resolve;
  });
  const commit = (): void => {
    if (begun) return;
    const prelude = amend(readPrelude(hook) ?? (type === undefined ? {} : { headers: { "Content-Type": type } }));
    begin(target, prelude);
    begun = true;
  };
  const through =
    (name: "write" | "end") =>
    (...args: unknown[]): unknown => {
      if (closed) return name === "write";
      commit();
      if (name === "end") markEnded();
      return (target[name] as (...given: unknown[]) => unknown).apply(target, args);
    };
  const own: Record<PropertyKey, unknown> = {
    write: through("write"),
    end: through("end"),
    setContentType(value: string) {
      if (value !== PRELUDE_TYPE) type = value;
    },
    destroy(...args: unknown[]) {
      markEnded();
      return (target as { destroy?(...given: unknown[]): unknown }).destroy?.(...args);
    },
  };
  const stream = new Proxy(target, {
    get(_target, name) {
      if (name === "_onBeforeFirstWrite") return hook;
      if (Object.hasOwn(own, name)) return own[name];
      const value = Reflect.get(target, name) as unknown;
      return typeof value === "function" ? value.bind(target) : value;
    },
    set(_target, name, value) {
      if (name !== "_onBeforeFirstWrite") return Reflect.set(target, name, value);
      hook = value as Hook;
      return true;
    },
  });
  return {
    stream,
    ended,
    get begun() {
      return begun;
    },
    close() {
      closed = true;
    },
  };
}

function readPrelude(hook: Hook | undefined): Partial<Prelude> | undefined {
  const chunks: unknown[] = [];
  hook?.((chunk) => chunks.push(chunk));
  return typeof chunks[0] === "string" ? (JSON.parse(chunks[0]) as Partial<Prelude>) : undefined;
}
