import { cors, CorsConfigError, type CorsConfigIssue } from "../../src/index.ts";
import type { AnyServer } from "../../src/fetch/serve.ts";
import type { PasteError } from "../../src/paste/pasted.ts";

/** Why a config text makes no policy. */
export interface ConfigFault {
  /** Why the text cannot be read; null where it can. */
  readonly unreadable: PasteError | null;
  /** What corskit says of the config, all of it at once. */
  readonly issues: readonly CorsConfigIssue[];
}

/** The policy of a config as one types it, `{ allowOrigins: ["https://app.example.com"] }`. Never rejects. */
export async function readConfig(text: string): Promise<AnyServer | ConfigFault> {
  // Most of it is a parser of JavaScript, which the page loads when there is something to parse.
  const { parseLiteral } = await import("../../src/paste/parse-literal.ts");
  const read = parseLiteral(text);
  if (!("value" in read)) return { unreadable: read, issues: [] };
  try {
    return cors(read.value as Parameters<typeof cors>[0]);
  } catch (error) {
    if (error instanceof CorsConfigError) return { unreadable: null, issues: error.issues };
    throw error;
  }
}
