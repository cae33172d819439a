import { CannotRun } from "../cannot-run.ts";

/** Where in a file an emission goes. */
export interface Place {
  /** As a person wrote it, for messages. */
  readonly file: string;
  /** What the file has now. */
  readonly text: string;
  /** As the command line calls it: `nginx`. */
  readonly target: string;
}

/**
 * The file with the emission in its place: in a JSON file its top-level keys, in any other the lines between the
 * markers, indented as the first of them.
 *
 * @returns undefined where the file is no JSON object and has no markers: then all of it would be the emission
 * @throws CannotRun where markers are out of order, and for JSON with a fault
 */
export function placed({ file, text, target }: Place, output: string): string | undefined {
  const given = jsonObject(output);
  if (given === undefined || !text.trimStart().startsWith("{")) return placedLines({ file, text, target }, output);
  const old = jsonObject(text);
  if (old !== undefined) return placedKeys(text, old, given);
  const whole = placedLines({ file, text, target }, output);
  if (whole === undefined) throw new CannotRun(`${file} is no JSON`, "mend its syntax, and run it again");
  return whole;
}

/** The lines that mark the place, for a file whose comments begin with `#`. */
export function markers(target: string): string {
  return `# corskit emit ${target}: begin\n# corskit emit: end`;
}

function placedLines({ file, text, target }: Place, output: string): string | undefined {
  const lines = text.split("\n");
  const begins = indexesOf(lines, `corskit emit ${target}: begin`);
  const [begin, second] = begins;
  if (begin === undefined) return undefined;
  const end = lines.findIndex((line, i) => i > begin && line.includes("corskit emit: end"));
  if (end === -1 || (second !== undefined && second < end)) {
    throw new CannotRun(
      `${file}:${begin + 1}: the block that begins here has no end`,
      'write "# corskit emit: end" where it ends',
    );
  }
  if (second !== undefined) {
    throw new CannotRun(
      `${file}:${second + 1}: there is another block of ${target}, which begins in line ${begin + 1}`,
      "keep one of them",
    );
  }
  const indent = /^\s*/.exec(lines[begin] ?? "")?.[0] ?? "";
  const newline = lines[begin]?.endsWith("\r") ? "\r" : "";
  const block = output
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? newline : indent + line + newline));
  return [...lines.slice(0, begin + 1), ...block, ...lines.slice(end)].join("\n");
}

function indexesOf(lines: readonly string[], part: string): readonly number[] {
  return lines.flatMap((line, i) => (line.includes(part) ? [i] : []));
}

function placedKeys(text: string, old: Record<string, unknown>, given: Record<string, unknown>): string {
  // Formatters break lines as they like: what says the same stays as it is.
  const isSame = Object.entries(given).every(([key, value]) => JSON.stringify(old[key]) === JSON.stringify(value));
  if (isSame) return text;
  const indent = /^[ \t]+/m.exec(text)?.[0] ?? "  ";
  const whole = `${JSON.stringify({ ...old, ...given }, null, indent)}\n`;
  return (text.startsWith(MARK) ? MARK : "") + (text.includes("\r\n") ? whole.replaceAll("\n", "\r\n") : whole);
}

/** The byte order mark. */
const MARK = "\ufeff";

function jsonObject(text: string): Record<string, unknown> | undefined {
  if (!text.trimStart().startsWith("{")) return undefined;
  try {
    return JSON.parse(text.startsWith(MARK) ? text.slice(1) : text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
