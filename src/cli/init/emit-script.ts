import type { TargetName } from "../../emit/targets.ts";

/** One `corskit emit` of a package's script. */
export interface EmitStep {
  readonly target: TargetName;
  /** What follows the target, but for the file that is written: the comment of the output tells it. */
  readonly source: string;
  /** The emitter's own options, `--zone-id a` as zoneId. */
  readonly options: Readonly<Record<string, string | true>>;
  /** The file that it is written to, whole or between markers. */
  readonly file: string;
}

/**
 * What a template's script `emit` runs: `corskit emit <target> <config> [options] --into <file>`, several of them
 * with `&&` between.
 */
export function readEmitScript(script: string): readonly EmitStep[] {
  return script.split(" && ").map(readStep);
}

function readStep(command: string): EmitStep {
  const [place = "", ...written] = / --(?:into|out) (\S+)/.exec(command) ?? [];
  const [binary, emit, target, config, ...rest] = command.replace(place, "").split(" ");
  const options: Record<string, string | true> = {};
  for (const [i, word] of rest.entries()) {
    const next = rest[i + 1];
    if (!word.startsWith("--")) continue;
    const name = word.slice(2).replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    options[name] = next === undefined || next.startsWith("--") ? true : next;
  }
  const [file] = written;
  if (binary !== "corskit" || emit !== "emit" || config === undefined || file === undefined) {
    throw new Error(`the template's script emit has ${JSON.stringify(command)}`);
  }
  return { target: target as TargetName, source: [config, ...rest].join(" "), options, file };
}
