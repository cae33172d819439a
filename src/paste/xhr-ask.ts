import type { AnyNode, CallExpression, Expression, SpreadElement } from "acorn";
import type { HeaderLine } from "../browser/index.ts";
import type { Ask } from "./ask.ts";
import { bodyOf, urlOf } from "./fetch-ask.ts";
import { headerLine, textOf, type Snippet } from "./js-options.ts";
import { nameOf } from "./js-tree.ts";
import type { PasteError } from "./pasted.ts";

/**
 * The XMLHttpRequest that `call` opens: what the snippet does to the same name. https://xhr.spec.whatwg.org/
 *
 * @param nodes all of the snippet
 */
export function askOfXhr(snippet: Snippet, call: CallExpression, nodes: readonly AnyNode[]): Ask | PasteError {
  const { reader, notes } = snippet;
  const name = nameOf(call.callee).replace(/\.open$/, "");
  const [methodNode, urlNode] = call.arguments;
  const method = textOf(snippet, "method", methodNode);
  if (typeof method === "object") return method;
  const url = urlNode === undefined ? "" : urlOf(snippet, urlNode);
  if (typeof url !== "string") return url;

  const headers: HeaderLine[] = [];
  let body: Expression | SpreadElement | undefined;
  let credentials = "same-origin";
  for (const node of nodes) {
    if (node.type === "AssignmentExpression" && nameOf(node.left) === `${name}.withCredentials`) {
      const read = reader.read(node.right, "withCredentials");
      if ("value" in read && Boolean(read.value)) credentials = "include";
    }
    if (node.type !== "CallExpression") continue;
    const called = nameOf(node.callee);
    if (called === `${name}.send`) body = node.arguments[0];
    const [header, value] = node.arguments;
    if (called !== `${name}.setRequestHeader` || value === undefined) continue;
    const text = textOf(snippet, "header", header);
    if (typeof text === "object") return text;
    headers.push(headerLine(snippet, text ?? "", value));
  }
  return {
    url,
    method,
    headers,
    credentials,
    ...bodyOf(snippet, body),
    mode: undefined,
    redirect: undefined,
    referrer: undefined,
    notes,
  };
}
