import { isSafelistedResponseHeader } from "../../../browser/filter.ts";
import { PROFILES } from "../../../browser/index.ts";
import { isSafelistedRequestHeader } from "../../../browser/safelist.ts";
import type { Finding } from "../../finding.ts";
import { line, lineWithout, type Rule } from "./rule.ts";
import { meant } from "./spelling.ts";

/** Names that are often misspelt (https://www.iana.org/assignments/http-fields, and what libraries use). */
const KNOWN_REQUEST = (
  "Accept Accept-Language Authorization Baggage Cache-Control Content-Disposition Content-Encoding Content-Language " +
  "Content-Type DPoP If-Match If-Modified-Since If-None-Match If-Range If-Unmodified-Since Idempotency-Key Last-Event-ID " +
  "Prefer Pragma Range Traceparent Tracestate User-Agent X-Api-Key X-Amz-Date X-Amz-Security-Token X-CSRF-Token X-Csrftoken " +
  "X-Correlation-Id X-HTTP-Method-Override X-Request-Id X-Requested-With X-XSRF-Token"
).split(" ");

/** Headers of responses, which no request needs. */
const RESPONSE_ONLY =
  /^(access-control-(allow|expose)-.*|access-control-max-age|www-authenticate|location|etag|vary|server)$/i;

/** Request headers that are listed in vain, and what a `*` leaves out. */
export const requestHeaders: Rule = ({ allowHeaders, allowCredentials }) => {
  const findings: Finding[] = [];
  const wild = allowHeaders.includes("*");
  const authorization = allowHeaders.some((name) => /^authorization$/i.test(name));
  for (const [i, name] of allowHeaders.entries()) {
    const evidence = [`allowHeaders[${i}]: ${JSON.stringify(name)}`];
    const removed = { fix: `remove ${name}`, snippet: lineWithout("allowHeaders", allowHeaders, name), evidence };
    if (isAlwaysSafelisted(name)) {
      findings.push({
        code: "header-safelisted",
        severity: "info",
        message: `${name} needs no permission`,
        cause:
          "it is safelisted: browsers ask for it only where its value is longer than 128 bytes or out of the ordinary",
        ...removed,
      });
    } else if (RESPONSE_ONLY.test(name)) {
      findings.push({
        code: "header-of-responses",
        severity: "info",
        message: `${name} is a header of responses, which pages do not send`,
        cause: "allowHeaders is about what requests carry; the kit sets the headers of responses",
        ...removed,
      });
    } else if (PROFILES.chromium.furtherForbidden.has(name.toLowerCase())) {
      findings.push({
        code: "header-not-everywhere",
        severity: "info",
        message: `${name} is not sent by pages in Chromium, whatever is allowed`,
        cause: "Chromium drops it without a word; the other engines send it",
        fix: `use a header of your own in its place, or know that ${name} is missing there`,
        evidence,
      });
    }
    const likely = name === "*" ? undefined : meant(name, KNOWN_REQUEST);
    if (likely !== undefined) {
      findings.push({
        code: "header-unknown",
        severity: "warning",
        message: `${name} is one letter away from ${likely}`,
        cause: "if it is a slip, requests with the real header fail at their preflight",
        fix: `write ${likely}`,
        snippet: line("allowHeaders", allowHeaders, (one) => [one === name ? likely : one]),
        evidence,
      });
    }
  }
  if (wild && !allowCredentials && !authorization) {
    findings.push({
      code: "wildcard-without-authorization",
      severity: "info",
      message: '"*" does not stand for Authorization',
      cause: "the standard leaves it out; engines still let it pass, and warn in their consoles that they will not",
      fix: "list Authorization beside *, if pages send it",
      snippet: line("allowHeaders", [...allowHeaders, "Authorization"]),
      evidence: [`allowHeaders[${allowHeaders.indexOf("*")}]: "*"`],
    });
  }
  return [...findings, ...beside("allowHeaders", allowHeaders, (name) => !/^authorization$/i.test(name))];
};

/** Accept and its like are, with any usual value; Content-Type and Range have to have one of a few. */
function isAlwaysSafelisted(name: string): boolean {
  return isSafelistedRequestHeader([name, "en"], PROFILES.standard);
}

/** Response headers that are exposed in vain. */
export const exposedHeaders: Rule = ({ exposeHeaders }) => [
  ...exposeHeaders
    .filter((name) => isSafelistedResponseHeader(name))
    .map((name): Finding => ({
      code: "exposed-safelisted",
      severity: "info",
      message: `pages read ${name} without permission`,
      cause: "it is a safelisted response header",
      fix: `remove ${name}`,
      snippet: lineWithout("exposeHeaders", exposeHeaders, name),
      evidence: [`exposeHeaders[${exposeHeaders.indexOf(name)}]: ${JSON.stringify(name)}`],
    })),
  ...beside("exposeHeaders", exposeHeaders, (name) => !isSafelistedResponseHeader(name)),
];

/** What stands beside a `*` that covers it. */
function beside(option: string, list: readonly string[], isCovered: (name: string) => boolean): readonly Finding[] {
  const others = list.filter((name) => name !== "*" && isCovered(name));
  if (!list.includes("*") || others.length === 0) return [];
  return [
    {
      code: "header-covered",
      severity: "info",
      message: `"*" covers ${others.join(", ")} already`,
      cause: "a list that says a thing twice is read as if it said two things",
      fix: "list the names that there are; or * alone",
      snippet: lineWithout(option, list, "*"),
      evidence: [`${option}[${list.indexOf("*")}]: "*"`],
    },
  ];
}
