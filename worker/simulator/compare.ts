import { DEMO } from "./demo-cookie.ts";
import type { Observation, ObservedVisit } from "./observe.ts";
import type { Prediction, Visit } from "./predict.ts";
import type { Received } from "./received.ts";

/** One thing that the model says otherwise than the browser did. */
export interface Difference {
  /** Which visit, from 0. */
  readonly visit: number;
  readonly what: "verdict" | "status" | "readable headers" | "requests";
  /** In words. */
  readonly predicted: string;
  readonly observed: string;
}

/** Headers that engines respell on the way, in which CORS has no part. */
const RESPELT = new Set(["range", "content-type", "accept-language", "user-agent"]);

/**
 * Compares what the model says of a staged scenario with what a browser did, as far as that went.
 *
 * @param prediction `predictStaged`'s, for the browser's engine
 */
export function compare(prediction: Prediction, observation: Observation): readonly Difference[] {
  return observation.visits.flatMap((observed, visit) => {
    const predicted = prediction.visits[visit];
    if (predicted === undefined) return [];
    return factsOf(predicted, observed)
      .filter(([, left, right]) => left !== right)
      .map(([what, left, right]) => ({ visit, what, predicted: left, observed: right }));
  });
}

type Fact = readonly [what: Difference["what"], predicted: string, observed: string];

function factsOf(predicted: Visit, { seen, received }: ObservedVisit): readonly Fact[] {
  const { outcome } = predicted;
  // Platforms add lines of their own, such as Date, of which a prediction knows nothing.
  const sent = new Set(outcome.exchanges.at(-1)?.response?.headers.map(([name]) => name.toLowerCase()));
  return [
    ["verdict", verdictOf(predicted), seen.verdict],
    ["status", String(predicted.status), String(seen.status)],
    ["readable headers", predicted.readable.join(", "), seen.readable.filter((name) => sent.has(name)).join(", ")],
    ["requests", describe(predicted.received), describe(received)],
  ];
}

function verdictOf({ outcome: { verdict, failure } }: Visit): string {
  if (failure?.code === "InvalidRequest") return "thrown";
  return verdict === "network-error" ? "blocked" : verdict;
}

function describe(received: readonly Received[]): string {
  return received.length === 0 ? "none" : received.map(describeRequest).join("; ");
}

/** One request, as far as the model foretells it. */
function describeRequest({
  hop,
  method,
  origin,
  requestMethod,
  requestHeaders,
  cookies,
  headers,
  by,
}: Received): string {
  const names = requestMethod === null ? headers.filter((name) => !RESPELT.has(name)) : [];
  const parts = [
    `${method} to ${hop === null ? "nobody" : `hop ${hop}`}`,
    origin === null ? "without Origin" : `from ${origin}`,
    ...(requestMethod === null ? [] : [`asking for ${requestMethod}`]),
    ...(requestHeaders === null ? [] : [`and ${requestHeaders}`]),
    ...(cookies.includes(DEMO) ? ["with the cookie"] : []),
    ...(names.length === 0 ? [] : [`with ${names.join(", ")}`]),
    ...(by === "server" ? [] : ["answered by the shared cache"]),
  ];
  return parts.join(" ");
}
