import { CONFIG, preflightRequest } from "../contenders/asked.ts";
import type { Aim, Contender, TimedRow } from "../harness/row.ts";
import { cors } from "../../src/index.ts";

const listing = cors(CONFIG);
const echoing = cors({ ...CONFIG, allowHeaders: ["*"] });

/** Names of sixteen bytes, as many as that takes. */
const names = (bytes: number): string =>
  Array.from({ length: bytes / 16 }, (_, i) => `x-name-${10_000_000 + i}`).join();
const asked = {
  "two names": preflightRequest(),
  "16 KB": preflightRequest(names(16 * 1024)),
  "1 MB": preflightRequest(names(1024 * 1024)),
};

const aim = (policy: string, size: string, atMost: number): Aim => ({
  name: `${policy}, ${size} / two names`,
  of: `${policy}, ${size}`,
  against: `${policy}, two names`,
  atMost,
});

export const requestHeaders: TimedRow = {
  id: "request-headers",
  title: "A preflight request with very long Access-Control-Request-Headers",
  runtimes: ["node", "workerd"],
  contenders: () =>
    Object.entries(asked).flatMap(([size, request]): Contender[] => [
      { name: `corskit, a list, ${size}`, run: () => listing.preflight(request) },
      { name: `corskit, echoing, ${size}`, run: () => echoing.preflight(request) },
    ]),
  aims: [
    aim("corskit, a list", "16 KB", 1.1),
    aim("corskit, a list", "1 MB", 1.1),
    aim("corskit, echoing", "16 KB", 3),
    aim("corskit, echoing", "1 MB", 3),
  ],
};
