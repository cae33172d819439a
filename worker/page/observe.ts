import type { Route } from "./routes.ts";

/** What JavaScript on this page got to see. */
export type Observation =
  | {
      readonly outcome: "readable";
      readonly status: number;
      readonly redirected: boolean;
      readonly headers: readonly (readonly [name: string, value: string])[];
      readonly text: string;
    }
  /** `unreachable`: nothing answered at all, so CORS had no say. */
  | { readonly outcome: "blocked" | "unreachable"; readonly error: string };

const FIRST = 240;

/**
 * Sends a request to the API, for real.
 *
 * @param show told each time that more of the body has come
 * @throws AbortError when given up
 */
export async function observe(
  route: Route,
  api: string,
  credentials: boolean,
  signal: AbortSignal,
  show: (observation: Observation) => void,
): Promise<Observation> {
  let response: Response;
  try {
    response = await fetch(api + route.path, {
      method: route.method,
      headers: route.headers ?? {},
      body: route.body ?? null,
      credentials: credentials ? "include" : "omit",
      signal,
    });
  } catch (error) {
    signal.throwIfAborted();
    return { outcome: (await answers(api)) ? "blocked" : "unreachable", error: String(error) };
  }
  const { status, redirected, headers } = response;
  const seen = { outcome: "readable", status, redirected, headers: [...headers] } as const;
  let text = "";
  try {
    for await (const chunk of chunks(response)) {
      text = (text + chunk).slice(0, FIRST);
      show({ ...seen, text });
      if (text.length === FIRST) break;
    }
  } catch (error) {
    signal.throwIfAborted();
    text += `\n(cut off: ${String(error)})`;
  }
  return { ...seen, text };
}

/**
 * A blocked response and a server that is not there give a page the same TypeError. This tells them
 * apart: without CORS anything may be requested, as long as nothing of it is read.
 */
async function answers(api: string): Promise<boolean> {
  try {
    await fetch(`${api}/health`, { mode: "no-cors", credentials: "omit" });
    return true;
  } catch {
    return false;
  }
}

/** Streams are not iterable yet in every browser. */
async function* chunks({ body }: Response): AsyncGenerator<string> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    void reader.cancel();
  }
}
