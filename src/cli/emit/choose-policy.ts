import { dirname, join, relative, sep } from "node:path";
import { existsSync } from "node:fs";
import type { ResolvedConfig } from "../../index.ts";
import { CannotRun } from "../cannot-run.ts";
import type { LoadedConfig } from "../config/load-config.ts";
import { quoted, quoteWord } from "../../paste/quote-word.ts";

/** The policy that is emitted, and how a command line in the package's root names it. */
export interface Chosen {
  readonly config: ResolvedConfig;
  /** `src/cors.ts --policy api`. */
  readonly source: string;
}

/**
 * @param name of one of several policies; undefined where there is one
 * @throws CannotRun where there are several and none is named, or the one has faults
 */
export function choosePolicy({ file, shown, policies }: LoadedConfig, name: string | undefined): Chosen {
  const names = policies.map((policy) => policy.name);
  const [first] = name === undefined ? policies : policies.filter((policy) => policy.name === name);
  if (first === undefined || (name === undefined && policies.length > 1)) {
    throw new CannotRun(
      name === undefined
        ? `${shown} has ${policies.length} policies, and one is emitted at a time`
        : `${shown} has no policy ${name}`,
      `name it: ${names.map((one) => `--policy ${quoted(one)}`).join(", or ")}`,
    );
  }
  if (first.config === null) {
    const faults = first.issues.map(({ code, path, message }) => `\n  ${path || "config"}: ${message} (${code})`);
    throw new CannotRun(
      `${shown} has no valid policy${faults.join("")}`,
      `mend it: corskit lint ${quoteWord(shown)} says how`,
    );
  }
  const path = quoteWord(relative(rootOf(file), file).split(sep).join("/"));
  return { config: first.config, source: name === undefined ? path : `${path} --policy ${quoted(name)}` };
}

/** The output has to be the same wherever in the package it is made. */
function rootOf(file: string): string {
  for (let at = dirname(file); at !== dirname(at); at = dirname(at)) {
    if (existsSync(join(at, "package.json"))) return at;
  }
  return dirname(file);
}
