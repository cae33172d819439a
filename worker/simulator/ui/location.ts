import type { Engine } from "../../../src/browser/index.ts";
import { decodeScenario, encodeScenario, isDecodeError } from "../codec.ts";
import { DEFAULT_PAGE, DEFAULT_RAW } from "../defaults.ts";
import type { Example, Scenario } from "../scenario.ts";
import { ENGINES } from "./simulate.ts";

/** What an address holds. */
export interface Read {
  readonly scenario: Scenario;
  /** In which browser to show it; null for the visitor's own. */
  readonly engine: Engine | null;
  /** Why it is not the one that the address is of; null where it is. */
  readonly fault: string | null;
}

/**
 * Reads `#example-id` or `#s=<encoded>`, with `&in=<engine>` behind it where that was chosen. Anything else is the
 * first example, with a word on why.
 */
export function readHash(hash: string, examples: readonly Example[]): Read {
  const [text = "", shown] = hash.replace(/^#/, "").split("&in=", 2);
  const engine = ENGINES.find((one) => one === shown) ?? null;
  const first = examples[0]?.scenario ?? { page: DEFAULT_PAGE, server: DEFAULT_RAW };
  if (text === "") return { scenario: first, engine, fault: null };
  if (text.startsWith("s=")) {
    const decoded = decodeScenario(text.slice(2));
    if (!isDecodeError(decoded)) return { scenario: decoded, engine, fault: null };
    const fault = `This link could not be read: ${decoded.message} Below is an example instead.`;
    return { scenario: first, engine, fault };
  }
  const example = examples.find(({ id }) => id === text);
  if (example !== undefined) return { scenario: example.scenario, engine, fault: null };
  return { scenario: first, engine, fault: "There is no example of the name in this link. Below is another one." };
}

/** What to write into the address: an example's name where it is one unchanged. */
export function hashOf(scenario: Scenario, engine: Engine | null, examples: readonly Example[]): string {
  const example = exampleOf(scenario, examples);
  const what = example === undefined ? `s=${encodeScenario(scenario)}` : example.id;
  return `#${what}${engine === null ? "" : `&in=${engine}`}`;
}

export function exampleOf(scenario: Scenario, examples: readonly Example[]): Example | undefined {
  const encoded = encodeScenario(scenario);
  return examples.find((example) => encodeScenario(example.scenario) === encoded);
}

/** What keeps a scenario from being one, while it is typed; null where nothing does. */
export function faultOf(scenario: Scenario): string | null {
  const decoded = decodeScenario(encodeScenario(scenario));
  return isDecodeError(decoded) ? decoded.message : null;
}
