import type { NetworkRequest } from "../../browser/index.ts";
import type { Heard } from "./evidence.ts";

type Send = (request: NetworkRequest) => Promise<Heard>;

/**
 * Remembers answers, so that what engines and probes send alike goes over the wire once.
 *
 * @returns sends, or answers from memory; `hasSent` tells which it would be
 */
export function rememberAnswers(send: Send): {
  readonly send: Send;
  readonly hasSent: (one: NetworkRequest) => boolean;
} {
  const known = new Map<string, Promise<Heard>>();
  return {
    send(request) {
      const key = keyOf(request);
      const before = known.get(key);
      if (before !== undefined) return before;
      const heard = send(request);
      known.set(key, heard);
      return heard;
    },
    hasSent: (request) => known.has(keyOf(request)),
  };
}

/** Whether cookies would go along is no part of it: the lines tell. */
function keyOf({ method, url, headers, body }: NetworkRequest): string {
  return JSON.stringify([method, url, headers, body]);
}
