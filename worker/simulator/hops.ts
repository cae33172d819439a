import { valuesOf } from "../../src/browser/header-list.ts";
import { isRedirectStatus } from "../../src/browser/redirect.ts";
import { PLAIN_HOP } from "./defaults.ts";
import type { Hop, Scenario } from "./scenario.ts";

/** Where a policy's handler redirects to. */
export const MOVED = "/moved";

/**
 * The URLs that a scenario's server answers, in the order of its hops: the page's own, then each one that the
 * Location before it names. A hop that nothing leads to has none.
 */
export function hopUrls({ page, server }: Scenario): readonly string[] {
  if (server.kind === "policy") return [bare(page.url), new URL(MOVED, page.url).href];
  const urls = [bare(page.url)];
  for (const hop of server.hops.slice(0, -1)) {
    const next = locationOf(hop, urls.at(-1) ?? "");
    if (next === null || urls.includes(next)) break;
    urls.push(next);
  }
  return urls;
}

/** Those, and where the last of them leads although nobody answers there. */
export function allUrls(scenario: Scenario): readonly string[] {
  const urls = hopUrls(scenario);
  const { server } = scenario;
  if (server.kind === "policy") return urls;
  const next = urls.map((url, i) => locationOf(server.hops[i] ?? PLAIN_HOP, url) ?? url);
  return [...urls, ...next.filter((url) => /^https?:/.test(url))];
}

/** The absolute URL that a hop redirects to; null where it does not, or where that is no URL. */
export function locationOf({ actual }: Hop, url: string): string | null {
  const [location, ...more] = isRedirectStatus(actual.status) ? valuesOf(actual.headers, "location") : [];
  // Of two lines, none counts.
  return location === undefined || more.length > 0 || !URL.canParse(location, url)
    ? null
    : bare(new URL(location, url).href);
}

/** What a server sees of a URL: neither the fragment nor a user name. */
export function bare(url: string): string {
  const seen = new URL(url);
  seen.hash = "";
  // Setting them does nothing where a URL cannot have them.
  seen.username = "";
  seen.password = "";
  return seen.href;
}
