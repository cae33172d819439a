import { CONFIG, preflightRequest } from "../contenders/asked.ts";
import type { Aim, Contender, TimedRow } from "../harness/row.ts";
import { cors } from "../../src/index.ts";

const listing = cors(CONFIG);
const echoing = cors({ ...CONFIG, allowHeaders: ["*"] });

/** Names of sixteen bytes, as many as that takes. */
const names = (kilobytes: number): string =>
  Array.from({ length: kilobytes * 64 }, (_, i) => `x-name-${10_000_000 + i}`).join();
const asked = {
  "two names": preflightRequest(),
  "16 KB": preflightRequest(names(16)),
  /** The most that Cloudflare lets through (https://developers.cloudflare.com/workers/platform/limits/#request-and-response-limits). */
  "128 KB": preflightRequest(names(128)),
  "1 MB": preflightRequest(names(1024)),
};

const contendersOf = (name: string, run: (request: Request) => unknown): Contender[] =>
  Object.entries(asked).map(([size, request]) => ({ name: `${name}, ${size}`, run: () => run(request) }));

const aimsOf = (name: string, atMost: number): Aim[] =>
  ["16 KB", "1 MB"].map((size) => ({
    name: `${name}, ${size} / two names`,
    of: `${name}, ${size}`,
    against: `${name}, two names`,
    atMost,
  }));

export const requestHeaders: TimedRow = {
  id: "request-headers",
  title: "A preflight request with very long Access-Control-Request-Headers, to a policy that lists its headers",
  runtimes: ["node", "workerd"],
  contenders: () => contendersOf("corskit, a list", listing.preflight),
  aims: aimsOf("corskit, a list", 1.1),
};

/** In a process of its own: a megabyte that is read is a megabyte to collect, whoever runs by then. */
export const requestHeadersEchoed: TimedRow = {
  id: "echoed-headers",
  title: "The same to a policy that echoes them",
  runtimes: ["node", "workerd"],
  contenders: () => [
    ...contendersOf("corskit, echoing", echoing.preflight),
    ...contendersOf("reading it alone", ({ headers }) => headers.get("Access-Control-Request-Headers")),
  ],
  aims: aimsOf("corskit, echoing", 3),
};
