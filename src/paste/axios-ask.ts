import type { CallExpression } from "acorn";
import type { Ask } from "./ask.ts";
import { asInit, bodyOf, urlOf } from "./fetch-ask.ts";
import { headersOf, optionsOf, textOf, type Snippet } from "./js-options.ts";
import { nameOf } from "./js-tree.ts";
import { parseUrl } from "./parse-url.ts";
import type { PasteError } from "./pasted.ts";

/** `axios(config)`, `axios(url, config)`, `axios.get(url, config)`, `axios.post(url, data, config)`: https://axios-http.com/docs/api_intro */
export function askOfAxios(snippet: Snippet, call: CallExpression): Ask | PasteError {
  const { reader, notes } = snippet;
  const [, alias] = nameOf(call.callee).split(".");
  const [first, ...rest] = call.arguments;
  const byConfig = first !== undefined && reader.resolve(first).type === "ObjectExpression";
  const sendsData = alias === "post" || alias === "put" || alias === "patch";
  const options = optionsOf(snippet, byConfig ? first : rest[sendsData ? 1 : 0]);
  const urlNode = byConfig ? options.get("url") : first;
  const written = urlNode === undefined ? "" : urlOf(snippet, urlNode);
  if (typeof written !== "string") return written;
  const base = textOf(snippet, "baseURL", options.get("baseURL"));
  if (typeof base === "object") return base;
  const method = textOf(snippet, "method", options.get("method"));
  if (typeof method === "object") return method;

  const parameters = options.get("params");
  const query = parameters === undefined ? undefined : reader.read(parameters, "params");
  if (query !== undefined && "missing" in query) notes.push("The params are not written out, and left out.");
  const search = query !== undefined && "value" in query ? new URLSearchParams(asInit(query.value)).toString() : "";
  const whole =
    base === undefined || parseUrl(written) !== null
      ? written
      : `${base.replace(/\/$/, "")}/${written.replace(/^\//, "")}`;

  const dataNode = byConfig || !sendsData ? options.get("data") : rest[0];
  const data = dataNode === undefined ? undefined : reader.read(dataNode, "data");
  const isObject = data !== undefined && "value" in data && typeof data.value === "object" && data.value !== null;
  const withCredentials = options.get("withCredentials");
  const include = withCredentials === undefined ? undefined : reader.read(withCredentials);
  return {
    url: search === "" ? whole : `${whole}${whole.includes("?") ? "&" : "?"}${search}`,
    method: (alias === undefined || alias === "request" ? method : alias)?.toUpperCase(),
    headers: headersOf(snippet, options.get("headers")),
    // axios makes JSON of objects, and says of text that it comes from a form.
    ...(isObject
      ? { body: JSON.stringify(data.value), bodyType: "application/json" }
      : {
          bodyType: dataNode === undefined ? undefined : "application/x-www-form-urlencoded",
          body: bodyOf(snippet, dataNode).body,
        }),
    credentials: include !== undefined && "value" in include && include.value === true ? "include" : undefined,
    mode: undefined,
    redirect: undefined,
    referrer: undefined,
    notes,
  };
}
