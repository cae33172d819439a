// Runs in a page of the simulator's site: plays links for real, and compares.
import { decodeScenario, isDecodeError } from "../../worker/simulator/codec.ts";
import { compare, type Difference } from "../../worker/simulator/compare.ts";
import { engineOf, newRun, observe, type Observation } from "../../worker/simulator/observe.ts";
import { siteOf, type Site } from "../../worker/simulator/site.ts";
import { predictStaged, stage } from "../../worker/simulator/stage.ts";

/** What came of a link. */
export interface Played {
  readonly link: string;
  /** Why it cannot be run for real; empty where it can. */
  readonly obstacles: readonly string[];
  readonly differences: readonly Difference[];
  readonly observation: Observation | null;
}

async function play(link: string, site: Site): Promise<Played> {
  const scenario = decodeScenario(link);
  if (isDecodeError(scenario)) throw new Error(scenario.message);
  const staged = await stage(scenario, site, newRun());
  if ("obstacles" in staged) return { link, obstacles: staged.obstacles, differences: [], observation: null };
  const prediction = await predictStaged(staged, engineOf(navigator));
  const observation = await observe(staged);
  return { link, obstacles: [], differences: compare(prediction, observation), observation };
}

/**
 * One after the other: some use the demo's cookie, which is the same for all.
 *
 * @param site where to play them, if not on the page's own hosts
 * @returns JSON of `Played[]`
 */
export async function playAll(json: string, site: Site = siteOf(location.href)): Promise<string> {
  const played: Played[] = [];
  for (const link of JSON.parse(json) as readonly string[]) played.push(await play(link, site));
  return JSON.stringify(played);
}

Object.assign(globalThis, { playAll });
