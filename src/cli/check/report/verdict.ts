import type { Engine, Outcome } from "../../../browser/index.ts";
import type { Terminal } from "../../terminal.ts";
import type { Probed } from "../evidence.ts";
import { isUnsent } from "../wire/wire-error.ts";

/** How a report is to look. */
export type Look = Pick<Terminal, "colors" | "width">;

/** Engines by the names that people know. */
export const NAMES: Readonly<Record<Engine, string>> = {
  standard: "standard",
  chromium: "Chromium",
  firefox: "Firefox",
  webkit: "WebKit",
};

/** What an engine makes of a probe, in a word or two; `held back` where corskit did not send the last request. */
export function verdictOf(probed: Probed, engine: Engine): string {
  const { verdict, response, failure } = probed.outcomes[engine];
  if (verdict === "readable") return `reads ${response?.status ?? ""}`.trim();
  if (verdict === "opaque") return "opaque";
  if (failure?.code === "NetworkFailure" && isHeldBack(probed)) return "not sent";
  return verdict === "blocked" ? "blocked" : (NETWORK[failure?.code ?? ""] ?? "fails");
}

/** What is no CORS error, in the words of the table. */
const NETWORK: Readonly<Record<string, string>> = {
  NetworkFailure: "no answer",
  MixedContent: "mixed",
};

export function isHeldBack({ heard }: Probed): boolean {
  return heard.some(({ error }) => isUnsent(error));
}

/** Whether two engines saw the same: then one of them will do. */
export function sameOutcome(one: Outcome, two: Outcome): boolean {
  return signature(one) === signature(two);
}

function signature({ verdict, failure, exchanges }: Outcome): string {
  const sent = exchanges.map(({ kind, request, checks }) => [kind, request, checks]);
  return JSON.stringify([verdict, failure?.code, failure?.detail, sent]);
}
