import { cpus, totalmem } from "node:os";
import { table } from "../../bench/report/markdown.ts";
import type { Compared } from "./latency.ts";
import type { Ratio, Waited } from "./ratio.ts";
import { MOST_GROWTH, MOST_LATENCY, type Tried } from "./try-runtime.ts";

/** In the order of their times. */
const KINDS = "without the headers, with them constant, by hand, by the policy";

/** What was found, as a table in Markdown. */
export function tableOf(tried: readonly Tried[]): string {
  const rows: readonly (readonly [string, (one: Tried) => string])[] = [
    ["seconds, after the warm-up", ({ seconds }) => seconds.toFixed(0)],
    ["visits", ({ seen }) => count(seen.visits)],
    ["of them aborted by the client", ({ seen }) => count(seen.aborted)],
    ["responses, each of them checked", ({ seen }) => count(seen.answers)],
    ["of them 504 for want of time", ({ seen }) => count(seen.tooSlow)],
    ["visits per second", ({ seen, seconds }) => count(Math.round(seen.visits / seconds))],
    ["load of the machine", ({ machineLoad }) => percent(machineLoad)],
    ["load of one core by the server", ({ serverLoad }) => (serverLoad === undefined ? "-" : percent(serverLoad))],
    ["heap before, after", ({ heap }) => `${megabytes(heap.before)}, ${megabytes(heap.after)}`],
    [`growth, at most ${MOST_GROWTH}`, ({ heap }) => (heap.after / heap.before).toFixed(3)],
    ["latency at so many requests per second", ({ latency }) => count(latency.rate)],
    [`median ${KINDS}`, ({ latency }) => waits(latency.paced, "median")],
    [`p99 ${KINDS}`, ({ latency }) => waits(latency.paced, "p99")],
    [`p99 with the policy to that without, at most ${MOST_LATENCY}`, ({ latency }) => ratio(latency.paced.ratio)],
    ["to that with the headers by hand", ({ latency }) => ratio(latency.paced.toHand)],
    ["at the limit, median", ({ latency }) => waits(latency.atLimit, "median")],
    ["at the limit, p99", ({ latency }) => waits(latency.atLimit, "p99")],
    [`at the limit, of the p99s, at most ${MOST_LATENCY}`, ({ latency }) => ratio(latency.atLimit.ratio)],
    ["at the limit, to that with the headers by hand", ({ latency }) => ratio(latency.atLimit.toHand)],
    ["faults", ({ faults }) => String(faults.length)],
  ];
  return table(
    ["", ...tried.map(({ name }) => name)],
    rows.map(([title, cell]) => [title, ...tried.map(cell)]),
  );
}

/** Where and how it was found. */
export function machineOf(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${memory} GB, Node.js ${process.versions.node}`;
}

const waits = ({ waited }: Compared, which: keyof Waited): string =>
  `${waited.map((one) => one[which].toFixed(2)).join(", ")} ms`;
const ratio = ({ measured, from, to }: Ratio): string =>
  `${measured.toFixed(2)} (${from.toFixed(2)} to ${to.toFixed(2)})`;
const count = (value: number): string => value.toLocaleString("en");
const percent = (share: number): string => `${Math.round(share * 100)} %`;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;
