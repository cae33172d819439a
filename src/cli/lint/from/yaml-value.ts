import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Document, type ParsedNode } from "yaml";
import { CannotRun } from "../../cannot-run.ts";
import { place, type Position } from "../../config/position.ts";
import type { StaticValue } from "./static-value.ts";

/** CloudFormation's short forms: what they stand for is known when it is deployed. */
const INTRINSICS =
  "Ref Sub GetAtt If Join Select Split FindInMap ImportValue Base64 Cidr GetAZs Transform Condition Equals And Or Not".split(
    " ",
  );

/**
 * Reads YAML or JSON, each document as a value of its own. What CloudFormation computes is unknown.
 *
 * @throws CannotRun where it cannot be parsed, says where
 */
export function readYaml(text: string, file: string): readonly StaticValue[] {
  const lines = new LineCounter();
  const customTags = INTRINSICS.flatMap((name) =>
    (["scalar", "seq", "map"] as const).map((kind) => ({
      tag: `!${name}`,
      ...(kind === "scalar" ? {} : { collection: kind }),
      resolve: (value: unknown) => value,
    })),
  );
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    customTags,
    uniqueKeys: false,
    logLevel: "silent",
    prettyErrors: false,
  });
  const list: readonly Document.Parsed[] = Array.isArray(documents) ? documents : [];
  for (const { errors } of list) {
    const [error] = errors;
    if (error === undefined) continue;
    const { line, col } = lines.linePos(error.pos[0]);
    const [what = ""] = error.message.split(/ at line|\n/);
    throw new CannotRun(`${place(file, { line, column: col })}: ${what}`, "mend the YAML there");
  }
  const budget = { left: MOST_NODES };
  return list.map((document) => valueOf(document.contents, { document, lines, budget }, 0));
}

/** Deeper nesting is nobody's template. */
const DEEPEST = 60;

/** Aliases multiply what they stand for: a small file may say a million million values. */
const MOST_NODES = 100_000;

interface Reading {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  readonly budget: { left: number };
}

function valueOf(node: ParsedNode | null, reading: Reading, depth: number): StaticValue {
  const { document, lines, budget } = reading;
  const { line, col } = lines.linePos(node?.range?.[0] ?? 0);
  const at: Position = { line: Math.max(line, 1), column: Math.max(col, 1) };
  if (node === null) return { ...at, kind: "literal", value: null };
  if (depth > DEEPEST || --budget.left < 0)
    return { ...at, kind: "unknown", what: "something that is nested too deeply, or too often" };
  const inner = (child: unknown): StaticValue => valueOf((child ?? null) as ParsedNode | null, reading, depth + 1);
  if (node.tag?.startsWith("!") && !node.tag.startsWith("!!"))
    return { ...at, kind: "unknown", what: `the result of ${node.tag}` };
  if (isAlias(node)) {
    const target = node.resolve(document);
    return target === undefined ? { ...at, kind: "unknown", what: `the alias ${node.source}` } : inner(target);
  }
  if (isScalar(node)) return literal(node.value, at);
  if (isSeq(node)) return { ...at, kind: "list", items: node.items.map(inner) };
  if (!isMap(node)) return { ...at, kind: "unknown", what: "something else" };
  const entries = new Map<string, StaticValue>();
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : "";
    entries.set(name, inner(value));
  }
  const [only = ""] = entries.keys();
  if (entries.size === 1 && (only === "Ref" || only.startsWith("Fn::")))
    return { ...at, kind: "unknown", what: `the result of ${only}` };
  return { ...at, kind: "object", entries, isWhole: true };
}

function literal(value: unknown, at: Position): StaticValue {
  const isPlain = value === null || ["string", "number", "boolean"].includes(typeof value);
  if (isPlain) return { ...at, kind: "literal", value: value as string | number | boolean | null };
  return { ...at, kind: "unknown", what: "a value of another kind" };
}

/** The value at a path of keys, undefined where there is none. */
export function atPath(value: StaticValue | undefined, ...path: readonly string[]): StaticValue | undefined {
  return path.reduce<StaticValue | undefined>(
    (from, key) => (from?.kind === "object" ? from.entries.get(key) : undefined),
    value,
  );
}

/** Keys and values of a map; nothing of anything else. */
export function entriesOf(value: StaticValue | undefined): readonly (readonly [string, StaticValue])[] {
  return value?.kind === "object" ? [...value.entries] : [];
}
