import { decisionsFor } from "./decisions.ts";
import { expectation } from "./expect.ts";
import { observe, type Observation } from "./observe.ts";
import type { Route } from "./routes.ts";
import type { Row } from "./row.ts";

/** Who calls whom, and how. */
export interface Target {
  /** The page's origin. */
  readonly origin: string;
  readonly api: string;
  readonly credentials: boolean;
}

export interface Runner {
  /** Starts anew: gives up what is running, and asks what the policy says now. */
  aim(target: Target): Promise<void>;
  run(row: Row): Promise<void>;
  runAll(): Promise<void>;
}

/** @param tell told what came of it so far, for people to read; and whether all rows are being run */
export function createRunner(rows: readonly Row[], tell: (summary: string, runningAll: boolean) => void): Runner {
  const settled = new Map<Row, { readonly outcome: Observation["outcome"]; readonly agrees: boolean | undefined }>();
  const running = new Set<Row>();
  let controller = new AbortController();
  let target: Target | undefined;
  let runningAll = false;

  async function run(row: Row): Promise<void> {
    const { signal } = controller;
    if (target === undefined || running.has(row)) return;
    running.add(row);
    row.begin();
    try {
      const observation = await observe(row.route, target.api, target.credentials, signal, row.show);
      if (signal.aborted) return;
      settled.set(row, { outcome: observation.outcome, agrees: row.settle(observation) });
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      // What took its place is not to be marked as done.
      if (!signal.aborted) running.delete(row);
    }
  }

  function summary(): string {
    const results = [...settled.values()];
    const count = (outcome: Observation["outcome"]): number =>
      results.filter((result) => result.outcome === outcome).length;
    const parts = (["readable", "blocked"] as const).map((outcome) => `${count(outcome)} ${outcome}`);
    const lost = count("unreachable");
    if (lost > 0) parts.push(`${lost} without an answer`);
    const differing = results.filter(({ agrees }) => agrees === false).length;
    const verdict = differing === 0 ? "all as the policy says" : `${differing} NOT as the policy says`;
    return lost === results.length ? "Nothing answered. Is the API running?" : `${parts.join(", ")}: ${verdict}.`;
  }

  return {
    async aim(next) {
      controller.abort();
      controller = new AbortController();
      const { signal } = controller;
      target = undefined;
      runningAll = false;
      running.clear();
      settled.clear();
      tell("", false);
      const routes = rows.map(({ route }) => route);
      const decisions = await decisionsFor(routes, next.origin, next.api);
      if (signal.aborted) return;
      for (const row of rows) {
        const decided = decisions.get(row.route);
        if (decided === undefined) throw new Error(`the policy said nothing of ${row.route.id}`);
        row.expect(expectation(row.route, decided, next.origin, next.credentials), decided, sentLines(row.route, next));
      }
      target = next;
    },
    async run(row) {
      await run(row);
      if (settled.size > 0) tell(summary(), runningAll);
    },
    async runAll() {
      if (runningAll || target === undefined) return;
      const { signal } = controller;
      runningAll = true;
      // One after the other: what one route signs in, the next one uses.
      for (const [i, row] of rows.entries()) {
        tell(`Running ${i + 1} of ${rows.length}`, true);
        await run(row);
        if (signal.aborted) return;
      }
      runningAll = false;
      tell(summary(), false);
    },
  };
}

function sentLines({ method, path, headers = {}, body }: Route, { origin, api, credentials }: Target): string {
  return [
    `${method} ${api}${path}`,
    `Origin: ${origin}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `(credentials: ${credentials ? "include" : "omit"})`,
    ...(body === undefined ? [] : ["", body]),
  ].join("\n");
}
