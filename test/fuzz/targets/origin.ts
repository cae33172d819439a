import { compileMatcher } from "../../../src/policy/match.ts";
import { patternFault } from "../../../src/policy/pattern-fault.ts";

/** A pattern and origins, a line each: what the pattern covers is what an anchored regular expression says. */
export function fuzz(text: string): void {
  const [pattern = "", ...origins] = text.split("\n");
  const fault = patternFault(pattern);
  if (fault !== undefined) {
    if (fault.message === "" || fault.fix === "") throw new Error("a fault has no words");
    const fix: unknown = JSON.parse(fault.fix);
    if (typeof fix !== "string" || patternFault(fix) !== undefined)
      throw new Error(`${fault.fix} is no pattern either`);
    return;
  }
  const matches = compileMatcher([pattern]);
  for (const origin of [...origins, pattern]) {
    if (matches(origin) !== naive(pattern, origin)) throw new Error(`${pattern} ${origin}: ${matches(origin)}`);
  }
}

function naive(pattern: string, origin: string): boolean {
  if (!pattern.includes("*")) return origin === pattern;
  const source = pattern
    .replace(/[.[\]+]/g, String.raw`\$&`)
    .replace(/:\*$/, "(:[1-9][0-9]{0,4})?")
    .replace(String.raw`://*\.`, String.raw`://([a-z0-9_-]+\.)+`)
    .replace("://*", "://[a-z0-9_-]+");
  const port = Number(/:([0-9]+)$/.exec(origin)?.[1] ?? 1);
  const isDefault = /^https:.*[^:]:443$|^http:.*[^:]:80$/.test(origin);
  return new RegExp(`^${source}$`).test(origin) && port <= 65_535 && !isDefault && origin.length <= 512;
}
