import type { HeaderLine } from "../../../../src/browser/index.ts";

export function formatLines(lines: readonly HeaderLine[]): string {
  return lines.map(([name, value]) => `${name}: ${value}`).join("\n");
}

/** Reads header lines as DevTools shows them. What has no colon is none, and is left out. */
export function parseLines(text: string): readonly HeaderLine[] {
  return text.split("\n").flatMap((line): readonly HeaderLine[] => {
    const colon = line.indexOf(":", 1);
    return colon === -1 ? [] : [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()]];
  });
}

/** What is wrong with the first line that is no header, or undefined. */
export function faultOfLines(text: string): string | undefined {
  const wrong = text.split("\n").findIndex((line) => line.trim() !== "" && line.indexOf(":", 1) === -1);
  return wrong === -1 ? undefined : `Line ${wrong + 1} is no header line, and is left out. Write Name: value.`;
}
