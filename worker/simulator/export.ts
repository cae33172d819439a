import type { HeaderLine } from "../../src/browser/index.ts";
import { printCurl } from "../../src/paste/print-curl.ts";
import { applyFix } from "./fix.ts";
import { asAsked, authorHeaders } from "./page-request.ts";
import { predict } from "./predict.ts";
import { printConfig, printObjectOf } from "./print-config.ts";
import type { PageSide, Scenario } from "./scenario.ts";

/**
 * The curl commands that send what a browser would: the preflight request, the request itself, and each request that a
 * redirect leads to.
 */
export async function toCurl(scenario: Scenario): Promise<readonly string[]> {
  const { visits } = await predict(scenario, "standard");
  return (visits[0]?.outcome.exchanges ?? []).map(({ request }) =>
    printCurl(
      {
        method: request.method,
        url: request.url,
        headers: request.headers,
        body: request.body === null ? null : bodyText(scenario.page, request.headers),
      },
      { include: true, multiline: true },
    ),
  );
}

/** A body as it goes over the wire. */
function bodyText({ body }: PageSide, headers: readonly HeaderLine[]): string {
  if (body.kind === "urlencoded") return String(new URLSearchParams(body.text));
  if (body.kind !== "multipart") return body.text;
  const type = headers.find(([name]) => /^content-type$/i.test(name))?.[1] ?? "";
  const boundary = /boundary=([\w-]+)/.exec(type)?.[1] ?? "";
  return `--${boundary}\r\nContent-Disposition: form-data; name="text"\r\n\r\n${body.text}\r\n--${boundary}--\r\n`;
}

/** More steps than that no server needs to be mended. */
const MOST_STEPS = 4;

/**
 * A config of corskit's under which the page could read: the policy of the scenario, mended; else the narrowest one.
 *
 * @returns null where no policy helps: for a page of the origin `null`, for one
 */
export async function toConfig(scenario: Scenario): Promise<string | null> {
  const { page, server } = scenario;
  const config = server.kind === "policy" ? server.config : narrowest(asAsked(page));
  let mended: Scenario | null = {
    page,
    server: { kind: "policy", config, outcome: "200", cache: { kind: "none", firstOrigin: "" } },
  };
  for (let steps = 0; mended !== null && steps <= MOST_STEPS; steps++) {
    const { visits } = await predict(mended, "standard");
    const outcome = visits[0]?.outcome;
    if (outcome?.verdict === "readable")
      return mended.server.kind === "policy" ? printObjectOf(mended.server.config) : null;
    mended = outcome?.failure ? await applyFix(mended, outcome.failure) : null;
  }
  return null;
}

function narrowest(page: PageSide): string {
  const names = [...new Set(authorHeaders(page).map(([name]) => name))].filter((name) => /^[\w-]+$/.test(name));
  const usual = ["GET", "HEAD", "POST"];
  return printConfig({
    allowOrigins: [page.origin],
    allowMethods: usual.includes(page.method) ? usual : [...usual, page.method],
    allowHeaders: names,
    ...(page.credentials === "include" ? { allowCredentials: true } : {}),
  });
}
