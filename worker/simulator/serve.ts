import { RUN } from "./site.ts";
import { Run, say } from "./run.ts";

/** Where runs are kept: every request of one run has to meet the same `Run`. */
export type Runs = (run: string, request: Request) => Response | Promise<Response>;

/**
 * The real server of scenarios.
 *
 * @returns undefined for a path that is not its own
 */
export function serveScenario(request: Request, runs: Runs): Response | Promise<Response> | undefined {
  const [, kind, run = ""] = new URL(request.url).pathname.split("/");
  if (kind !== "s" && kind !== "runs") return undefined;
  return RUN.test(run) ? runs(run, request) : say(404, "There is no such run.");
}

const MOST = 500;
const LIFETIME = 600_000;

/** Runs in the memory of one process: at most so many, for ten minutes from the first request of each. */
export function runsInMemory(now: () => number = Date.now): Runs {
  const runs = new Map<string, { readonly run: Run; readonly since: number }>();
  return (id, request) => {
    // The oldest come first in a Map.
    for (const [key, { since }] of runs) {
      if (runs.size < MOST && now() - since < LIFETIME) break;
      runs.delete(key);
    }
    const known = runs.get(id) ?? { run: new Run(), since: now() };
    runs.set(id, known);
    return known.run.fetch(request);
  };
}
