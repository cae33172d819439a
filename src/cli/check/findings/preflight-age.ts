import { PROFILES } from "../../../browser/index.ts";
import { extractSeconds } from "../../../browser/header-list.ts";
import type { Evidence } from "../evidence.ts";
import { answeredBy, friendly, header, isOk, isPreflight, letsIn, named, quote } from "./answers.ts";
import { BROWSER_NAMES, BROWSERS } from "./blocked.ts";
import type { Found } from "./found.ts";

/** Below this a page that is in use asks again and again, in seconds. */
const LOW = 60;

/** How long browsers keep the preflight's answer, where that is not what was meant. */
export function findPreflightAge(evidence: Evidence): readonly Found[] {
  for (const probed of friendly(evidence)) {
    const { origin } = probed.probe;
    const answer = answeredBy(probed).find((heard) => isPreflight(heard) && isOk(heard) && letsIn(heard, origin));
    if (answer === undefined) continue;
    const seconds = extractSeconds(answer.response.headers, "access-control-max-age");
    const said = header(answer, "access-control-max-age");
    const found = (
      code: Found["code"],
      severity: Found["severity"],
      message: string,
      cause: string,
      fix: string,
    ): readonly Found[] => [{ code, severity, about: named(answer), message, cause, fix, shown: [answer] }];
    if (seconds === "failure" || (seconds !== null && seconds < 0)) {
      return found(
        "max-age-invalid",
        "warning",
        `Access-Control-Max-Age is ${quote(said ?? "")}, which is no number of seconds`,
        "Browsers take it for absent: Chrome and Safari keep the answer for 5 seconds, Firefox not at all.",
        "Send digits alone, once: Access-Control-Max-Age: 7200.",
      );
    }
    if (seconds === null || seconds < LOW) {
      return found(
        "max-age-low",
        "info",
        seconds === null ? "Access-Control-Max-Age is missing" : `Access-Control-Max-Age is ${seconds}`,
        seconds === null
          ? "Browsers keep the preflight's answer for 5 seconds then: nearly every request costs two."
          : "Browsers ask again for nearly every request, which costs a round trip each time.",
        "Send Access-Control-Max-Age: 7200, the most that Chrome keeps; less while the policy still changes.",
      );
    }
    // Safari's 600 is so low that everybody's value is over it.
    if (seconds > PROFILES.chromium.maxAgeCap) {
      const kept = BROWSERS.map(
        (engine) => `${BROWSER_NAMES[engine]} ${Math.min(seconds, PROFILES[engine].maxAgeCap)}`,
      );
      return found(
        "max-age-beyond-caps",
        "info",
        `Access-Control-Max-Age is ${said}; of that, in seconds, ${kept.join(", ")} are kept`,
        "Each engine has a cap of its own, and takes a longer time for that.",
        "Nothing breaks. Do not count on a longer time than 7200 seconds, nor on a change being seen sooner.",
      );
    }
  }
  return [];
}
