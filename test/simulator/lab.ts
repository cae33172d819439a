// Runs in a page of the simulator's site: plays links for real, and compares.
import { decodeScenario, isDecodeError } from "../../worker/simulator/codec.ts";
import { compare, type Difference } from "../../worker/simulator/compare.ts";
import { engineOf } from "../../worker/simulator/engine-of.ts";
import { newRun, observe, type Observation } from "../../worker/simulator/observe.ts";
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

/** As many as a browser opens connections to a host. */
const AT_ONCE = 6;

/** More than differ by chance. */
const FEW = 10;

/** The demo's cookie is the same for all. */
function usesCookies(link: string): boolean {
  const scenario = decodeScenario(link);
  return isDecodeError(scenario) || scenario.page.credentials === "include";
}

/**
 * Those that use cookies play one after the other, the rest several at once.
 *
 * @param site where to play them, if not on the page's own hosts
 * @returns JSON of `Played[]`
 */
export async function playAll(json: string, site: Site = siteOf(location.href)): Promise<string> {
  const links = JSON.parse(json) as readonly string[];
  const played = new Map<string, Played>();
  const [alone, together] = [true, false].map((own) => links.filter((link) => usesCookies(link) === own));
  for (const link of alone ?? []) played.set(link, await play(link, site));
  const rest = [...(together ?? [])];
  const work = async (): Promise<void> => {
    for (let link = rest.pop(); link !== undefined; link = rest.pop()) played.set(link, await play(link, site));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  // Five seconds, the time for which a preflight's answer is kept by default, may pass between two requests on a
  // machine that has much else to do.
  const differing = links.filter((link) => played.get(link)?.differences.length !== 0);
  if (differing.length <= FEW) for (const link of differing) played.set(link, await play(link, site));
  return JSON.stringify(links.map((link) => played.get(link)));
}

Object.assign(globalThis, { playAll });
