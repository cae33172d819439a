import type { AnyNode } from "acorn";
import { requestOf } from "./ask.ts";
import { askOfAxios } from "./axios-ask.ts";
import { askOfFetch } from "./fetch-ask.ts";
import type { Snippet } from "./js-options.ts";
import { nameOf, nodesOf, parseJs } from "./js-tree.ts";
import { readerOf } from "./js-value.ts";
import { isPasteError, unreadable } from "./limits.ts";
import type { PastedRequest, PasteError } from "./pasted.ts";
import { askOfXhr } from "./xhr-ask.ts";

const INSTEAD =
  'Paste a whole call, fetch("https://…", { … }): in the browser\'s developer tools, "Copy as fetch" of the request.';

/**
 * Reads a snippet of JavaScript that makes a request: `fetch`, as it is typed or copied from a browser's developer
 * tools, an XMLHttpRequest, or axios. Its syntax tree is read; nothing is evaluated.
 */
export function parseFetch(text: string): PastedRequest | PasteError {
  const error = unreadable(text, INSTEAD);
  if (error !== undefined) return error;
  const tree = parseJs(text, INSTEAD);
  if (isPasteError(tree)) return tree;
  const nodes = [...nodesOf(tree)];
  const calls = nodes.flatMap((node) => {
    const ask = askerOf(node, nodes);
    return ask === undefined ? [] : [ask];
  });
  const [first] = calls;
  if (first === undefined) return { message: "No call of fetch is in this.", fix: INSTEAD };
  const snippet: Snippet = { tree, reader: readerOf(tree), notes: [] };
  if (calls.length > 1) snippet.notes.push(`Only the first of ${calls.length} requests is read.`);
  const ask = first(snippet);
  return isPasteError(ask) ? ask : requestOf(ask);
}

const AXIOS = /^axios(\.(request|get|delete|head|options|post|put|patch))?$/;

function askerOf(
  node: AnyNode,
  nodes: readonly AnyNode[],
): ((snippet: Snippet) => ReturnType<typeof askOfFetch>) | undefined {
  if (node.type !== "CallExpression") return undefined;
  const name = nameOf(node.callee);
  if (name === "fetch") return (snippet) => askOfFetch(snippet, node);
  if (AXIOS.test(name)) return (snippet) => askOfAxios(snippet, node);
  const isXhr = name.endsWith(".open") && node.arguments.length > 1;
  return isXhr ? (snippet) => askOfXhr(snippet, node, nodes) : undefined;
}
