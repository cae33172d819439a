import { parse } from "acorn";
import type { Position } from "./position.ts";

/** Where a module's JavaScript goes wrong: Node's own error has it on stderr alone. Undefined where it parses. */
export function syntaxFault(text: string): Position | undefined {
  try {
    parse(text, { ecmaVersion: "latest", sourceType: "module" });
    return undefined;
  } catch (error) {
    const at: unknown = error instanceof SyntaxError && "loc" in error ? error.loc : undefined;
    return isLocation(at) ? { line: at.line, column: at.column + 1 } : undefined;
  }
}

function isLocation(value: unknown): value is { line: number; column: number } {
  return typeof value === "object" && value !== null && "line" in value && "column" in value;
}
