// What the generated pages are put together from.

/** Text that is no Markdown, for a paragraph or a cell. */
export function plain(text: string): string {
  return text.replaceAll(/[\\`*<>|[\]]/g, String.raw`\$&`).replaceAll("\n", " ");
}

/** A cause or a fix, which begin small as parts of a line in the terminal, as a sentence of its own. */
export function sentence(text: string): string {
  const whole = text.replace(/^[a-z]+(?=[ ,])/, (word) => word.charAt(0).toUpperCase() + word.slice(1));
  return plain(/[.!?]$/.test(whole) ? whole : `${whole}.`);
}

/** Code within a sentence or a cell. */
export function code(text: string): string {
  const fence = text.includes("`") ? "``" : "`";
  return fence + text.replaceAll(/\s+/g, " ") + fence;
}

export function block(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

/** @param rows cells that are Markdown already */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => text.replaceAll(/(?<!\\)\|/g, String.raw`\|`);
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A page: a heading, a note on where it comes from, and its parts. */
export function page(title: string, ...parts: readonly string[]): string {
  const note = "<!-- Made by npm run docs:reference, of the source. What is changed here by hand is lost. -->";
  return `${[`# ${title}`, note, ...parts].join("\n\n")}\n`;
}

/** A value as it is typed in JavaScript, a line for each option of an object. */
export function literal(value: unknown, isWhole = true): string {
  if (typeof value === "function" || value instanceof RegExp) return String(value);
  if (Array.isArray(value)) return `[${value.map((one) => literal(one, false)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? String(value);
  const options = Object.entries(value).map(([name, one]) => `${name}: ${literal(one, false)}`);
  if (options.length === 0) return "{}";
  const line = `{ ${options.join(", ")} }`;
  return isWhole && line.length > 100 ? `{\n${options.map((one) => `  ${one},\n`).join("")}}` : line;
}
