import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { EXAMPLES } from "../../worker/simulator/gallery.ts";
import { predict } from "../../worker/simulator/predict.ts";
import { readHash } from "../../worker/simulator/ui/location.ts";

export const ROOT: string = fileURLToPath(new URL("../../", import.meta.url));

/** Where `npm start` and `corskit simulate` have the simulator. */
export const SIMULATOR = "http://app.localhost:8787/";

/** A link of a page into the simulator, and what its title claims to be seen there. */
export interface SimulatorLink {
  readonly file: string;
  /** From the `#` on. */
  readonly hash: string;
  /** `reads 200`, `opaque`, `blocked: <code>`, `fails: <code>` or `refused: <code>`; empty where it claims nothing. */
  readonly claim: string;
}

/** All of the documentation's links with a scenario in them. */
export function simulatorLinks(): readonly SimulatorLink[] {
  return globSync(["*.md", "docs/**/*.md"], { cwd: ROOT, exclude: ["**/node_modules/**"] }).flatMap((file) =>
    [
      ...readFileSync(join(ROOT, file), "utf8").matchAll(
        /\]\(http:\/\/app\.localhost:8787\/(#[^)\s]+)(?: "([^"]*)")?\)/g,
      ),
    ].map(([, hash = "", claim = ""]) => ({ file, hash, claim })),
  );
}

/**
 * What the model makes of a link's scenario: of several visits the first failure, else the last verdict.
 *
 * @throws Error where the address holds no scenario
 */
export async function seenAt(hash: string): Promise<string> {
  const { scenario, engine, fault } = readHash(hash, EXAMPLES);
  if (fault !== null) throw new Error(`${hash}: ${fault}`);
  const { visits, fault: refused } = await predict(scenario, engine ?? "standard");
  if (refused !== null) return `refused: ${refused.issues[0]?.code}`;
  const visit = visits.find(({ outcome }) => outcome.failure !== null) ?? visits.at(-1);
  const { verdict, failure } = visit?.outcome ?? {};
  if (failure) return `${verdict === "blocked" ? "blocked" : "fails"}: ${failure.code}`;
  return verdict === "readable" ? `reads ${visit?.status}` : String(verdict);
}
