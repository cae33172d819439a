import type { Evidence, Heard, Probed } from "../evidence.ts";
import { isPreflight, lines } from "./answers.ts";
import type { Found } from "./found.ts";

/**
 * Credentials are allowed, and the cookies that are set with them are not kept, or not sent along. Chromium decides,
 * which keeps what is set right; Firefox keeps such cookies apart for each site and Safari keeps none of another
 * site, whatever their attributes.
 */
export function findCookies({ probes }: Evidence): readonly Found[] {
  return probes.flatMap((probed) => {
    const { probe, outcomes, heard } = probed;
    if (outcomes.chromium.verdict !== "readable" || probe.purpose === "attack" || probe.purpose === "error-page")
      return [];
    const answer = heard.findLast((one) => !isPreflight(one) && lines(one, "set-cookie").length > 0);
    return answer === undefined ? [] : lost(probed, answer);
  });
}

function lost({ probe, outcomes }: Probed, answer: Heard): readonly Found[] {
  const { cookies } = outcomes.chromium;
  const kept = new Set(cookies.filter(({ action }) => action === "stored").map(({ name }) => name));
  return cookies
    .filter(({ name, action }) => /^(rejected|withheld)$/.test(action) && !hasTwin(name, kept))
    .map(({ name, reason }) => ({
      code: "cookie-not-cross-site" as const,
      severity: "warning" as const,
      about: name,
      message: `the cookie ${name} goes along with no request from ${probe.origin}: ${reason ?? "it is refused"}`,
      cause:
        "Credentials are allowed, and CORS is right; but a cookie of another site is kept and sent only with SameSite=None and Secure, and by Safari not even then.",
      fix: "Set it with SameSite=None; Secure (and Partitioned, where third-party cookies are blocked). Better: serve API and page from one site, or use an Authorization header.",
      shown: [answer],
    }));
}

/** Load balancers of AWS set a second cookie for this very reason (AWSALBCORS). */
function hasTwin(name: string, kept: ReadonlySet<string>): boolean {
  return kept.has(`${name}CORS`);
}
