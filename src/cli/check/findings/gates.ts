import type { Evidence } from "../evidence.ts";
import { addressSpaceOf } from "../../../browser/site.ts";
import { BROWSER_NAMES, BROWSERS, isGated } from "./blocked.ts";
import type { Found } from "./found.ts";

/** What browsers forbid before anything is sent, whatever the server would answer. */
export function findGates({ probes }: Evidence): readonly Found[] {
  return probes
    .filter(({ probe }) => probe.purpose === "wanted")
    .flatMap(({ probe, outcomes, heard }) =>
      BROWSERS.flatMap((engine) => {
        const { failure } = outcomes[engine];
        if (failure === null || !isGated(outcomes[engine])) return [];
        const { url } = probe.request;
        // Whoever checks a server on his own machine is developing.
        const isOwn = URL.canParse(url) && addressSpaceOf(new URL(url)) === "loopback";
        const isMixed = failure.code === "MixedContent";
        const found: Found = {
          code: isMixed ? "mixed-content" : "local-network-access",
          severity: isOwn ? "info" : isMixed ? "error" : "warning",
          about: BROWSER_NAMES[engine],
          message: `${BROWSER_NAMES[engine]} sends no request from ${probe.origin}: ${isMixed ? "mixed content" : "Local Network Access"}; this is not CORS`,
          cause: failure.cause,
          fix: failure.fix,
          shown: heard.slice(0, 1),
        };
        return [found];
      }),
    );
}
