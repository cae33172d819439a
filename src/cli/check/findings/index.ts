import type { Finding } from "../../finding.ts";
import type { Evidence } from "../evidence.ts";

/** What is wrong with a server, by the evidence alone. */
export function findingsOf(_evidence: Evidence): readonly Finding[] {
  return [];
}
