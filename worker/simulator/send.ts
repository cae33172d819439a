import { asAsked, authorHeaders, bodyOf } from "./page-request.ts";
import type { PageSide } from "./scenario.ts";

// Runs in the browser, in a page or in its sandboxed frame: the real request.

/** What a page's JavaScript saw. */
export interface Seen {
  /**
   * - `thrown`: making the request threw, so nothing was sent;
   * - `blocked`: it failed later, for CORS or another reason, which JavaScript is not told.
   */
  readonly verdict: "readable" | "opaque" | "blocked" | "thrown";
  /** Null where there is none to read. */
  readonly status: number | null;
  /** The header names that it can read: lower case, sorted. */
  readonly readable: readonly string[];
}

/** In milliseconds. The server answers at once. */
export const LIMIT = 15_000;

/** Sends what a page asks for. Never rejects. */
export function send(page: PageSide): Promise<Seen> {
  const asked = asAsked(page);
  return asked.initiator === "xhr" ? sendXhr(asked) : sendFetch(asked);
}

function nothing(verdict: Seen["verdict"]): Seen {
  return { verdict, status: null, readable: [] };
}

async function sendFetch(page: PageSide): Promise<Seen> {
  const { url, method, mode, credentials, redirect } = page;
  const headers = authorHeaders(page).map(([name, value]): [string, string] => [name, value]);
  let request: Request;
  try {
    // By itself, so that what throws here is told from what fails later.
    request = new Request(url, { method, headers, body: bodyOf(page), mode, credentials, redirect });
  } catch {
    return nothing("thrown");
  }
  let response: Response;
  try {
    response = await fetch(request, { signal: AbortSignal.timeout(LIMIT) });
  } catch {
    return nothing("blocked");
  }
  // Read, so that the connection is free again.
  await response.text().catch(() => "");
  if (response.type === "opaque" || response.type === "opaqueredirect") return { ...nothing("opaque"), status: 0 };
  return readable(response.status, [...response.headers.keys()]);
}

function sendXhr(page: PageSide): Promise<Seen> {
  const xhr = new XMLHttpRequest();
  return new Promise((resolve) => {
    xhr.addEventListener("loadend", () => {
      const lines = xhr.getAllResponseHeaders().split("\r\n");
      const names = lines.filter((line) => line !== "").map((line) => line.slice(0, line.indexOf(":")).toLowerCase());
      resolve(xhr.status === 0 ? nothing("blocked") : readable(xhr.status, names));
    });
    try {
      xhr.open(page.method, page.url);
      for (const [name, value] of authorHeaders(page)) xhr.setRequestHeader(name, value);
      xhr.withCredentials = page.credentials === "include";
      xhr.timeout = LIMIT;
      if (page.uploadListener) xhr.upload.addEventListener("progress", () => {});
      xhr.send(bodyOf(page) as XMLHttpRequestBodyInit | null);
    } catch {
      resolve(nothing("thrown"));
    }
  });
}

function readable(status: number, names: readonly string[]): Seen {
  return { verdict: "readable", status, readable: [...new Set(names)].toSorted() };
}
