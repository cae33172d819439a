import type { AnyNode, Expression } from "acorn";
import { nameOf, nodesOf, parseJs, parseJsExpression, type JsTree } from "./js-tree.ts";
import { describeMissing, readerOf } from "./js-value.ts";
import { isPasteError, unreadable } from "./limits.ts";
import type { PasteError } from "./pasted.ts";

const INSTEAD = 'Write an object: { allowOrigins: ["https://app.example.com"] }.';

/**
 * Reads a value that is written out in JavaScript: an object literal, or one in `cors({ … })`, in `export default`, in
 * `module.exports =` or behind a name. Nothing is evaluated, and nothing but plain data comes out: an option of the name
 * `__proto__` is one like others, and sets no prototype.
 *
 * @returns an error that names the option where something is a function, or not written out
 */
export function parseLiteral(text: string): { readonly value: unknown } | PasteError {
  const error = unreadable(text, INSTEAD);
  if (error !== undefined) return error;
  const tree = /^\s*[{[]/.test(text) ? parseJsExpression(text, INSTEAD) : parseJs(text, INSTEAD);
  if (isPasteError(tree)) return tree;
  const node = valueNode(tree);
  if (node === undefined) return { message: "No object is in this.", fix: INSTEAD };
  const read = readerOf(tree).read(node);
  if ("value" in read) return read;
  return {
    message: `${describeMissing(tree, read.missing)}.`,
    fix: "Write the value out: text in quotation marks, a number, true or false, a list of them.",
  };
}

/** What is to be read: a policy's config, else what the module exports, else what its last statement is. */
function valueNode(tree: JsTree): Expression | undefined {
  if (tree.program.type !== "Program") return tree.program;
  for (const node of nodesOf(tree)) {
    const argument = configOf(node);
    if (argument !== undefined) return argument;
  }
  const values = tree.program.body.flatMap((statement): readonly Expression[] => {
    if (statement.type === "ExportDefaultDeclaration")
      return isExpression(statement.declaration) ? [statement.declaration] : [];
    if (statement.type === "ExpressionStatement") {
      const { expression } = statement;
      return [expression.type === "AssignmentExpression" ? expression.right : expression];
    }
    const declared = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declared?.type !== "VariableDeclaration") return [];
    return declared.declarations.flatMap(({ init }) => (init ? [init] : []));
  });
  return values.at(-1);
}

/** The first argument of `cors(…)`. */
function configOf(node: AnyNode): Expression | undefined {
  if (node.type !== "CallExpression" || !/^(?:\w+\.)?cors$/.test(nameOf(node.callee))) return undefined;
  const [first] = node.arguments;
  return first === undefined || first.type === "SpreadElement" ? undefined : first;
}

function isExpression(node: AnyNode): node is Expression {
  return node.type !== "FunctionDeclaration" && node.type !== "ClassDeclaration";
}
