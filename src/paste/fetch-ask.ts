import type { CallExpression, Expression, SpreadElement } from "acorn";
import type { Ask } from "./ask.ts";
import { headersOf, newArgument, optionsOf, textOf, type Options, type Snippet } from "./js-options.ts";
import { showNode } from "./js-tree.ts";
import { parseUrl } from "./parse-url.ts";
import type { PasteError } from "./pasted.ts";

const URLENCODED = "application/x-www-form-urlencoded;charset=UTF-8";

/** `fetch(url, init)`, with a Request or a URL object for the first. https://fetch.spec.whatwg.org/#fetch-method */
export function askOfFetch(snippet: Snippet, call: CallExpression): Ask | PasteError {
  const { reader, tree, notes } = snippet;
  const [input, init] = call.arguments;
  if (input === undefined) {
    return { message: `There is no URL in ${showNode(tree, call)}.`, fix: "Write it as the first argument." };
  }
  const target = reader.resolve(input);
  const isRequest = target.type === "NewExpression" && newArgument(reader, input, "Request") !== undefined;
  const [first, firstInit] = isRequest ? target.arguments : [input];
  const url = urlOf(snippet, first ?? input);
  if (typeof url !== "string") return url;

  const options: Options = new Map([...optionsOf(snippet, firstInit), ...optionsOf(snippet, init)]);
  const texts: Record<string, string | undefined> = {};
  for (const name of ["method", "credentials", "mode", "redirect", "referrer"]) {
    const text = textOf(snippet, name, options.get(name));
    if (typeof text === "object") return text;
    texts[name] = text;
  }
  return {
    url,
    method: texts["method"],
    credentials: texts["credentials"],
    mode: texts["mode"],
    redirect: texts["redirect"],
    referrer: texts["referrer"],
    headers: headersOf(snippet, options.get("headers")),
    ...bodyOf(snippet, options.get("body")),
    notes,
  };
}

/** A string, or `new URL(…)` of strings. */
export function urlOf(snippet: Snippet, node: Expression | SpreadElement): string | PasteError {
  const target = snippet.reader.resolve(node);
  const argument = newArgument(snippet.reader, node, "URL");
  const url = textOf(snippet, "url", argument ?? node);
  if (argument === undefined || target.type !== "NewExpression" || typeof url === "object") return url ?? "undefined";
  const base = textOf(snippet, "url", target.arguments[1]);
  if (typeof base === "object") return base;
  return parseUrl(url ?? "", base)?.href ?? url ?? "undefined";
}

/** A string, or `new URLSearchParams(…)`. A body that is made elsewhere is left empty, and a note says so. */
export function bodyOf(
  { tree, reader, notes }: Snippet,
  node: Expression | SpreadElement | undefined,
): Pick<Ask, "body" | "bodyType"> {
  if (node === undefined) return { body: null, bodyType: undefined };
  const parameters = newArgument(reader, node, "URLSearchParams");
  const read = reader.read(parameters ?? node, "body");
  if ("missing" in read) {
    notes.push(`The body is not written out, and left empty: ${showNode(tree, read.missing.node)}.`);
    return { body: "", bodyType: parameters === undefined ? undefined : URLENCODED };
  }
  const { value } = read;
  if (parameters !== undefined) return { body: new URLSearchParams(asInit(value)).toString(), bodyType: URLENCODED };
  if (value === undefined || value === null) return { body: null, bodyType: undefined };
  if (typeof value === "object")
    notes.push("The body is an object, which fetch sends as [object Object]: JSON.stringify it.");
  return { body: typeof value === "object" ? "[object Object]" : String(value), bodyType: undefined };
}

/** Of what URLSearchParams takes: text, pairs or a record; anything else as its text. */
export function asInit(value: unknown): string | string[][] | Record<string, string> {
  if (typeof value !== "object" || value === null) return String(value);
  const entries: unknown[] = Array.isArray(value) ? value : Object.entries(value);
  const pairs = entries.filter((entry): entry is unknown[] => Array.isArray(entry) && entry.length === 2);
  return pairs.map((pair) => pair.map(String));
}
