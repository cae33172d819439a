import type { Observation, Received, Seen } from "./scenario.ts";

/** One thing that the model says otherwise than the engine did. */
export interface Difference {
  readonly step: number;
  readonly field: string;
  readonly predicted: string;
  readonly observed: string;
}

const PLAIN = ["verdict", "status", "type", "redirected", "headers"] as const satisfies readonly (keyof Seen)[];

/** How the lines begin that are about CORS; to foretell others is not this model's part. */
const OF_CORS =
  /^(Access to|Access-Control-|Cross-Origin |Cross-origin |Origin |Preflight |Credentials flag|Cannot use wildcard|Header |Method |Request header )/;

/**
 * Compares a prediction with what an engine did: what JavaScript saw, what the server received, and where
 * the engine tells it, why.
 */
export function compare(predicted: Observation, observed: Observation): readonly Difference[] {
  const differences: Difference[] = [];
  for (const [step, seen] of observed.seen.entries()) {
    const expected = predicted.seen[step];
    if (expected === undefined) continue;
    const note = (field: string, a: unknown, b: unknown): void => {
      const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
      if (left !== right) differences.push({ step, field, predicted: left, observed: right });
    };
    for (const field of PLAIN) note(field, expected[field], seen[field]);
    note("requests", requestsOf(predicted, step), requestsOf(observed, step));
    if (seen.corsError !== null) note("corsError", expected.corsError, seen.corsError);
    note("console", textsOf(expected), textsOf(seen));
  }
  return differences;
}

/** Headers that engines drop or respell, in which CORS has no part: a Range that cannot be read, a charset. */
const RESPELT = new Set(["range", "content-type", "accept-language", "user-agent"]);

/** Which of several refused headers an engine names follows from its hash table. */
function unnamed(text: string): string {
  return text.replace(/Request header field \S+ is not/, "Request header field … is not");
}

/** What the console says of CORS. */
function textsOf({ console: lines }: Seen): readonly string[] {
  return lines.filter((text) => OF_CORS.test(text)).map(unnamed);
}

function requestsOf({ received }: Observation, step: number): readonly Omit<Received, "step">[] {
  return received
    .filter((one) => one.step === step)
    .map(({ hop, method, origin, requestMethod, requestHeaders, names, cookies }) => ({
      hop,
      method,
      origin,
      requestMethod,
      requestHeaders,
      cookies,
      // What a preflight request has of them, WebKit's User-Agent say, is nobody's concern.
      names: requestMethod === null ? names.filter((name) => !RESPELT.has(name)) : [],
    }));
}
