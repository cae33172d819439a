import type { HeaderLine } from "../browser/index.ts";
import { isToken } from "../browser/header-list.ts";
import { normalizeMethod } from "../browser/methods.ts";
import { fromBytes, toBytes } from "./bytes.ts";
import { isForCmd, splitCmdWords } from "./cmd-words.ts";
import { readCurlBody } from "./curl-body.ts";
import { readCurlOptions, type CurlOption } from "./curl-options.ts";
import { isPasteError, quoteShort, unreadable } from "./limits.ts";
import { readPageHeaders } from "./page-headers.ts";
import { fromPreflight } from "./pasted-preflight.ts";
import { parseUrl } from "./parse-url.ts";
import type { PastedRequest, PasteError } from "./pasted.ts";
import { splitShellWords } from "./shell-words.ts";

const INSTEAD = 'Paste a curl command: in the browser\'s developer tools, "Copy as cURL" of the request.';

/** Options that decide how curl connects, in which no page has a part. */
const OF_THE_CONNECTION =
  /^(insecure|resolve|connect-to|cacert|capath|cert|key|pinnedpubkey|interface|unix-socket|abstract-unix-socket|aws-sigv4|digest|ntlm|negotiate|anyauth|netrc|netrc-file|netrc-optional|config|etag-compare|time-cond|request-target|path-as-is)$|proxy|^socks/;

/**
 * Reads a curl command: typed by hand, or copied from a browser's developer tools for bash or for cmd.exe. Nothing
 * is run, expanded or read from a file.
 *
 * @returns what a page would have to ask for to send the same
 */
export function parseCurl(text: string): PastedRequest | PasteError {
  const error = unreadable(text, INSTEAD);
  if (error !== undefined) return error;
  const command = text.replace(/^\s*(?:[$#>%]\s+)?/, "");
  const split = isForCmd(command)
    ? { words: splitCmdWords(toBytes(command)), notes: [] }
    : splitShellWords(toBytes(command));
  if (isPasteError(split)) return split;
  const [first = "", ...rest] = split.words;
  if (!/(?:^|[/\\])curl(?:\.exe)?$/i.test(first)) {
    return { message: `This is no curl command: it begins with ${quoteShort(fromBytes(first))}.`, fix: INSTEAD };
  }
  const all = readCurlOptions(rest);
  if (isPasteError(all)) return all;
  const next = all.findIndex(({ name }) => name === "next");
  const options = next < 0 ? all : all.slice(0, next);
  const request = requestOf(options);
  if (isPasteError(request)) return request;
  const notes = [...split.notes, ...request.notes];
  if (next >= 0) notes.push("What follows --next is left out: it is another request.");
  return { ...request, notes };
}

function requestOf(options: readonly CurlOption[]): PastedRequest | PasteError {
  const has = (name: string): boolean => options.some((option) => option.name === name);
  const last = (name: string): string | undefined => options.findLast((option) => option.name === name)?.value;
  const [target, ...others] = options.filter(({ name }) => name === "url");
  if (target === undefined) return { message: "The command has no URL.", fix: INSTEAD };
  const notes: string[] = [];
  if (others.length > 0) notes.push(`Only the first of ${others.length + 1} URLs is read.`);

  const data = readCurlBody(options);
  const query = options.filter(({ name }) => name === "url-query").map(({ value }) => value.replace(/^\+/, ""));
  if (has("get") && data.body !== null) query.push(data.body);
  const url = urlOf(fromBytes(target.value), fromBytes(query.join("&")));
  if (!(url instanceof URL)) return url;
  const [href, user] = withoutUser(url);
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(target.value))
    notes.push("The URL has no scheme: it is read with http, as curl does.");

  const isGet = has("get");
  const body = isGet || has("head") ? null : data.body;
  if (has("head") && !isGet && data.body !== null) notes.push("The data is left out: HEAD has none.");
  const written =
    last("request") ?? (has("head") ? "HEAD" : has("upload-file") ? "PUT" : body === null ? "GET" : "POST");
  if (!isToken(written)) return { message: `The method is no token: ${quoteShort(written)}.`, fix: "Correct -X." };
  const method = normalizeMethod(written);
  if (method !== written) notes.push(`A page cannot send ${written}: fetch writes it ${method}.`);

  const lines = headerLines(options, body === null ? [] : data.headers, user);
  const page = readPageHeaders(lines.headers);
  const left = [...new Set(options.filter(({ name }) => OF_THE_CONNECTION.test(name)).map((option) => option.written))];
  if (left.length > 0) notes.push(`Left out, since a page has no part in them: ${left.join(", ")}.`);
  return fromPreflight(lines.headers, {
    url: href,
    origin: page.origin,
    method,
    headers: page.headers,
    body: body === null ? null : fromBytes(body),
    credentials: page.hasCookies ? "include" : "same-origin",
    mode: page.mode,
    redirect: "follow",
    notes: [...notes, ...data.notes, ...lines.notes, ...page.notes],
  });
}

/** curl takes what has no scheme for http. */
function urlOf(written: string, query: string): URL | PasteError {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(written) ? written : `http://${written}`;
  const url = parseUrl(whole);
  if (url === null || /^[“”‘’'"]/.test(written)) {
    return {
      message: `This is no URL: ${quoteShort(written)}.`,
      fix: "Give the whole URL, in straight quotation marks: 'https://api.example.com/'.",
    };
  }
  if (query !== "") url.search = url.search === "" ? query : `${url.search}&${query}`;
  return url;
}

/** A page may not fetch a URL with a user name; curl sends it as Authorization. */
function withoutUser(url: URL): readonly [href: string, user: string | undefined] {
  if (url.username === "" && url.password === "") return [url.href, undefined];
  const user = [url.username, url.password].map(percentDecode).join(":");
  url.username = "";
  url.password = "";
  return [url.href, user];
}

/** To bytes; a URL's parts are ASCII. */
function percentDecode(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

function headerLines(
  options: readonly CurlOption[],
  ofBody: readonly HeaderLine[],
  userOfUrl: string | undefined,
): { readonly headers: readonly HeaderLine[]; readonly notes: readonly string[] } {
  const written: HeaderLine[] = [];
  const removed = new Set<string>();
  const notes: string[] = [];
  const added: HeaderLine[] = [...ofBody];
  for (const { name, value } of options) {
    if (name === "header") {
      const colon = value.indexOf(":");
      const header = value.slice(0, colon).trim();
      if (value.startsWith("@"))
        notes.push(`The headers in the file ${quoteShort(value.slice(1))} are not known here.`);
      else if (colon > 0 && value.slice(colon + 1).trim() !== "") written.push([header, value.slice(colon + 1)]);
      // curl: "X:" removes one of its own, "X;" sends an empty one.
      else if (colon > 0) removed.add(header.toLowerCase());
      else if (value.endsWith(";")) written.push([value.slice(0, -1), ""]);
      else notes.push(`Left out, since it has no colon: -H ${quoteShort(fromBytes(value))}.`);
    } else if (name === "user-agent") written.push(["User-Agent", value]);
    else if (name === "referer") written.push(["Referer", value.split(";auto")[0] ?? ""]);
    else if (name === "cookie") written.push(["Cookie", value]);
    else if (name === "range") added.push(["Range", `bytes=${value}`]);
    else if (name === "oauth2-bearer") added.push(["Authorization", `Bearer ${value}`]);
  }
  const user = options.findLast(({ name }) => name === "user")?.value ?? userOfUrl;
  if (user !== undefined) {
    added.push(["Authorization", `Basic ${btoa(user.includes(":") ? user : `${user}:`)}`]);
    notes.push("The user name and password are read as an Authorization header, which is what curl sends.");
  }
  const names = new Set([...removed, ...written.map(([name]) => name.toLowerCase())]);
  return { headers: [...written, ...added.filter(([name]) => !names.has(name.toLowerCase()))], notes };
}
