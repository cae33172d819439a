import type { Engine, Exchange, Failure, FailureCode, Outcome } from "../../../browser/index.ts";
import type { Heard, Probed } from "../evidence.ts";
import { isUnsent } from "../wire/wire-error.ts";
import { isPreflight } from "./answers.ts";

export const BROWSERS = ["chromium", "firefox", "webkit"] as const satisfies readonly Engine[];

/** What people call them. */
export const BROWSER_NAMES = { chromium: "Chrome", firefox: "Firefox", webkit: "Safari" } as const;

/** What keeps a request from the network in one browser or another; no server can be judged by it. */
const GATES: ReadonlySet<FailureCode> = new Set([
  "MixedContent",
  "InsecureLocalNetwork",
  "LocalNetworkAccessPermissionDenied",
]);

/** A fetch that failed, seen where it can be told why. */
export interface Blocked {
  readonly probed: Probed;
  readonly failure: Failure;
  /** Where it failed; undefined where nothing was sent. */
  readonly exchange: Exchange | undefined;
  readonly heard: Heard | undefined;
  /** The browsers that block it. */
  readonly browsers: readonly (typeof BROWSERS)[number][];
}

export function isGated({ failure }: Outcome): boolean {
  return failure !== null && GATES.has(failure.code);
}

/** @returns undefined where no engine blocks it, nor the standard, by what the server answered */
export function blockedOf(probed: Probed): Blocked | undefined {
  const { outcomes } = probed;
  const browsers = BROWSERS.filter((engine) => outcomes[engine].failure !== null && !isGated(outcomes[engine]));
  const engine = (["standard", ...BROWSERS] as const).find(
    (one) => outcomes[one].failure !== null && !isGated(outcomes[one]),
  );
  const outcome = engine === undefined ? undefined : outcomes[engine];
  if (outcome === undefined || outcome.failure === null) return undefined;
  // What was held back says nothing of the server.
  if (outcome.failure.code === "NetworkFailure" && probed.heard.some(({ error }) => isUnsent(error))) return undefined;
  const exchange = outcome.exchanges.at(-1);
  return { probed, failure: outcome.failure, exchange, heard: heardOf(probed, exchange), browsers };
}

/** The exchange on the wire. */
function heardOf({ heard }: Probed, exchange: Exchange | undefined): Heard | undefined {
  if (exchange === undefined) return heard.at(-1);
  const { kind, request } = exchange;
  return heard.findLast((one) => one.request.url === request.url && isPreflight(one) === (kind === "preflight"));
}
