import type { Evidence } from "../evidence.ts";
import {
  allAnswered,
  allowOrigin,
  header,
  isPreflight,
  named,
  originOf,
  variesOnOrigin,
  type Answered,
} from "./answers.ts";
import type { Found } from "./found.ts";

/** Statuses that caches keep unasked (https://httpwg.org/specs/rfc9110.html#overview.of.status.codes). */
const KEPT = new Set([200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501]);

/** Whether a cache may answer another request with this. */
function isCacheable(heard: Answered): boolean {
  const control = header(heard, "cache-control")?.toLowerCase() ?? "";
  if (control.includes("no-store")) return false;
  return KEPT.has(heard.response.status) || /max-age\s*=\s*[1-9]|s-maxage\s*=\s*[1-9]/.test(control);
}

/**
 * Answers that depend on the Origin and do not say so
 * (https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches): proven by answers to several origins, or to none.
 */
export function findVary(evidence: Evidence): readonly Found[] {
  const byUrl = new Map<string, Answered[]>();
  for (const heard of allAnswered(evidence)) {
    if (isPreflight(heard) || !/^(GET|HEAD)$/.test(heard.request.method)) continue;
    const key = heard.request.url;
    byUrl.set(key, [...(byUrl.get(key) ?? []), heard]);
  }
  return [...byUrl.values()].flatMap((answers) => {
    const pair = differing(answers);
    const silent = answers.filter((heard) => isCacheable(heard) && !variesOnOrigin(heard));
    const [first] = silent;
    if (pair === undefined || first === undefined) return [];
    // What lets an origin in is told of first.
    const shown = silent.find((heard) => allowOrigin(heard) !== null) ?? first;
    const others = pair.filter((heard) => heard !== shown);
    const found: Found = {
      code: "vary-origin-missing",
      severity: "warning",
      about: named(shown),
      message: `the answer to ${named(shown)} depends on the Origin, and ${whose(silent, answers)} lacks Vary: Origin`,
      cause:
        "A cache (a CDN's, the browser's own) may serve what was meant for one origin, or for a request without one, to another: pages are blocked now and then.",
      fix: "Send Vary: Origin on every response, also to requests without an Origin and from refused ones. Or send the same Access-Control-Allow-Origin to everybody.",
      shown: [shown, ...others].slice(0, 2),
    };
    return [found];
  });
}

/** Two answers to different origins (or none) with different headers. */
function differing(answers: readonly Answered[]): readonly Answered[] | undefined {
  for (const one of answers) {
    const other = answers.find((two) => originOf(two) !== originOf(one) && allowOrigin(two) !== allowOrigin(one));
    if (other !== undefined) return [one, other];
  }
  return undefined;
}

function whose(silent: readonly Answered[], answers: readonly Answered[]): string {
  if (silent.length === answers.length) return "it";
  if (silent.every((heard) => originOf(heard) === null)) return "the one to a request without an Origin";
  return silent.every((heard) => allowOrigin(heard) === null) ? "the one to a refused origin" : "one of them";
}
