import { parse, parseExpressionAt, type AnyNode, type Expression, type Node, type Options, type Program } from "acorn";
import { quoteShort } from "./limits.ts";
import type { PasteError } from "./pasted.ts";

/** A piece of JavaScript as a syntax tree. It is read, and never run. */
export interface JsTree {
  readonly text: string;
  readonly program: Program | Expression;
}

const OPTIONS: Options = {
  ecmaVersion: "latest",
  sourceType: "module",
  locations: true,
  allowAwaitOutsideFunction: true,
  allowReturnOutsideFunction: true,
  allowImportExportEverywhere: true,
  allowHashBang: true,
};

/** A snippet, which may await, return and export wherever it likes. https://github.com/estree/estree */
export function parseJs(text: string, instead: string): JsTree | PasteError {
  return parsed(text, instead, () => parse(text, OPTIONS));
}

/** One expression, which may end in a semicolon: `{` begins an object then, and no block. */
export function parseJsExpression(text: string, instead: string): JsTree | PasteError {
  return parsed(text, instead, () => {
    const expression = parseExpressionAt(text, 0, OPTIONS);
    // What follows may be a comment: as a program of its own, in its place, it has no statement then.
    const before = text.slice(0, expression.end).replace(/[^\n]/g, " ");
    const { body } = parse(before + text.slice(expression.end), OPTIONS);
    const more = body.find(({ type }) => type !== "EmptyStatement");
    if (more?.loc) throw Object.assign(new SyntaxError("Unexpected token"), { loc: more.loc.start });
    return expression;
  });
}

function parsed(text: string, instead: string, parseText: () => JsTree["program"]): JsTree | PasteError {
  try {
    return { text, program: parseText() };
  } catch (error) {
    // Deep nesting overflows acorn's stack.
    if (!(error instanceof SyntaxError)) return { message: "This is nested too deeply to be read.", fix: instead };
    const { loc } = error as SyntaxError & { readonly loc?: { readonly line: number; readonly column: number } };
    const where = loc === undefined ? "" : ` in line ${loc.line}, column ${loc.column + 1}`;
    return { message: `This is no JavaScript: ${error.message.replace(/ \(\d+:\d+\)$/, "")}${where}.`, fix: instead };
  }
}

/** All nodes, in the order of the text. */
export function* nodesOf(tree: JsTree): Generator<AnyNode> {
  const pending: AnyNode[] = [tree.program];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    yield node;
    pending.push(...childrenOf(node).toReversed());
  }
}

function childrenOf(node: AnyNode): AnyNode[] {
  return Object.values(node)
    .flat()
    .filter((value): value is AnyNode => typeof value === "object" && value !== null && "type" in value);
}

/** Where a node stands and what is there, for an error or a note. */
export function showNode({ text }: JsTree, node: Node): string {
  const { line, column } = node.loc?.start ?? { line: 1, column: 0 };
  return `${quoteShort(text.slice(node.start, node.end))} in line ${line}, column ${column + 1}`;
}

/** `fetch` of `fetch`, `window.fetch` and `globalThis.fetch`; the dotted name of others. Empty for what has none. */
export function nameOf(node: AnyNode): string {
  const names: string[] = [];
  let current = node;
  while (current.type === "MemberExpression" && !current.computed && current.property.type === "Identifier") {
    names.unshift(current.property.name);
    current = current.object;
  }
  if (current.type !== "Identifier") return "";
  if (!/^(window|self|globalThis)$/.test(current.name) || names.length === 0) names.unshift(current.name);
  return names.join(".");
}
