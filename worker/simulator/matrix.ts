import type { Engine, Outcome } from "../../src/browser/index.ts";
import type { ConfigFault } from "./config.ts";
import { DEFAULT_PAGE, DEFAULT_POLICY } from "./defaults.ts";
import { predict } from "./predict.ts";
import type { PageSide } from "./scenario.ts";
import { suggestOrigins, type SuggestedOrigin } from "./suggest-origins.ts";

/** A column: something that pages ask for. */
export interface MatrixRequest {
  readonly name: string;
  readonly page: Partial<PageSide>;
}

/** What becomes of it for a page. */
export interface MatrixCell {
  readonly outcome: Outcome;
  /** In a word: `reads`, or the failure's code. */
  readonly result: string;
}

/** Who may read what under a config: a row for each origin, with a cell for each request. */
export interface Matrix {
  readonly requests: readonly MatrixRequest[];
  readonly rows: readonly { readonly origin: SuggestedOrigin; readonly cells: readonly MatrixCell[] }[];
}

const JSON_BODY: PageSide["body"] = { kind: "json", text: "{}" };

/** What tells the parts of a policy apart. */
export const SUGGESTED_REQUESTS: readonly MatrixRequest[] = [
  { name: "GET", page: {} },
  { name: "GET with credentials", page: { credentials: "include" } },
  { name: "POST JSON", page: { method: "POST", body: JSON_BODY } },
  { name: "PUT", page: { method: "PUT" } },
  { name: "DELETE with credentials", page: { method: "DELETE", credentials: "include" } },
  { name: "Authorization", page: { headers: [["Authorization", "Bearer x"]] } },
  { name: "X-Custom", page: { headers: [["X-Custom", "1"]] } },
];

/**
 * @param config as one types it
 * @param more origins that are asked about beside the suggested ones
 * @returns what is wrong with the config where it is no policy
 */
export async function matrixOf(
  config: string,
  engine: Engine,
  more: readonly string[] = [],
): Promise<Matrix | ConfigFault> {
  const suggested = await suggestOrigins(config);
  if (!("origins" in suggested)) return suggested;
  const own = more.map((origin): SuggestedOrigin => ({ origin, why: "asked about" }));
  const origins = [
    ...suggested.origins,
    ...own.filter(({ origin }) => !suggested.origins.some((one) => one.origin === origin)),
  ];
  const rows = await Promise.all(
    origins.map(async (origin) => ({
      origin,
      cells: await Promise.all(SUGGESTED_REQUESTS.map((request) => cellOf(config, engine, origin.origin, request))),
    })),
  );
  return { requests: SUGGESTED_REQUESTS, rows };
}

async function cellOf(config: string, engine: Engine, origin: string, { page }: MatrixRequest): Promise<MatrixCell> {
  const { visits } = await predict(
    // No page is to be on the local network, nor mixed: the policy alone is looked at.
    {
      page: { ...DEFAULT_PAGE, ...page, origin, localNetworkAccess: "granted" },
      server: { ...DEFAULT_POLICY, config },
    },
    engine,
  );
  const outcome = visits[0]?.outcome;
  if (outcome === undefined) throw new Error("a policy that was one is none");
  return { outcome, result: outcome.failure?.code ?? "reads" };
}
