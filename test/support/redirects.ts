import type { PageRequestInit } from "../../src/browser/build-request.ts";
import type { HeaderLine } from "../../src/browser/header-list.ts";
import { openPage, type Outcome } from "../../src/browser/page.ts";
import type { NetworkRequest } from "../../src/browser/request.ts";

export const HOSTS: Readonly<Record<string, string>> = {
  P: "https://app.example.com",
  R: "https://api.example.net",
  S: "https://cdn.example.org",
};
export const PAGE = "https://app.example.com";

/** What a server allows whom. */
export type Allow = (request: NetworkRequest) => string;
/** The Origin header that was sent. */
export const originOf = ({ headers }: NetworkRequest): string | null =>
  headers.find(([name]) => name === "Origin")?.[1] ?? null;

export interface Walk {
  readonly path: string;
  readonly init?: PageRequestInit;
  readonly status?: number;
  readonly allow?: Allow;
  readonly extra?: readonly HeaderLine[];
}

/** Redirects along a path of hosts, `PRS` being the page's own, then two others. */
export function walk({ path, init = {}, status = 302, allow = () => "*", extra = [] }: Walk): Promise<Outcome> {
  const urls = [...path].map((host, i) => `${HOSTS[host] ?? ""}/${i}`);
  const page = openPage({
    origin: PAGE,
    transport: (request) => {
      const next = urls[urls.indexOf(request.url) + 1];
      const headers: readonly HeaderLine[] = [
        ["Access-Control-Allow-Origin", allow(request)],
        ["Access-Control-Allow-Credentials", "true"],
        ["Access-Control-Allow-Methods", "*"],
        ["Access-Control-Allow-Headers", "*, authorization, x-a"],
        ...extra,
      ];
      const isPreflight = request.headers.some(([name]) => name === "Access-Control-Request-Method");
      if (isPreflight) return { status: 204, statusText: "", headers, body: null };
      const redirects = next !== undefined;
      const location: readonly HeaderLine[] = redirects ? [["Location", next]] : [];
      return { status: redirects ? status : 200, statusText: "", headers: [...headers, ...location], body: null };
    },
  });
  return page.fetch(urls[0] ?? "", init);
}
