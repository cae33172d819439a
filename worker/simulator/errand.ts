import type { PageSide } from "./scenario.ts";
import { LIMIT, send, type Seen } from "./send.ts";

/** What a page, or its frame, is asked to do. */
export type Errand = { readonly send: PageSide } | { readonly touch: string };

/** @returns what was seen; null where that does not matter */
export async function errand(asked: Errand): Promise<Seen | null> {
  if ("send" in asked) return send(asked.send);
  // What becomes of the cookies is seen at the next request.
  const signal = AbortSignal.timeout(LIMIT);
  await fetch(asked.touch, { mode: "no-cors", credentials: "include", signal }).catch(() => null);
  return null;
}
