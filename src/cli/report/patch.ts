import type { Colors } from "../terminal.ts";

/** A unified diff in colours, without what the library puts above it. */
export function paintPatch(patch: string, { red, green, dim }: Colors): string {
  const lines = patch.trimEnd().split("\n");
  const first = lines.findIndex((line) => line.startsWith("--- "));
  const paint = (line: string): string =>
    line.startsWith("-") ? red(line) : line.startsWith("+") ? green(line) : line.startsWith("@") ? dim(line) : line;
  return lines.slice(first).map(paint).join("\n");
}
