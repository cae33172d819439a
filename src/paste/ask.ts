import type { HeaderLine } from "../browser/index.ts";
import { isToken } from "../browser/header-list.ts";
import { normalizeMethod } from "../browser/methods.ts";
import type { CredentialsMode } from "../browser/request.ts";
import { quoteShort } from "./limits.ts";
import { originOf, readPageHeaders } from "./page-headers.ts";
import { fromPreflight } from "./pasted-preflight.ts";
import { parseUrl } from "./parse-url.ts";
import type { PastedRequest, PasteError } from "./pasted.ts";

/** What a call in a snippet asks for, before it is checked. `undefined` where the snippet does not say. */
export interface Ask {
  readonly url: string;
  readonly method: string | undefined;
  readonly headers: readonly HeaderLine[];
  readonly body: string | null;
  /** The Content-Type that the body brings with it. */
  readonly bodyType: string | undefined;
  readonly credentials: string | undefined;
  readonly mode: string | undefined;
  readonly redirect: string | undefined;
  readonly referrer: string | undefined;
  readonly notes: readonly string[];
}

const CREDENTIALS: readonly CredentialsMode[] = ["omit", "same-origin", "include"];
const MODES: readonly PastedRequest["mode"][] = ["cors", "no-cors", "same-origin"];
const REDIRECTS: readonly PastedRequest["redirect"][] = ["follow", "error", "manual"];

export function requestOf(ask: Ask): PastedRequest | PasteError {
  const base = originOf(ask.referrer ?? null) === null ? undefined : ask.referrer;
  const url = parseUrl(ask.url, base);
  if (url === null) {
    return {
      message: `This is no whole URL: ${quoteShort(ask.url)}.`,
      fix: "Write it out, with https:// and the host.",
    };
  }
  const { method: written = "GET" } = ask;
  if (!isToken(written)) return { message: `The method is no token: ${quoteShort(written)}.`, fix: "Correct it." };
  const hasType = ask.headers.some(([name]) => /^content-type$/i.test(name));
  const lines: readonly HeaderLine[] =
    ask.bodyType === undefined || hasType ? ask.headers : [...ask.headers, ["Content-Type", ask.bodyType]];
  const page = readPageHeaders(lines);
  const credentials = oneOf("credentials", ask.credentials, CREDENTIALS, page.hasCookies ? "include" : "same-origin");
  if (typeof credentials !== "string") return credentials;
  const mode = oneOf("mode", ask.mode, MODES, page.mode);
  if (typeof mode !== "string") return mode;
  const redirect = oneOf("redirect", ask.redirect, REDIRECTS, "follow");
  if (typeof redirect !== "string") return redirect;
  return fromPreflight(lines, {
    url: url.href,
    origin: page.origin ?? originOf(ask.referrer ?? null),
    method: normalizeMethod(written),
    headers: page.headers,
    body: ask.body,
    credentials,
    mode,
    redirect,
    notes: [...ask.notes, ...page.notes],
  });
}

function oneOf<T extends string>(
  option: string,
  value: string | undefined,
  allowed: readonly T[],
  otherwise: T,
): T | PasteError {
  if (value === undefined) return otherwise;
  const known = allowed.find((one) => one === value);
  return (
    known ?? {
      message: `${option} is ${quoteShort(value)}.`,
      fix: `Let it be one of ${allowed.map((one) => JSON.stringify(one)).join(", ")}.`,
    }
  );
}
