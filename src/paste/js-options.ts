import type { AnyNode, Expression, SpreadElement } from "acorn";
import type { HeaderLine } from "../browser/index.ts";
import { nameOf, showNode, type JsTree } from "./js-tree.ts";
import { describeMissing, keyOf, type Reader } from "./js-value.ts";
import type { PasteError } from "./pasted.ts";

type Argument = Expression | SpreadElement;

/** The snippet at hand, and what there is to say of it. */
export interface Snippet {
  readonly tree: JsTree;
  readonly reader: Reader;
  /** Grows while it is read. */
  readonly notes: string[];
}

/** The options that a call is given, each still a node; later ones win, as in JavaScript. */
export type Options = ReadonlyMap<string, Expression>;

export function optionsOf({ tree, reader, notes }: Snippet, node: Argument | undefined): Options {
  const options = new Map<string, Expression>();
  if (node === undefined) return options;
  const pending: AnyNode[] = [reader.resolve(node)];
  for (let spreads = 0; spreads < 100; spreads += 1) {
    const object = pending.pop();
    if (object === undefined) return options;
    if (object.type !== "ObjectExpression") {
      notes.push(`Left out, since it is not written out: ${showNode(tree, object)}.`);
      continue;
    }
    for (const property of object.properties) {
      if (property.type === "SpreadElement") pending.push(reader.resolve(property.argument));
      else {
        const key = keyOf(property);
        if (key === undefined) notes.push(`Left out, since its name is not written out: ${showNode(tree, property)}.`);
        else if (object === reader.resolve(node) || !options.has(key)) options.set(key, property.value);
      }
    }
  }
  return options;
}

/** A string, `undefined` where the option is not there. */
export function textOf(
  { tree, reader }: Snippet,
  name: string,
  node: Argument | undefined,
): string | PasteError | undefined {
  if (node === undefined) return undefined;
  const read = reader.read(node, name);
  if ("value" in read) return read.value === undefined || read.value === null ? undefined : String(read.value);
  return {
    message: `${describeMissing(tree, read.missing)}.`,
    fix: `Write the ${name} out, in place of what computes it.`,
  };
}

/** The argument of `new Name(…)`. */
export function newArgument(reader: Reader, node: Argument, name: string): Argument | undefined {
  const target = reader.resolve(node);
  return target.type === "NewExpression" && nameOf(target.callee) === name ? target.arguments[0] : undefined;
}

/** Header lines of an object, of pairs, or of `new Headers(…)` of either. */
export function headersOf(snippet: Snippet, node: Argument | undefined): readonly HeaderLine[] {
  if (node === undefined) return [];
  const { tree, reader, notes } = snippet;
  const inner = newArgument(reader, node, "Headers") ?? node;
  const target = reader.resolve(inner);
  if (target.type === "ArrayExpression") {
    const lines: HeaderLine[] = [];
    for (const pair of target.elements) {
      const [name, value] = pair?.type === "ArrayExpression" ? pair.elements : [];
      const read = name ? reader.read(name) : undefined;
      if (value && read !== undefined && "value" in read) lines.push(headerLine(snippet, String(read.value), value));
      else if (pair) notes.push(`Left out, since it is no pair of a name and a value: ${showNode(tree, pair)}.`);
    }
    return lines;
  }
  return [...optionsOf(snippet, inner)].map(([name, value]) => headerLine(snippet, name, value));
}

/** A header, with a stand-in and a note where its value is computed: what decides is its name. */
export function headerLine({ tree, reader, notes }: Snippet, name: string, value: Argument): HeaderLine {
  const read = reader.read(value, name);
  if ("value" in read) return [name, String(read.value)];
  notes.push(`The value of the header ${describeMissing(tree, read.missing)}; "…" stands for it.`);
  return [name, "..."];
}
