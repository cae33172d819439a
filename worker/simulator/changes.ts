import { registrableDomain } from "../../src/browser/site.ts";
import type { HeaderLine } from "../../src/browser/index.ts";
import { emptyNames, reasonToDrop, repeatedNames } from "./real-lines.ts";
import type { Scenario } from "./scenario.ts";
import type { Site } from "./site.ts";

/** What of a scenario is otherwise when it is run for real, a sentence each. */
export function changesOf({ page, server }: Scenario, urls: readonly string[], site: Site): readonly string[] {
  const lines =
    server.kind === "raw" ? server.hops.flatMap(({ preflight, actual }) => [preflight.headers, actual.headers]) : [];
  return [
    ...schemeChange(page.origin, urls, site),
    ...siteChange({ page, server }, site),
    ...new Set(lines.flatMap(droppedLines)),
    ...new Set(lines.flatMap(emptyNames).map((name) => `${name} is not sent without a value.`)),
    ...new Set(
      lines
        .flatMap(repeatedNames)
        .map((name) => `A Worker joins the lines of ${name} into one, which comes to the same.`),
    ),
  ];
}

function schemeChange(origin: string, urls: readonly string[], site: Site): readonly string[] {
  const secure = [origin, ...urls].some((url) => url.startsWith("https:"));
  return secure && site.page.startsWith("http:") ? ["What is https is http here, on this machine alone."] : [];
}

function droppedLines(headers: readonly HeaderLine[]): readonly string[] {
  return headers.flatMap(([name, value]) => {
    const reason = reasonToDrop(name, value);
    return reason === undefined ? [] : [`${name} is not sent as it is. ${reason}`];
  });
}

/** Cookies go by sites, and the real hosts stand to each other as they do. */
function siteChange({ page, server }: Scenario, site: Site): readonly string[] {
  const sets =
    server.kind === "raw" &&
    server.hops.some(({ actual }) => actual.headers.some(([name]) => /^set-cookie$/i.test(name)));
  if (page.credentials !== "include" || (page.cookie === "" && !sets)) return [];
  const notes: string[] = [];
  if (page.cookie !== "") {
    notes.push(
      "The cookie is called demo, and this page has it set by a request of its own, not by a visit of the API.",
    );
  }
  const own = isSameSite(page.origin, page.url);
  const real = isSameSite(site.page, site.others[0] ?? site.page);
  if (own !== real && page.origin !== new URL(page.url).origin) {
    notes.push(
      own
        ? "Page and API are of one site; the hosts that stand for them are of two, so SameSite counts."
        : "Page and API are of two sites; the hosts that stand for them are of one, so SameSite does not count.",
    );
  }
  return notes;
}

function isSameSite(origin: string, url: string): boolean {
  return origin !== "null" && registrableDomain(new URL(origin).hostname) === registrableDomain(new URL(url).hostname);
}
