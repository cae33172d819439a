import { pathToFileURL } from "node:url";

/** A place in a text, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where a character of a text stands. */
export function positionOf(text: string, index: number): Position {
  const before = text.slice(0, Math.max(0, index)).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** `cors.config.ts:3:7`, or the file alone. */
export function place(file: string, position: Position | undefined): string {
  return position === undefined ? file : `${file}:${position.line}:${position.column}`;
}

/**
 * The innermost line of a file on an error's stack. Node has them as `at f (file:///a/b.ts:3:7)`, and those of
 * faults that it finds itself as `/a/b.ts:3` above the source line with a row of carets beneath.
 */
export function positionInStack(stack: string, file: string): Position | undefined {
  const lines = stack.slice(0, 20_000).split("\n");
  const names = [pathToFileURL(file).href, file];
  for (const [i, line] of lines.entries()) {
    const name = names.find((one) => line.includes(`${one}:`));
    if (name === undefined) continue;
    const [, row, column] = /^:(\d+)(?::(\d+))?/.exec(line.slice(line.indexOf(name) + name.length)) ?? [];
    if (row === undefined) continue;
    const caret = (lines[i + 2] ?? "").search(/\^/);
    return { line: Number(row), column: column === undefined ? Math.max(caret, 0) + 1 : Number(column) };
  }
  return undefined;
}
