import type { Declaration, Declarations } from "./declarations.ts";
import { block, code, page } from "./markdown.ts";

/** Each entry point, and what it is for. */
const ENTRIES = {
  corskit: ["src/index.ts", "Policies, for anything that speaks the Fetch API."],
  "corskit/workers": ["src/workers/index.ts", "Policies before handlers of Cloudflare Workers."],
  "corskit/lambda": ["src/lambda/index.ts", "Policies before handlers of AWS Lambda."],
  "corskit/hono": ["src/hono/index.ts", "Policies as a middleware of Hono."],
  "corskit/browser": ["src/browser/index.ts", "The model of a page in a browser."],
  "corskit/testing": ["src/testing/index.ts", "Pages that ask handlers, for unit tests."],
  "corskit/emit": ["src/emit/index.ts", "Policies as the configuration of something else."],
} as const;

/** For each entry point of the package all that it exports, with types and docstrings. */
export function apiPages(declarations: Declarations): [file: string, text: string][] {
  return Object.entries(ENTRIES).map(([entry, [file, what]]) => {
    const exported = declarations.exportsOf(file);
    const values = exported.filter(({ kind }) => kind === "value");
    const types = exported.filter(({ kind }) => kind === "type");
    const parts = [what, "## Functions and values", ...values.map((one) => described(one, exported))];
    if (types.length > 0) parts.push("## Types", ...types.map((one) => described(one, exported)));
    return [`api-${entry.replace("corskit/", "")}.md`, page(entry, ...parts)];
  });
}

function described(declaration: Declaration, all: readonly Declaration[]): string {
  const { name, source, doc, tags } = declaration;
  const lines = tags.filter(([tag]) => ["param", "returns", "throws"].includes(tag)).map(told);
  // Not `ts`: that is for whole programs.
  const parts = [`### ${name}`, doc, lines.join("\n"), block("typescript", source), inherited(declaration, all)];
  return parts.filter((part) => part !== "").join("\n\n");
}

function told([tag, text]: readonly [tag: string, text: string]): string {
  const line = text.replaceAll("\n", " ");
  if (tag === "param") return line.replace(/^(\w+) /, "- `$1`: ");
  return `- ${tag === "returns" ? "Returns" : "Throws"} ${line}`;
}

/** What an interface has of another that is not exported: its reader would find it nowhere. */
function inherited({ source, members }: Declaration, all: readonly Declaration[]): string {
  const base = /^interface [^{]* extends (\w+)/.exec(source)?.[1];
  if (base === undefined || all.some(({ name }) => name === base)) return "";
  const others = members.filter(({ type }) => !source.includes(type));
  return others
    .map(({ type, doc }) => `- ${code(type.replace(/;$/, ""))}${doc === "" ? "" : `: ${doc.replaceAll("\n", " ")}`}`)
    .join("\n");
}
