import type { CorsConfigIssue } from "../../../../src/index.ts";

/**
 * The line of a config's text at which an issue belongs: that of the value where it stands by itself, else that of
 * the option.
 *
 * @returns from 1; null where the text has no such option
 */
export function lineOfIssue(config: string, { path, value }: Pick<CorsConfigIssue, "path" | "value">): number | null {
  const lines = config.split("\n");
  const option = /^\w+/.exec(path)?.[0];
  if (option === undefined) return null;
  const first = lines.findIndex((line) => new RegExp(`(^|[\\s{,'"])${option}['"]?\\s*:`).test(line));
  if (first === -1) return null;
  const isMember = path.includes("[") && typeof value === "string";
  const at = isMember ? lines.findIndex((line, i) => i >= first && line.includes(value)) : first;
  return (at === -1 ? first : at) + 1;
}

/** Marks a line in a text field, for the eye and for the keyboard. */
export function selectLine(field: HTMLTextAreaElement, line: number): void {
  const lines = field.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  field.focus();
  field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
}
