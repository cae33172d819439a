/** A directive with a block (https://caddyserver.com/docs/caddyfile/concepts#blocks). @param lines may have blocks in them */
export function block(head: string, lines: readonly string[]): string {
  return `${head} {\n${lines.map((line) => line.trimEnd().replace(/^/gm, "\t")).join("\n")}\n}\n`;
}

/** A regular expression as a word. Backticks keep all as it is; where it has one, quotes do, in which only they are escaped. */
export function matches(source: string): string {
  return source.includes("`") ? `"~${source.replaceAll('"', '\\"')}"` : `\`~${source}\``;
}
