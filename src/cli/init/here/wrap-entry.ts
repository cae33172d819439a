import type { Expression, Node, Program, VariableDeclarator } from "acorn";
import { CannotRun } from "../../cannot-run.ts";
import { parseScript } from "../../lint/from/script.ts";
import type { ProjectKind } from "./project-kind.ts";

/** A module, to be put under the policy. */
export interface Entry {
  readonly kind: ProjectKind["kind"];
  readonly file: string;
  readonly text: string;
  /** How it is to import the policy: `./cors.ts`. */
  readonly policyImport: string;
}

/** The module under the policy, or why that has to be done by hand. */
export type Wrapped = { readonly text: string } | { readonly why: string };

interface Edit {
  readonly at: number;
  readonly insert: string;
}

/**
 * Puts a module under the policy, where it is of a form that leaves no doubt:
 *
 * - on Workers `export default …`, an object or a name;
 * - on Lambda `export const handler = …`, a function;
 * - with Hono elsewhere, `const app = new Hono()` whose routes are added later.
 *
 * Nothing else in it changes.
 *
 * @throws CannotRun where it cannot be parsed, or uses corskit already
 */
export function wrapEntry({ kind, file, text, policyImport }: Entry): Wrapped {
  const { program, stripped } = parseScript(text, file);
  if (importsOf(program).some((name) => name === "corskit" || name.startsWith("corskit/")))
    throw new CannotRun(`${file} uses corskit already`, "nothing is left to do; corskit lint reads its policy");
  const edits = EDITS[kind](program, text, stripped);
  if (edits === undefined) return { why: `${file} has no ${FORMS[kind]}` };
  const quote = /^import .*'/m.test(text) ? "'" : '"';
  const imports = [
    `import { ${kind === "hono" ? "cors" : "withCors"} } from "corskit/${MODULES[kind]}";`,
    `import { policy } from "${policyImport}";`,
  ].map((line) => line.replaceAll('"', quote));
  return { text: applyEdits(text, [...edits, importEdit(program, text, imports)]) };
}

const MODULES = { worker: "workers", lambda: "lambda", hono: "hono" } as const;

const FORMS = {
  worker: "`export default` of an object or a name",
  lambda: "`export const handler =` a function",
  hono: "`const app = new Hono()` with its routes added later",
} as const;

type FindEdits = (program: Program, text: string, stripped: string) => readonly Edit[] | undefined;

const EDITS: Readonly<Record<ProjectKind["kind"], FindEdits>> = {
  worker(program, text, stripped) {
    const exported = program.body.find((node) => node.type === "ExportDefaultDeclaration")?.declaration;
    if (exported?.type !== "ObjectExpression" && exported?.type !== "Identifier") return undefined;
    return around("withCors(policy, ", exported, text, stripped);
  },
  lambda(program, text, stripped) {
    const handler = declarators(program, true).find(({ id }) => id.type === "Identifier" && id.name === "handler");
    const type = handler?.init?.type;
    if (type !== "ArrowFunctionExpression" && type !== "FunctionExpression") return undefined;
    return handler?.init ? around("withCors(policy, ", handler.init, text, stripped) : undefined;
  },
  hono(program, text) {
    const apps = declarators(program, false).filter(({ init }) => isNewHono(init));
    const [app] = apps;
    if (app?.id.type !== "Identifier" || apps.length > 1) return undefined;
    const statement = program.body.find((node) => node.start <= app.start && app.end <= node.end);
    const at = endOfLine(text, statement?.end ?? app.end);
    const line = `${app.id.name}.use(cors(policy));`;
    // The file's last line may have no end.
    return [{ at, insert: text[at - 1] === "\n" ? line + newlineOf(text) : newlineOf(text) + line }];
  },
};

/** TypeScript's `satisfies …` and `as …` behind an expression stay inside, since they type its parameters. */
function around(before: string, node: Expression, text: string, stripped: string): readonly Edit[] | undefined {
  const next = stripped.slice(node.end).search(/\S/);
  const gap = text.slice(node.end, next < 0 ? text.length : node.end + next);
  return [
    { at: node.start, insert: before },
    { at: node.end + gap.trimEnd().length, insert: ")" },
  ];
}

function declarators(program: Program, exported: boolean): readonly VariableDeclarator[] {
  return program.body.flatMap((node): readonly VariableDeclarator[] => {
    const inner = node.type === "ExportNamedDeclaration" ? node.declaration : exported ? null : node;
    return inner?.type === "VariableDeclaration" && inner.kind === "const" ? inner.declarations : [];
  });
}

function isNewHono(node: Node | null | undefined): boolean {
  if (node?.type !== "NewExpression") return false;
  const { callee } = node as Extract<Expression, { type: "NewExpression" }>;
  return callee.type === "Identifier" && callee.name === "Hono";
}

function importsOf(program: Program): readonly string[] {
  return program.body.flatMap((node) => (node.type === "ImportDeclaration" ? [String(node.source.value)] : []));
}

/** Imports, behind those that are there; without any at the head, behind a `#!` or a byte order mark. */
function importEdit(program: Program, text: string, lines: readonly string[]): Edit {
  const last = program.body.findLast((node) => node.type === "ImportDeclaration");
  const newline = newlineOf(text);
  const insert = lines.map((line) => line + newline).join("");
  if (last !== undefined) return { at: endOfLine(text, last.end), insert };
  const head = text.startsWith("\ufeff") ? 1 : 0;
  return { at: text.startsWith("#!") ? endOfLine(text, 0) : head, insert: insert + newline };
}

function newlineOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf("\n", from);
  return at < 0 ? text.length : at + 1;
}

/** From the end, so that positions stay. Where two are at one place, the later one of the list comes first. */
function applyEdits(text: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((a, b) => b.at - a.at)
    .reduce((now, { at, insert }) => now.slice(0, at) + insert + now.slice(at), text);
}
