import type { Colors } from "../terminal.ts";

/** A unified diff in colours, without the line of equals signs that the library puts first. */
export function paintPatch(patch: string, { red, green, dim }: Colors): string {
  const lines = patch.trimEnd().split("\n").slice(1);
  const paint = (line: string): string =>
    line.startsWith("-") ? red(line) : line.startsWith("+") ? green(line) : line.startsWith("@") ? dim(line) : line;
  return lines.map(paint).join("\n");
}
