import { whyFutile } from "./futile.ts";
import type { NameList, Report } from "./issue.ts";
import { CLOSED } from "./options.ts";

/** Reports the members of a list of methods or of headers that are none of a page's, and folds the others. */
export function foldNames(option: NameList, list: readonly unknown[], report: Report): readonly string[] {
  // Nothing has to be checked, and no regular expression compiled, for a default.
  if (list === CLOSED[option]) return Object.freeze(CLOSED[option]);
  const isMethod = option === "allowMethods";
  const folded = new Map<string, string>();
  for (const [i, name] of list.entries()) {
    const path = `${option}[${i}]`;
    if (typeof name !== "string") {
      report("config-invalid", path, name);
      continue;
    }
    const code = whyFutile(option, name);
    if (code !== undefined) report(code, path, name);
    const key = isMethod ? name : name.toLowerCase();
    if (!folded.has(key)) folded.set(key, name);
  }
  return Object.freeze([...folded.values()]);
}
