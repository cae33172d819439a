import type { OriginResolver } from "./config.ts";
import type { DenialReason, RequestFacts } from "./decision.ts";
import { logError } from "./log-error.ts";
import { within } from "./within.ts";

/**
 * Asks a resolver about one origin. Whatever it does, the answer comes within its time limit, and
 * nothing but `true` allows: a mistake in a look-up must not open the API, nor fail the request.
 */
export async function askResolver(
  { resolve, timeout = 0 }: OriginResolver,
  origin: string,
  facts: RequestFacts,
): Promise<DenialReason | null> {
  try {
    const answer: unknown = await within(resolve(origin, facts), timeout);
    if (typeof answer === "boolean") return answer ? null : "resolver-denied";
    throw new TypeError(`it answered ${typeof answer}, not a boolean`);
  } catch (error) {
    logError(`allowOrigins.resolve failed for ${JSON.stringify(origin)}, which is denied`, error);
    return "resolver-failed";
  }
}
