import { cors, CorsConfigError, type CorsConfigIssue } from "../../src/index.ts";
import type { AnyServer } from "../../src/fetch/serve.ts";

/** Why a config text makes no policy. */
export interface ConfigFault {
  /** The text cannot be read: what is wrong and where. Null where it can. */
  readonly unreadable: string | null;
  /** What corskit says of the config, all of it at once. */
  readonly issues: readonly CorsConfigIssue[];
}

/** The policy of a config as one types it, `{ allowOrigins: ["https://app.example.com"] }`. Never throws. */
export function readConfig(text: string): AnyServer | ConfigFault {
  let config: unknown;
  try {
    config = JSON.parse(text.replaceAll(/([{,]\s*)(\w+):/g, '$1"$2":').replaceAll(/,(\s*[}\]])/g, "$1"));
  } catch (error) {
    return { unreadable: String(error), issues: [] };
  }
  try {
    return cors(config as Parameters<typeof cors>[0]);
  } catch (error) {
    if (error instanceof CorsConfigError) return { unreadable: null, issues: error.issues };
    return { unreadable: error instanceof Error ? error.message : String(error), issues: [] };
  }
}
