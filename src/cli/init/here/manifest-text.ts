import type { Runner } from "./additions.ts";

type Manifest = Readonly<Record<string, unknown>> & {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
};

/** What `npm init` writes, which is no test. */
const PLACEHOLDER = /no test specified/;

/**
 * A package.json that depends on corskit, and has a script `test`. Its indentation and what it says otherwise stay.
 *
 * @param text a JSON object
 * @param range of corskit, where there is none yet
 */
export function withCorskit(text: string, range: string, runner: Runner): string {
  const manifest = JSON.parse(withoutMark(text)) as Manifest;
  const { dependencies = {}, scripts = {} } = manifest;
  const test = scripts["test"];
  const hasTest = test !== undefined && !PLACEHOLDER.test(test);
  const written = {
    ...manifest,
    ...(!hasTest && { scripts: { ...scripts, test: runner === "vitest" ? "vitest run" : "node --test" } }),
    dependencies: sorted({ corskit: range, ...dependencies }),
  };
  const indent = /^[ \t]+/m.exec(text)?.[0] ?? "  ";
  const json = JSON.stringify(written, null, indent) + (text.endsWith("\n") ? "\n" : "");
  return text.includes("\r\n") ? json.replaceAll("\n", "\r\n") : json;
}

/** Without the byte order mark that some editors begin a text with; npm takes it, and writes none. */
export function withoutMark(text: string): string {
  return text.replace(/^\ufeff/, "");
}

/** As npm does. */
function sorted(dependencies: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(dependencies).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
