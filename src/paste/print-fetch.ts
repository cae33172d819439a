import type { PastedRequest } from "./pasted.ts";

/**
 * The request as a call of fetch, as one would type it in a page. What is fetch's default is not written. The page's
 * origin is not in it: it is that of the page that runs the call.
 */
export function printFetch(request: Omit<PastedRequest, "origin" | "notes">): string {
  const { url, method, headers, body, credentials, mode, redirect } = request;
  const options: string[] = [];
  if (method !== "GET") options.push(`method: ${text(method)}`);
  if (headers.length > 0) options.push(`headers: ${printHeaders(headers)}`);
  if (body !== null) options.push(`body: ${text(body)}`);
  if (credentials !== "same-origin") options.push(`credentials: ${text(credentials)}`);
  if (mode !== "cors") options.push(`mode: ${text(mode)}`);
  if (redirect !== "follow") options.push(`redirect: ${text(redirect)}`);
  if (options.length === 0) return `await fetch(${text(url)});`;
  return `await fetch(${text(url)}, {\n${options.map((option) => `  ${option},\n`).join("")}});`;
}

/** An object where each name comes once and none is special in one; else pairs. */
function printHeaders(headers: PastedRequest["headers"]): string {
  const names = headers.map(([name]) => name.toLowerCase());
  // Names that are numbers come first in an object, whatever their place.
  const isPlain =
    new Set(names).size === names.length && !names.some((name) => name === "__proto__" || /^\d+$/.test(name));
  const lines = headers.map(([name, value]) =>
    isPlain
      ? `    ${/^[a-z_$][\w$]*$/i.test(name) ? name : text(name)}: ${text(value)},\n`
      : `    [${text(name)}, ${text(value)}],\n`,
  );
  return isPlain ? `{\n${lines.join("")}  }` : `[\n${lines.join("")}  ]`;
}

/** A string literal, safe in a script element too. */
function text(value: string): string {
  return JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
