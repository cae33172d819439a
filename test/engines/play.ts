import { urlOf } from "./address.ts";
import type { Scenario, Seen, Step } from "./scenario.ts";

/** What the page needs to know of a step: everything but the answers. */
export interface PlayedStep extends Omit<Step, "hops" | "path"> {
  readonly url: string;
}

export interface Played {
  readonly id: string;
  readonly steps: readonly PlayedStep[];
}

/** What the page's JavaScript can tell of a step. */
export type PageSaw = Pick<Seen, "verdict" | "status" | "type" | "redirected" | "headers">;

/** What stands for a step in the page's console, so that its messages find theirs. */
export const MARKER = "corskit step";
/** The same for the end of a batch. */
export const END_MARKER = "corskit end";

export function toPlayed(scenario: Scenario, port: number): Played {
  return {
    id: scenario.id,
    steps: scenario.steps.map(({ hops, path, ...step }) => ({
      ...step,
      url: urlOf(scenario, path, hops[0].host, 0, port),
    })),
  };
}
