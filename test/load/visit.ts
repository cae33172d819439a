import type { Random } from "../engines/generate/random.ts";
import type { Answered, Asked } from "./connection.ts";
import { BEHAVIOURS } from "./handlers.ts";
import { APP, EVIL, HOST, OTHER } from "./policy.ts";

/** A request, and what has to come back. */
export interface Visit extends Asked {
  /** What the handler does, or "preflight". */
  readonly kind: string;
  readonly status: number;
  readonly breaks: boolean;
  readonly origin: string | null;
  /** The policy's own, but Vary, by their names in lower case. */
  readonly headers: Lines;
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

type Lines = Readonly<Record<string, string>>;

const ALLOWED: ReadonlySet<string | null> = new Set([APP, OTHER]);

/** What the policy says, by hand: what it decides is under test. */
function expectedOf(origin: string | null, isPreflight: boolean): Lines {
  if (origin === null || (!ALLOWED.has(origin) && !isPreflight)) return {};
  if (!ALLOWED.has(origin)) return { "x-content-type-options": "nosniff", "cache-control": "no-store" };
  const own = { "access-control-allow-origin": origin, "access-control-allow-credentials": "true" };
  if (!isPreflight) return { ...own, "access-control-expose-headers": "X-Request-Id" };
  return {
    ...own,
    "access-control-allow-methods": "GET,POST,PUT",
    "access-control-allow-headers": "Content-Type",
    "access-control-max-age": "600",
  };
}

/** Draws the next request of a client. */
export function drawVisit(random: Random): Visit {
  const origin = random.weighted(ORIGINS);
  const isPreflight = origin !== null && random.chance(12);
  const kind = random.weighted(KINDS);
  const isUpload = kind === "uploads" && !isPreflight;
  const method = isPreflight ? "OPTIONS" : isUpload ? "POST" : "GET";
  const { status, breaks = false, vary } = BEHAVIOURS[kind] ?? { status: 0 };
  const lines = [
    `${method} /${kind} HTTP/1.1`,
    `Host: ${HOST}`,
    ...(origin === null ? [] : [`Origin: ${origin}`]),
    ...(isPreflight ? ["Access-Control-Request-Method: PUT"] : []),
    ...(isUpload ? [`Content-Length: ${BODY.length}`, "Content-Type: text/plain"] : []),
  ];
  const ends = isUpload ? (["head", "upload", "sent", "answer"] as const) : (["head", "sent", "answer"] as const);
  return {
    kind: isPreflight ? "preflight" : kind,
    status: isPreflight ? (ALLOWED.has(origin) ? 204 : 403) : status,
    breaks: breaks && !isPreflight,
    origin,
    headers: expectedOf(origin, isPreflight),
    vary: vary === undefined || isPreflight ? "Origin" : `${vary},Origin`,
    head: `${lines.join("\r\n")}\r\n\r\n`,
    body: isUpload ? BODY : "",
    pause: isUpload && random.chance(50) ? 1 + random.below(10) : 0,
    aborts: random.chance(8) ? random.pick(ends) : undefined,
  };
}

/** Whether the answer is another one since the machine has others to serve: its clocks run, whatever it comes to do. */
export function isTooSlow({ kind, status }: Visit, head: string): boolean {
  if (kind === "preflight") return false;
  const other = status === 504 ? BEHAVIOURS[kind]?.orElse : 504;
  return other !== undefined && head.startsWith(`HTTP/1.1 ${other}`);
}

/** What is wrong with the answer, in words; "" where nothing is. */
export function faultOf(visit: Visit, { head, isWhole }: Answered): string {
  const { kind, status, breaks, origin, headers, aborts } = visit;
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
  for (const [name, value] of Object.entries(headers)) {
    const values = found.get(name);
    if (values?.length !== 1 || values[0] !== value) faults.push(`${name}: ${values?.join(" | ")}, not ${value}`);
  }
  for (const [name, values] of found) {
    if (name.startsWith("access-control-") && !(name in headers)) faults.push(`also ${name}: ${values.join(" | ")}`);
  }
  const vary = (found.get("vary") ?? []).flatMap((value) => value.split(/, */)).toSorted();
  if (vary.join(",") !== visit.vary) faults.push(`vary: ${vary.join(",")}, not ${visit.vary}`);
  return faults.length === 0 ? "" : `${kind} from ${origin}: ${faults.join("; ")}`;
}
