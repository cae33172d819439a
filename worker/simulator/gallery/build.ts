import type { HeaderLine } from "../../../src/browser/index.ts";
import { DEFAULT_PAGE, DEFAULT_POLICY, NO_CACHE, PLAIN_ANSWER } from "../defaults.ts";
import type { Answer, Example, Hop, PageSide, PolicyServer, RawServer, SharedCache } from "../scenario.ts";

// What examples are put together from.

export const APP = "https://app.example.com";
export const API = "https://api.example.com/rides";

/** Answers with a status and lines of the form `Name: value`. */
export function answer(status: number, ...lines: readonly string[]): Answer {
  const headers = lines.map((line): HeaderLine => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  return { status, headers };
}

/** Where no preflight request is sent. */
export function simple(actual: Answer): Hop {
  return { preflight: PLAIN_ANSWER, actual };
}

export function page(differences: Partial<PageSide>): PageSide {
  return { ...DEFAULT_PAGE, ...differences };
}

export function raw(first: Hop, ...rest: readonly Hop[]): RawServer {
  return { kind: "raw", hops: [first, ...rest], cache: NO_CACHE };
}

export function cached(server: RawServer, kind: SharedCache["kind"], firstOrigin: string): RawServer {
  return { ...server, cache: { kind, firstOrigin } };
}

export function policy(config: string, outcome: PolicyServer["outcome"] = "200"): PolicyServer {
  return { ...DEFAULT_POLICY, config, outcome };
}

type Untold = Omit<Example, "topic">;

/** Names the topic once for a file of examples. */
export function examples(
  topic: Example["topic"],
  first: Untold,
  ...rest: readonly Untold[]
): readonly [Example, ...Example[]] {
  const name = (example: Untold): Example => ({ topic, ...example });
  return [name(first), ...rest.map(name)];
}

export const ALLOW_APP = `Access-Control-Allow-Origin: ${APP}`;
export const ALLOW_ANY = "Access-Control-Allow-Origin: *";
export const ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials: true";
export const JSON_TYPE = "Content-Type: application/json";

/** A request that needs a preflight for its body's type alone. */
export const JSON_POST: Partial<PageSide> = {
  method: "POST",
  body: { kind: "json", text: '{"from":"Rome","to":"Pisa"}' },
};
