import type { TimedRow } from "../harness/row.ts";
import { actual } from "../rows/actual.ts";
import { immutable } from "../rows/immutable.ts";
import { match } from "../rows/match.ts";
import { preflight } from "../rows/preflight.ts";
import { requestHeaders, requestHeadersEchoed } from "../rows/request-headers.ts";
import { timeLimit } from "../rows/time-limit.ts";

/** The tables of what runs everywhere. */
export const PORTABLE: readonly TimedRow[] = [
  actual,
  immutable,
  preflight,
  match,
  requestHeaders,
  requestHeadersEchoed,
  timeLimit,
];
