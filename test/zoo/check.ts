import type { Engine, FailureCode } from "../../src/browser/index.ts";
import type { Probe } from "../../src/cli/check/evidence.ts";
import type { CheckOptions } from "../../src/cli/check/options.ts";
import { run } from "../../src/cli/check/run.ts";
import type { Finding } from "../../src/cli/finding.ts";
import { openTerminal } from "../../src/cli/terminal.ts";
import { PAGE, type Animal } from "./animal.ts";
import type { PageRequest } from "./witness.ts";
import type { Visit } from "./zoo.ts";

/** What `--json` prints, as far as the zoo looks at it. */
export interface Report {
  readonly verdicts: readonly Verdict[];
  readonly findings: readonly Finding[];
}

export interface Verdict extends Omit<Probe, "request"> {
  readonly request: PageRequest;
  /** Whether corskit did not send what a browser would. */
  readonly heldBack: boolean;
  readonly engines: Readonly<Record<Engine, EngineVerdict>>;
}

export interface EngineVerdict {
  readonly verdict: "readable" | "opaque" | "blocked" | "network-error";
  readonly status: number | null;
  readonly failure: { readonly code: FailureCode; readonly console: string | null } | null;
}

/** @returns milliseconds: far over what an answer takes on a machine that is busy, and little for a server that hangs */
export function patienceWith({ finding }: Pick<Animal, "finding">): number {
  return finding === "connection-timeout" ? 500 : 60_000;
}

/** The options of `corskit check` for an animal: all but its URL. */
export function optionsFor(animal: Animal, { resolve }: Visit): CheckOptions {
  const { asked, origin = PAGE } = animal;
  const { method, headers = [], body, credentials } = asked;
  return {
    origin: [origin],
    ...(method === undefined ? {} : { method }),
    header: headers.map(([name, value]) => `${name}: ${value}`),
    ...(typeof body === "string" ? { body } : {}),
    ...(credentials === "include" ? { credentials: true } : {}),
    resolve,
    maxRequests: 80,
    timeout: patienceWith(animal),
  };
}

/** Runs `corskit check --json` on an animal, in this process. */
export async function check(animal: Animal, visit: Visit): Promise<Report> {
  let printed = "";
  const terminal = openTerminal(process);
  const out = (text: string): void => {
    printed += text;
  };
  await run([visit.url], { ...optionsFor(animal, visit), json: true }, { ...terminal, out });
  return JSON.parse(printed) as Report;
}
