import type { Expression, Node, PrivateIdentifier, SpreadElement, Super } from "acorn";
import type { Position } from "../../config/position.ts";

/** What a JavaScript expression stands for, as far as it can be told without running it. */
export type StaticValue = Position &
  (
    | { readonly kind: "literal"; readonly value: string | number | boolean | null | undefined }
    | { readonly kind: "list"; readonly items: readonly StaticValue[] }
    | { readonly kind: "object"; readonly entries: ReadonlyMap<string, StaticValue>; readonly isWhole: boolean }
    | { readonly kind: "regexp"; readonly source: string; readonly flags: string }
    /** `what` is such as `a function` or `the variable origins`. */
    | { readonly kind: "unknown"; readonly what: string }
  );

/** The value of a name that is set once; undefined for others. */
export type Scope = (name: string) => Expression | undefined;

type Evaluable = Expression | SpreadElement | PrivateIdentifier | Super;

/** Deeper nesting is nobody's configuration, and names may refer to themselves. */
const DEEPEST = 30;

/** Reads an expression. Nothing of it is run. */
export function staticValue(node: Evaluable, scope: Scope, depth = 0): StaticValue {
  const at = { line: node.loc?.start.line ?? 1, column: (node.loc?.start.column ?? 0) + 1 };
  const unknown = (what: string): StaticValue => ({ ...at, kind: "unknown", what });
  if (depth > DEEPEST) return unknown("something that is nested too deeply");
  const inner = (child: Evaluable): StaticValue => staticValue(child, scope, depth + 1);
  switch (node.type) {
    case "Literal":
      if (node.regex) return { ...at, kind: "regexp", source: node.regex.pattern, flags: node.regex.flags };
      if (typeof node.value === "bigint" || node.value instanceof RegExp) return unknown("a number of another kind");
      return { ...at, kind: "literal", value: node.value };
    case "TemplateLiteral": {
      const [only] = node.quasis;
      return node.quasis.length === 1 && only
        ? { ...at, kind: "literal", value: only.value.cooked ?? "" }
        : unknown("a template with values in it");
    }
    case "ArrayExpression":
      return listOf(node.elements, inner, at);
    case "ObjectExpression":
      return objectOf(node.properties, inner, at);
    case "UnaryExpression": {
      const value = inner(node.argument);
      if (value.kind !== "literal") return unknown(value.kind === "unknown" ? value.what : "an expression");
      if (node.operator === "-") return { ...at, kind: "literal", value: -Number(value.value) };
      if (node.operator === "!") return { ...at, kind: "literal", value: !value.value };
      return node.operator === "void" ? { ...at, kind: "literal", value: undefined } : unknown("an expression");
    }
    case "BinaryExpression": {
      const [left, right] = [inner(node.left), inner(node.right)];
      if (left.kind !== "literal" || right.kind !== "literal") return unknown("an expression");
      if (node.operator === "*") return { ...at, kind: "literal", value: Number(left.value) * Number(right.value) };
      const isText = typeof left.value === "string" && typeof right.value === "string";
      return node.operator === "+" && isText
        ? { ...at, kind: "literal", value: `${left.value}${right.value}` }
        : unknown("an expression");
    }
    case "Identifier": {
      if (node.name === "undefined") return { ...at, kind: "literal", value: undefined };
      const value = scope(node.name);
      return value === undefined ? unknown(`the variable ${node.name}`) : inner(value);
    }
    case "ParenthesizedExpression":
      return inner(node.expression);
    case "NewExpression":
    case "CallExpression":
      return regExpOf(node, inner, at) ?? unknown(`the result of ${calleeName(node.callee)}`);
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return unknown("a function");
    case "MemberExpression":
      return unknown(memberName(node));
    case "ConditionalExpression":
    case "LogicalExpression":
      return unknown("a choice that is made at run time");
    default:
      return unknown("an expression");
  }
}

type Inner = (child: Evaluable) => StaticValue;

function listOf(elements: readonly (Evaluable | null)[], inner: Inner, at: Position): StaticValue {
  const items = elements.flatMap((element): readonly StaticValue[] => {
    if (element === null) return [];
    if (element.type !== "SpreadElement") return [inner(element)];
    const spread = inner(element.argument);
    if (spread.kind === "list") return spread.items;
    return [{ line: spread.line, column: spread.column, kind: "unknown", what: whatOf(spread) }];
  });
  return { ...at, kind: "list", items };
}

function objectOf(properties: readonly Node[], inner: Inner, at: Position): StaticValue {
  const entries = new Map<string, StaticValue>();
  let isWhole = true;
  for (const node of properties as Extract<Expression, { type: "ObjectExpression" }>["properties"]) {
    if (node.type === "SpreadElement") {
      const spread = inner(node.argument);
      if (spread.kind === "object") for (const [name, value] of spread.entries) entries.set(name, value);
      isWhole &&= spread.kind === "object" && spread.isWhole;
      continue;
    }
    const name = node.computed ? undefined : keyOf(node.key);
    if (name === undefined) isWhole = false;
    else entries.set(name, inner(node.value));
  }
  return { ...at, kind: "object", entries, isWhole };
}

function keyOf(key: Evaluable): string | undefined {
  if (key.type === "Identifier") return key.name;
  return key.type === "Literal" ? String(key.value) : undefined;
}

/** `new RegExp("…")` with texts only. */
function regExpOf(
  { callee, arguments: args }: Extract<Expression, { type: "NewExpression" | "CallExpression" }>,
  inner: Inner,
  at: Position,
): StaticValue | undefined {
  if (callee.type !== "Identifier" || callee.name !== "RegExp") return undefined;
  const [source, flags] = args.map(inner).map((value) => (value.kind === "literal" ? value.value : null));
  if (typeof source !== "string" || (flags !== undefined && typeof flags !== "string")) return undefined;
  return { ...at, kind: "regexp", source, flags: flags ?? "" };
}

function calleeName(callee: Evaluable): string {
  if (callee.type === "Identifier") return `${callee.name}()`;
  return callee.type === "MemberExpression" ? `${memberName(callee)}()` : "a call";
}

function memberName(node: Extract<Expression, { type: "MemberExpression" }>): string {
  const parts: string[] = [];
  let at: Evaluable = node;
  while (at.type === "MemberExpression" && parts.length < 5) {
    parts.unshift(at.property.type === "Identifier" && !at.computed ? at.property.name : "[…]");
    at = at.object;
  }
  return [at.type === "Identifier" ? at.name : at.type === "ThisExpression" ? "this" : "…", ...parts].join(".");
}

/** A value in words, for what is not read. */
export function whatOf(value: StaticValue): string {
  if (value.kind === "unknown") return value.what;
  if (value.kind === "literal") return JSON.stringify(value.value) ?? "undefined";
  return { list: "a list", object: "an object", regexp: "a regular expression" }[value.kind];
}
