import { essenceOf } from "./safelist.ts";
import { isToken, normalizeValue } from "./header-list.ts";

const UTF_8 = /^utf-8$/i;

/**
 * What XMLHttpRequest makes of the author's Content-Type where the body is a string, which it sends as UTF-8
 * (https://xhr.spec.whatwg.org/#the-send()-method, step 4): a charset of another name is put right, and the
 * type serialised anew. A value that needs quotes then is not safelisted any more.
 */
export function withUtf8(value: string): string {
  const essence = essenceOf(value);
  const parameters = parametersOf(value);
  const charset = parameters.get("charset");
  if (essence === undefined || charset === undefined || UTF_8.test(charset)) return value;
  parameters.set("charset", "UTF-8");
  // https://mimesniff.spec.whatwg.org/#serialize-a-mime-type
  return essence + [...parameters].map(([name, text]) => `;${name}=${isToken(text) ? text : quote(text)}`).join("");
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/** Up to a `;` outside of quotes. What follows a closing quote is left out. */
const PARAMETER = /;([^;=]*)(?:=(?:"((?:[^"\\]|\\.)*)"?[^;]*|([^;]*)))?/gs;

/** https://mimesniff.spec.whatwg.org/#parse-a-mime-type, from step 11 */
function parametersOf(value: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [, written = "", quoted, plain = ""] of value.matchAll(PARAMETER)) {
    const name = written.replace(/^[\t\n\r ]+/, "").toLowerCase();
    const text = quoted?.replace(/\\(.)/gs, "$1") ?? normalizeValue(plain);
    if (text === "" && quoted === undefined) continue;
    if (isToken(name) && !parameters.has(name)) parameters.set(name, text);
  }
  return parameters;
}
