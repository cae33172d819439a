import { decodeScenario, encodeScenario, isDecodeError } from "../codec.ts";
import { DEFAULT_PAGE, DEFAULT_RAW } from "../defaults.ts";
import type { Example, Scenario } from "../scenario.ts";

/** What an address holds. */
export interface Read {
  readonly scenario: Scenario;
  /** Why it is not the one that the address is of; null where it is. */
  readonly fault: string | null;
}

/** Reads `#example-id` or `#s=<encoded>`. Anything else is the first example, with a word on why. */
export function readHash(hash: string, examples: readonly Example[]): Read {
  const text = hash.replace(/^#/, "");
  const scenario = examples[0]?.scenario ?? { page: DEFAULT_PAGE, server: DEFAULT_RAW };
  if (text === "") return { scenario, fault: null };
  if (text.startsWith("s=")) {
    const decoded = decodeScenario(text.slice(2));
    if (!isDecodeError(decoded)) return { scenario: decoded, fault: null };
    return { scenario, fault: `This link could not be read: ${decoded.message} Below is an example instead.` };
  }
  const example = examples.find(({ id }) => id === text);
  if (example !== undefined) return { scenario: example.scenario, fault: null };
  return { scenario, fault: `There is no example of the name in this link. Below is another one.` };
}

/** What to write into the address: an example's name where it is one unchanged. */
export function hashOf(scenario: Scenario, examples: readonly Example[]): string {
  const example = exampleOf(scenario, examples);
  return example === undefined ? `#s=${encodeScenario(scenario)}` : `#${example.id}`;
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
