import type { Evidence } from "../evidence.ts";
import { friendly } from "./answers.ts";
import { blockedOf, BROWSER_NAMES, BROWSERS, type Blocked } from "./blocked.ts";
import type { Found } from "./found.ts";

/** Read in one browser and blocked in another. */
export function findDifferences(evidence: Evidence): readonly Found[] {
  return friendly(evidence).flatMap((probed) => {
    const blocked = blockedOf(probed);
    if (blocked === undefined || blocked.heard === undefined) return [];
    const reads = BROWSERS.filter((engine) => probed.outcomes[engine].failure === null);
    if (reads.length === 0 || blocked.browsers.length === 0) return [];
    const list = (engines: Blocked["browsers"]): string => engines.map((one) => BROWSER_NAMES[one]).join(" and ");
    const found: Found = {
      code: "engines-differ",
      severity: "info",
      about: probed.probe.id,
      message: `${list(blocked.browsers)} ${blocked.browsers.length > 1 ? "block" : "blocks"} what ${list(reads)} ${reads.length > 1 ? "read" : "reads"} (${probed.probe.id})`,
      cause: "Engines leave the standard in places; docs/browser.md lists where.",
      fix: "Mend what is told of this request above: then all of them read it.",
      shown: [blocked.heard],
    };
    return [found];
  });
}
