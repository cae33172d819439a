import type { TargetName } from "../../emit/targets.ts";

/** One `corskit emit` of a package's script. */
export interface EmitStep {
  readonly target: TargetName;
  /** The config and the emitter's own options, as the output's comment tells them: `src/cors.ts --zone-id a`. */
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
  const [binary, emit, target, source, ...rest] = command.split(" ");
  const options: Record<string, string | true> = {};
  for (const [i, word] of rest.entries()) {
    const next = rest[i + 1];
    if (!word.startsWith("--")) continue;
    const name = word.slice(2).replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    options[name] = next === undefined || next.startsWith("--") ? true : next;
  }
  const { into, out, ...own } = options;
  const file = into ?? out;
  if (binary !== "corskit" || emit !== "emit" || source === undefined || typeof file !== "string") {
    throw new Error(`the template's script emit has ${JSON.stringify(command)}`);
  }
  const flags = rest.join(" ").replace(/ ?--(?:into|out) \S+/, "");
  return { target: target as TargetName, source: `${source} ${flags}`.trim(), options: own, file };
}
