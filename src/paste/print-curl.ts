import type { HeaderLine } from "../browser/index.ts";
import { fromUtf8 } from "./bytes.ts";
import { quoteWord } from "./quote-word.ts";

export interface PrintCurlOptions {
  /** With `-i`, for the response's header lines to be printed. Default false. */
  readonly include?: boolean;
  /** One option a line, joined by backslashes. Default false. */
  readonly multiline?: boolean;
  /** Further options, as words: how to connect. */
  readonly further?: readonly string[];
}

/**
 * The curl command that sends a request, for a POSIX shell: whatever the values are, the shell runs nothing but curl, and
 * curl sends these bytes.
 *
 * @param request header values are isomorphic strings, the body is sent as UTF-8
 */
export function printCurl(
  request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly HeaderLine[];
    readonly body: string | null;
  },
  { include = false, multiline = false, further = [] }: PrintCurlOptions = {},
): string {
  const { method, url, headers, body } = request;
  const parts = ["curl"];
  if (include) parts.push("-i");
  parts.push(...further.map(quoteWord));
  // Brackets and braces of a URL are no pattern.
  if (/[{}[\]]/.test(url)) parts.push("-g");
  // curl -X HEAD would wait for a body.
  if (method === "HEAD" && body === null) parts.push("-I");
  else if (method !== (body === null ? "GET" : "POST")) parts.push(`-X ${quoteWord(method)}`);
  parts.push(quoteWord(url));
  for (const [name, value] of headers) parts.push(`-H ${quoteBytes(value === "" ? `${name};` : `${name}: ${value}`)}`);
  if (body === null) return parts.join(separator(multiline));
  // Else curl would say that it comes from a form.
  if (!headers.some(([name]) => /^content-type$/i.test(name))) parts.push("-H Content-Type:");
  const text = body.toWellFormed();
  // No argument can hold a NUL.
  const isPiped = text.includes("\0");
  parts.push(isPiped ? "--data-binary @-" : `--data-raw ${quoteWord(text)}`);
  const command = parts.join(separator(multiline));
  return isPiped
    ? `printf %b ${quoteWord(text.replaceAll("\\", "\\\\").replaceAll("\0", "\\0000"))} | ${command}`
    : command;
}

function separator(multiline: boolean): string {
  return multiline ? " \\\n  " : " ";
}

/** Bytes that are no UTF-8 need `$'…'`, which POSIX has since 2024 and bash, zsh and ksh ever had. */
function quoteBytes(bytes: string): string {
  const text = fromUtf8(bytes);
  if (text !== null) return quoteWord(text);
  return `$'${bytes.replace(/[\\']|[^ -~]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, "0")}`)}'`;
}
