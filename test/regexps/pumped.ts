import { cpuTime } from "../support/cpu-time.ts";

const LENGTH = 30_000;
/** Milliseconds of the processor: a hundred times what is read in proportion takes, a tenth of what is not. */
const MOST = 60;
/** Of a pattern's own characters. */
const MOST_CHARACTERS = 9;

/**
 * Replaces all matches in long texts of one or two of the pattern's characters, again and again, with each of them or
 * none before that. recheck proves nothing of a pattern that looks ahead or behind, nor of matches one after another.
 *
 * @returns the text that takes long, in words
 */
export function pumped(pattern: string, flags: string): string | undefined {
  const expression = new RegExp(pattern, flags.includes("g") ? flags : `${flags}g`);
  const characters = [...new Set(`${pattern.replaceAll(/\\[dDwWsSbB]|\{[\d,]*\}/g, "")}a1 `)].slice(0, MOST_CHARACTERS);
  const units = characters.flatMap((one) => [one, ...characters.filter((other) => other !== one).map((b) => one + b)]);
  for (const unit of units) {
    const long = unit.repeat(LENGTH / unit.length);
    for (const first of unit.length === 1 ? ["", ...characters] : [""]) {
      for (const last of ["", "\u0001"]) {
        const text = first + long + last;
        const isFast = (): boolean => cpuTime(() => text.replace(expression, "")) < MOST;
        // What else goes on in the process can be slow once.
        if (isFast() || isFast() || isFast()) continue;
        return `${JSON.stringify(first)}, ${JSON.stringify(unit)} again and again and ${JSON.stringify(last)} take long`;
      }
    }
  }
  return undefined;
}
