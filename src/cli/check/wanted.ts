import type { HeaderLine } from "../../browser/index.ts";
import { isForbiddenRequestHeader } from "../../browser/forbidden-headers.ts";
import { isToken } from "../../browser/header-list.ts";
import { isForbiddenMethod, normalizeMethod } from "../../browser/methods.ts";
import { addressSpaceOf } from "../../browser/site.ts";
import { originParts } from "../../policy/origin.ts";
import { patternFault } from "../../policy/pattern-fault.ts";
import { parseUrl } from "../../paste/parse-url.ts";
import type { PastedRequest } from "../../paste/pasted.ts";
import { CannotRun } from "../cannot-run.ts";
import type { CheckOptions } from "./options.ts";
import { assumedOrigin } from "./assumed-origin.ts";
import type { Wanted } from "./probes.ts";
import { EXAMPLE, readTarget } from "./target.ts";

/** What is asked about, and what had to be guessed or left out, a sentence each. */
export interface ReadWanted extends Wanted {
  readonly notes: readonly string[];
}

/**
 * What the arguments ask about.
 *
 * @throws CannotRun where they make no sense
 */
export async function readWanted(target: readonly string[], options: CheckOptions): Promise<ReadWanted> {
  const pasted = await readTarget(target);
  const { body = pasted.body, credentials } = options;
  const { method = options.body === undefined ? pasted.method : "POST" } = options;
  const url = checkUrl(pasted.url);
  const request: PastedRequest = {
    ...pasted,
    url: url.href,
    method: checkMethod(method),
    headers: [...pasted.headers, ...(options.header ?? []).map(parseHeader)],
    body,
    credentials: credentials === true ? "include" : pasted.credentials,
  };
  if (body !== null && /^(GET|HEAD)$/.test(request.method)) {
    throw new CannotRun(`a page cannot send a body with ${request.method}`, "add --method POST, or leave out --body");
  }
  const given = options.origin?.map(checkOrigin) ?? (pasted.origin === null ? [] : [pasted.origin]);
  const origins = given.length > 0 ? [...new Set(given)] : [assumedOrigin(url)];
  const notes = [...pasted.notes, ...notesOn(origins, given.length === 0, url)];
  return { request, origins, notes };
}

function notesOn(origins: readonly string[], assumed: boolean, { origin }: URL): readonly string[] {
  return [
    ...(assumed ? [`No --origin was given; ${origins.join(", ")} is assumed to be one that is to be let in.`] : []),
    ...(origins.includes(origin) ? [`${origin} is the server's own origin: CORS is not for its pages.`] : []),
  ];
}

function checkUrl(text: string): URL {
  const url = parseUrl(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    const guessed = parseUrl(`https://${text.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "")}`);
    const fix = guessed === null ? EXAMPLE : likely(guessed);
    throw new CannotRun(`${JSON.stringify(text)} is no URL of http or https`, `give one: ${fix}`);
  }
  if (url.username !== "" || url.password !== "") {
    url.username = "";
    url.password = "";
    throw new CannotRun(
      "a page cannot fetch a URL with a user name",
      `give ${url.href} and --header "Authorization: …"`,
    );
  }
  url.hash = "";
  return url;
}

/** Servers on one's own machine rarely have a certificate. */
function likely(url: URL): string {
  if (addressSpaceOf(url) === "loopback") url.protocol = "http:";
  return url.href;
}

function checkMethod(method: string): string {
  if (isToken(method) && !isForbiddenMethod(method)) return normalizeMethod(method);
  throw new CannotRun(`no page can send the method ${JSON.stringify(method)}`, "give one such as GET, PUT or DELETE");
}

function parseHeader(line: string): HeaderLine {
  const colon = line.indexOf(":");
  const [name, value] = [line.slice(0, Math.max(colon, 0)).trim(), line.slice(colon + 1).trim()];
  // oxlint-disable-next-line no-control-regex
  if (!isToken(name) || /[\0\r\n]|[^\0-\xff]/.test(value)) {
    throw new CannotRun(`${JSON.stringify(line)} is no header`, 'write it as --header "X-Api-Version: 2"');
  }
  if (!isForbiddenRequestHeader(name, value)) return [name, value];
  throw new CannotRun(`a page cannot set the header ${name}: browsers do`, insteadOf(name, value));
}

function insteadOf(name: string, value: string): string {
  if (/^origin$/i.test(name)) return `give --origin ${value}`;
  return /^cookie$/i.test(name) ? "give --credentials, with which the page sends cookies" : "leave it out";
}

function checkOrigin(origin: string): string {
  if (origin === "null" || originParts(origin) !== undefined) return origin;
  const { message, fix } = patternFault(origin) ?? {
    message: `${JSON.stringify(origin)} is a pattern, and pages have one origin each`,
    fix: '"https://app.example.com"',
  };
  throw new CannotRun(`--origin: ${message}`, `--origin ${fix}`);
}
