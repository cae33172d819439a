import type { Played } from "./lab.ts";

/** Links that came to something else than was predicted, in full; empty where there is none. */
export function report(played: readonly Played[]): string {
  return played
    .filter(({ differences }) => differences.length > 0)
    .map(({ link, differences }) => {
      const lines = differences.map(
        ({ visit, what, predicted, observed }) =>
          `  visit ${visit}, ${what}:\n    predicted ${predicted}\n    observed  ${observed}`,
      );
      return `#s=${link}\n${lines.join("\n")}`;
    })
    .join("\n");
}
