import type { Decision } from "../../src/index.ts";
import type { Random } from "../engines/generate/random.ts";
import type { Answered, Asked } from "./connection.ts";
import { BEHAVIOURS } from "./handlers.ts";
import { APP, EVIL, HOST, OTHER, policy } from "./policy.ts";

/** A request, and what has to come back. */
export interface Visit extends Asked {
  /** What the handler does, or "preflight". */
  readonly kind: string;
  readonly status: number;
  readonly breaks: boolean;
  readonly decision: Decision;
  /** The names in Vary, sorted. */
  readonly vary: string;
}

/** Those that hang hold a connection for long: of few, the others leave the machine no rest. */
const KINDS = Object.entries(BEHAVIOURS).map(
  ([kind, { status }]) => [status === 504 ? 1 : kind === "ok" ? 80 : 20, kind] as const,
);
const ORIGINS = [
  [5, APP],
  [2, OTHER],
  [3, EVIL],
  [2, null],
  [1, "null"],
] as const;
const BODY = "x".repeat(4096);

/** Draws the next request of a client. */
export function drawVisit(random: Random): Visit {
  const origin = random.weighted(ORIGINS);
  const isPreflight = origin !== null && random.chance(12);
  const kind = random.weighted(KINDS);
  const isUpload = kind === "uploads" && !isPreflight;
  const method = isPreflight ? "OPTIONS" : isUpload ? "POST" : "GET";
  const requestMethod = isPreflight ? "PUT" : null;
  const url = `http://${HOST}/${kind}`;
  const decision = policy.decide({ method, url, origin, requestMethod, requestHeaders: null });
  const { status, breaks = false, vary } = BEHAVIOURS[kind] ?? { status: 0 };
  const lines = [
    `${method} /${kind} HTTP/1.1`,
    `Host: ${HOST}`,
    ...(origin === null ? [] : [`Origin: ${origin}`]),
    ...(requestMethod === null ? [] : [`Access-Control-Request-Method: ${requestMethod}`]),
    ...(isUpload ? [`Content-Length: ${BODY.length}`, "Content-Type: text/plain"] : []),
  ];
  const ends = isUpload ? (["head", "upload", "sent", "answer"] as const) : (["head", "sent", "answer"] as const);
  return {
    kind: isPreflight ? "preflight" : kind,
    status: decision.status ?? status,
    breaks: breaks && !isPreflight,
    decision,
    vary: [decision.headers["Vary"], isPreflight ? undefined : vary].filter(Boolean).toSorted().join(","),
    head: `${lines.join("\r\n")}\r\n\r\n`,
    body: isUpload ? BODY : "",
    pause: isUpload && random.chance(50) ? 1 + random.below(10) : 0,
    aborts: random.chance(8) ? random.pick(ends) : undefined,
  };
}

/** Whether the deadline was too soon for a handler that does not hang: a machine at its limit has others to serve. */
export function isTooSlow({ status, decision }: Visit, head: string): boolean {
  return status !== 504 && decision.status === null && head.startsWith("HTTP/1.1 504");
}

/** What is wrong with the answer, in words; "" where nothing is. */
export function faultOf(visit: Visit, { head, isWhole }: Answered): string {
  const { kind, status, breaks, decision, aborts } = visit;
  if (head === "") return aborts === undefined ? `${kind}: the connection ended without an answer` : "";
  const [statusLine = "", ...lines] = head.split("\r\n");
  const faults: string[] = [];
  if (!statusLine.startsWith(`HTTP/1.1 ${status}`) && !isTooSlow(visit, head))
    faults.push(`${statusLine}, not ${status}`);
  if (aborts === undefined && isWhole === breaks && !isTooSlow(visit, head))
    faults.push(breaks ? "it did not break" : "the body broke off");
  const found = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).toLowerCase();
    found.set(name, [...(found.get(name) ?? []), line.slice(colon + 1).trim()]);
  }
  const expected = new Map(Object.entries(decision.headers).map(([name, value]) => [name.toLowerCase(), value]));
  for (const [name, value] of expected) {
    const values = found.get(name);
    if (name !== "vary" && (values?.length !== 1 || values[0] !== value))
      faults.push(`${name}: ${values?.join(" | ")}`);
  }
  for (const [name, values] of found) {
    if (name.startsWith("access-control-") && !expected.has(name)) faults.push(`also ${name}: ${values.join(" | ")}`);
  }
  const vary = (found.get("vary") ?? []).flatMap((value) => value.split(/, */)).toSorted();
  if (vary.join(",") !== visit.vary) faults.push(`vary: ${vary.join(",")}, not ${visit.vary}`);
  return faults.length === 0 ? "" : `${kind} from ${decision.origin}: ${faults.join("; ")}`;
}
