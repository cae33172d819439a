import * as nodeModule from "node:module";
import {
  parse,
  parseExpressionAt,
  type CallExpression,
  type Expression,
  type ModuleDeclaration,
  type Node,
  type Options,
  type Program,
  type Statement,
} from "acorn";
import { CannotRun } from "../../cannot-run.ts";
import { place } from "../../config/position.ts";
import type { Scope } from "./static-value.ts";

/** Where a name of a module comes from: `{ module: "hono/cors", name: "cors" }`; `default` and `*` as in the language. */
export interface Imported {
  readonly module: string;
  readonly name: string;
}

/** A script, as far as its configuration is concerned. */
export interface Script {
  readonly calls: readonly CallExpression[];
  /** What a local name, or an expression such as `require("cors")`, was imported as. */
  imported(node: Node): Imported | undefined;
  readonly scope: Scope;
  /** Objects that are exported, or named in the way of a CORS configuration: what to read where nothing is called. */
  readonly candidates: readonly Expression[];
}

const OPTIONS: Options = { ecmaVersion: "latest", sourceType: "module", locations: true, allowHashBang: true };

/**
 * Parses JavaScript, TypeScript or JSON. Nothing is run.
 *
 * @throws CannotRun where it cannot be parsed, says where
 */
export function readScript(text: string, file: string): Script {
  if (!/\.jsonc?$/.test(file)) return survey(parseScript(text, file).program);
  try {
    const candidates = [parseExpressionAt(text.replace(/^\ufeff/, " "), 0, OPTIONS)];
    return { calls: [], imported: () => undefined, scope: () => undefined, candidates };
  } catch (error) {
    throw syntaxError(error, file);
  }
}

/** A script's tree, whose positions are those of its text. */
export interface Parsed {
  readonly program: Program;
  /** The text with blanks in the place of types. */
  readonly stripped: string;
}

/**
 * Parses JavaScript or TypeScript.
 *
 * @throws CannotRun where it cannot be parsed, says where
 */
export function parseScript(text: string, file: string): Parsed {
  try {
    const stripped = /\.[cm]?ts$/.test(file) ? stripTypes(text, file) : text;
    return { program: parseEither(stripped), stripped };
  } catch (error) {
    if (error instanceof CannotRun) throw error;
    throw syntaxError(error, file);
  }
}

/** CommonJS may have a return at its top, and names that modules may not. */
function parseEither(source: string): Program {
  try {
    return parse(source, OPTIONS);
  } catch (error) {
    try {
      return parse(source, { ...OPTIONS, sourceType: "script", allowReturnOutsideFunction: true });
    } catch {
      throw error;
    }
  }
}

/** Blanks take the types' place, so that positions stay. */
function stripTypes(text: string, file: string): string {
  if (!("stripTypeScriptTypes" in nodeModule)) {
    throw new CannotRun(
      `${file} is TypeScript, which Node.js ${process.versions.node} cannot strip of its types`,
      "use Node.js 22.18 or later, or give the compiled JavaScript",
    );
  }
  // It says on each run that it is experimental, to people who only want to know about their CORS.
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return nodeModule.stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = emitWarning;
  }
}

function syntaxError(error: unknown, file: string): CannotRun {
  const message = error instanceof Error ? error.message : String(error);
  // Node.js strips types in WebAssembly, which has a stack of its own.
  if (error instanceof RangeError || error instanceof WebAssembly.RuntimeError)
    return new CannotRun(`${file} is nested too deeply`, "give the file with the CORS options alone");
  const [, line, column] = /\((\d+):(\d+)\)$/.exec(message) ?? [];
  const position = line === undefined ? undefined : { line: Number(line), column: Number(column) + 1 };
  const [what = ""] = message.replace(/ \(\d+:\d+\)$/, "").split("\n");
  return new CannotRun(
    `${place(file, position)}: ${what}`,
    "give a file of JavaScript, TypeScript without JSX, or JSON",
  );
}

/** Collects in one walk what a reader asks for. A loop and no recursion: sources may be nested deeply. */
function survey(program: Node): Script {
  const calls: CallExpression[] = [];
  const imports = new Map<string, Imported>();
  const values = new Map<string, Expression | null>();
  const candidates: Expression[] = [];

  for (const node of walk(program)) {
    if (node.type === "CallExpression") calls.push(node as CallExpression);
    if (is(node, "ImportDeclaration")) {
      for (const one of node.specifiers) {
        const name =
          one.type === "ImportSpecifier"
            ? one.imported.type === "Identifier"
              ? one.imported.name
              : String(one.imported.value)
            : one.type === "ImportDefaultSpecifier"
              ? "default"
              : "*";
        imports.set(one.local.name, { module: String(node.source.value), name });
      }
    }
    if (is(node, "VariableDeclaration")) {
      for (const { id, init } of node.declarations) {
        const from = init ? requiredBy(init) : undefined;
        if (id.type === "Identifier") {
          if (from !== undefined) imports.set(id.name, from);
          // A name that is set twice, or later, is no constant.
          values.set(id.name, node.kind === "const" && init && !values.has(id.name) ? init : null);
          if (init?.type === "ObjectExpression" && /cors/i.test(id.name)) candidates.push(init);
        } else if (id.type === "ObjectPattern" && from !== undefined) {
          for (const property of id.properties) {
            if (property.type !== "Property" || property.key.type !== "Identifier") continue;
            if (property.value.type === "Identifier")
              imports.set(property.value.name, { ...from, name: property.key.name });
          }
        }
      }
    }
    if (is(node, "ExportDefaultDeclaration") && node.declaration.type === "ObjectExpression")
      candidates.push(node.declaration);
    if (is(node, "AssignmentExpression") && node.right.type === "ObjectExpression" && isExports(node.left)) {
      candidates.push(node.right);
    }
  }
  return {
    calls,
    imported: (node) =>
      is(node, "Identifier") ? imports.get(node.name) : (memberOf(node, imports) ?? requiredBy(node)),
    scope: (name) => values.get(name) ?? undefined,
    candidates: [...new Set(candidates)],
  };
}

/** `require("m")`, `await import("m")`, `require("m").name`. */
function requiredBy(node: Node): Imported | undefined {
  if (is(node, "AwaitExpression")) return requiredBy(node.argument);
  if (is(node, "ImportExpression")) return moduleOf(node.source, "*");
  if (is(node, "CallExpression") && is(node.callee, "Identifier") && node.callee.name === "require") {
    return node.arguments[0] ? moduleOf(node.arguments[0], "*") : undefined;
  }
  if (is(node, "MemberExpression") && is(node.property, "Identifier") && !node.computed) {
    const from = requiredBy(node.object);
    return from === undefined ? undefined : { ...from, name: node.property.name };
  }
  return undefined;
}

function memberOf(node: Node, imports: ReadonlyMap<string, Imported>): Imported | undefined {
  if (!is(node, "MemberExpression") || !is(node.object, "Identifier") || !is(node.property, "Identifier"))
    return undefined;
  const from = imports.get(node.object.name);
  return from === undefined || node.computed ? undefined : { ...from, name: node.property.name };
}

function moduleOf(source: Node, name: string): Imported | undefined {
  return is(source, "Literal") && typeof source.value === "string" ? { module: source.value, name } : undefined;
}

function isExports(node: Node): boolean {
  return is(node, "MemberExpression") && is(node.object, "Identifier") && /^(module|exports)$/.test(node.object.name);
}

type AnyNode = Expression | Statement | ModuleDeclaration;

function is<Type extends AnyNode["type"]>(node: Node, type: Type): node is Extract<AnyNode, { type: Type }> {
  return node.type === type;
}

function* walk(root: Node): Generator<Node> {
  const left: Node[] = [root];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    yield node;
    // In the order of the source: the stack gives the last first.
    const children = Object.values(node).flatMap((value: unknown) => (Array.isArray(value) ? value : [value]));
    left.push(...children.filter(isNode).toReversed());
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}
