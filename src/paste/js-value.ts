import type { AnyNode, Expression, Property, SpreadElement } from "acorn";
import { nodesOf, nameOf, showNode, type JsTree } from "./js-tree.ts";
import { LONGEST_PASTE } from "./limits.ts";

/** Where evaluation stopped: a node that is no literal, and the options that lead to it. */
export interface NoLiteral {
  readonly node: AnyNode;
  /** `headers.Authorization`; empty for the whole. */
  readonly path: string;
}

/** A value that is written out. `undefined` is one. */
export type Read = { readonly value: unknown } | { readonly missing: NoLiteral };

/** Reads values off the tree: literals, and what is made of nothing else. Calls nothing that the text defines. */
export interface Reader {
  read(node: Expression | SpreadElement, path?: string): Read;
  /** What a name stands for where the text defines it once; else the node itself. */
  resolve(node: AnyNode): AnyNode;
}

/** A node is ten, a character one. No value that is written out reaches it, but one that doubles itself line by line does. */
const MOST_STEPS = 600_000;
const DEEPEST = 200;

export function readerOf(tree: JsTree): Reader {
  const definitions = definitionsOf(tree);
  let steps = 0;
  let depth = 0;

  const resolve = (node: AnyNode): AnyNode => {
    let current = node;
    for (let i = 0; i < 10 && current.type === "Identifier"; i += 1) {
      const next = definitions.get(current.name);
      if (next === undefined || next === null) return current;
      current = next;
    }
    return current;
  };

  const read = (node: Expression | SpreadElement, path = ""): Read => {
    steps += 10;
    if (steps > MOST_STEPS || depth > DEEPEST) return { missing: { node, path } };
    depth += 1;
    const result = readNode(node, path);
    depth -= 1;
    if ("value" in result && typeof result.value === "string") steps += result.value.length;
    return result;
  };

  const readNode = (node: Expression | SpreadElement, path: string): Read => {
    const missing: Read = { missing: { node, path } };
    switch (node.type) {
      case "Literal":
        return node.regex !== undefined || node.bigint !== undefined ? missing : { value: node.value };
      case "TemplateLiteral": {
        const parts = readAll(node.expressions, () => path);
        if ("missing" in parts) return parts;
        const texts = node.quasis.map(({ value }) => value.cooked ?? "");
        return joined(
          texts.flatMap((text, i) => (i < parts.value.length ? [text, parts.value[i]] : [text])),
          missing,
        );
      }
      case "Identifier": {
        if (node.name === "undefined") return { value: undefined };
        const target = resolve(node);
        return target === node ? missing : read(target as Expression, path);
      }
      case "ParenthesizedExpression":
        return read(node.expression, path);
      case "AwaitExpression":
        return read(node.argument, path);
      case "UnaryExpression": {
        const inner = read(node.argument, path);
        if ("missing" in inner) return inner;
        if (node.operator === "!") return { value: !inner.value };
        if (node.operator === "void") return { value: undefined };
        if (typeof inner.value !== "number") return missing;
        if (node.operator === "-") return { value: -inner.value };
        return node.operator === "+" ? inner : missing;
      }
      case "BinaryExpression": {
        if (node.left.type === "PrivateIdentifier") return missing;
        const left = read(node.left, path);
        const right = "missing" in left ? left : read(node.right, path);
        if ("missing" in left) return left;
        if ("missing" in right) return right;
        if (typeof left.value === "number" && typeof right.value === "number") {
          return arithmetic(node.operator, left.value, right.value) ?? missing;
        }
        return node.operator === "+" ? joined([left.value, right.value], missing) : missing;
      }
      case "ArrayExpression": {
        const holes = node.elements.indexOf(null);
        if (holes >= 0) return missing;
        return readAll(
          node.elements.filter((element) => element !== null),
          (i) => `${path}[${i}]`,
        );
      }
      case "ObjectExpression":
        return readObject(node.properties, path);
      case "CallExpression": {
        const [first] = node.arguments;
        if (first === undefined || first.type === "SpreadElement") return missing;
        const name = nameOf(node.callee);
        if (name !== "JSON.stringify" && name !== "btoa" && name !== "String" && name !== "Object.freeze")
          return missing;
        const inner = readAll(node.arguments, () => path);
        if ("missing" in inner) return inner;
        return called(name, inner.value) ?? missing;
      }
      default:
        return missing;
    }
  };

  const readAll = (
    nodes: readonly (Expression | SpreadElement)[],
    pathOf: (i: number) => string,
  ): { readonly value: unknown[] } | { readonly missing: NoLiteral } => {
    const value: unknown[] = [];
    for (const [i, node] of nodes.entries()) {
      const inner = read(node.type === "SpreadElement" ? node.argument : node, pathOf(i));
      if ("missing" in inner) return inner;
      if (node.type !== "SpreadElement") value.push(inner.value);
      else if (!Array.isArray(inner.value)) return { missing: { node, path: pathOf(i) } };
      else {
        steps += inner.value.length;
        value.push(...(inner.value as unknown[]));
      }
    }
    return { value };
  };

  const readObject = (properties: readonly (Property | SpreadElement)[], path: string): Read => {
    const entries: [string, unknown][] = [];
    for (const property of properties) {
      if (property.type === "SpreadElement") {
        const inner = read(property.argument, path);
        if ("missing" in inner) return inner;
        if (typeof inner.value === "object" && inner.value !== null) {
          const spread = Object.entries(inner.value);
          steps += spread.length;
          entries.push(...spread);
        }
        continue;
      }
      const key = keyOf(property);
      const at = key === undefined ? path : joinPath(path, key);
      if (key === undefined || property.kind !== "init" || property.method) {
        return { missing: { node: property.method ? property.value : property.key, path: at } };
      }
      const inner = read(property.value, at);
      if ("missing" in inner) return inner;
      entries.push([key, inner.value]);
    }
    // An own property, even of the name __proto__: no prototype is ever set.
    return { value: Object.fromEntries(entries) };
  };

  return { read, resolve };
}

/** The option's name; undefined where it is computed. */
export function keyOf({ computed, key }: Property): string | undefined {
  if (!computed && key.type === "Identifier") return key.name;
  return key.type === "Literal" && (!computed || typeof key.value === "string") ? String(key.value) : undefined;
}

export function joinPath(path: string, key: string): string {
  const name = /^[\w$]+$/.test(key) ? key : JSON.stringify(key);
  return path === "" ? name : `${path}.${name}`;
}

/** The error or note on what is no literal. */
export function describeMissing(tree: JsTree, { node, path }: NoLiteral): string {
  const isFunction = node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression";
  const what = isFunction ? "a function, which is not run" : "not written out";
  return `${path === "" ? "" : `${path} is ${what}: `}${showNode(tree, node)}${path === "" ? ` is ${what}` : ""}`;
}

/** Names that are defined once, and by what; null for those that are defined twice, or assigned to. */
function definitionsOf(tree: JsTree): ReadonlyMap<string, AnyNode | null> {
  const definitions = new Map<string, AnyNode | null>();
  for (const node of nodesOf(tree)) {
    if (node.type === "VariableDeclarator" && node.id.type === "Identifier" && node.init) {
      definitions.set(node.id.name, definitions.has(node.id.name) ? null : node.init);
    } else if (node.type === "AssignmentExpression" && node.left.type === "Identifier") {
      definitions.set(node.left.name, null);
    }
  }
  return definitions;
}

function joined(parts: readonly unknown[], missing: Read): Read {
  if (parts.some((part) => typeof part === "object" && part !== null)) return missing;
  const length = parts.reduce<number>((sum, part) => sum + String(part).length, 0);
  return length > LONGEST_PASTE ? missing : { value: parts.map(String).join("") };
}

function arithmetic(operator: string, left: number, right: number): Read | undefined {
  if (operator === "+") return { value: left + right };
  if (operator === "-") return { value: left - right };
  if (operator === "*") return { value: left * right };
  return operator === "/" ? { value: left / right } : undefined;
}

function called(name: string, [first, second, third]: readonly unknown[]): Read | undefined {
  if (name === "Object.freeze") return { value: first };
  if (name === "String") return typeof first === "object" ? undefined : { value: String(first) };
  if (name === "btoa") {
    // oxlint-disable-next-line no-control-regex
    return typeof first === "string" && /^[\0-\xff]*$/.test(first) ? { value: btoa(first) } : undefined;
  }
  if (second !== undefined && second !== null) return undefined;
  if (third !== undefined && (typeof third !== "number" || third > 4)) return undefined;
  const text: string | undefined = JSON.stringify(first, null, third);
  return (text ?? "").length > LONGEST_PASTE ? undefined : { value: text };
}
