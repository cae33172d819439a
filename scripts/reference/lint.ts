import { lintPolicy } from "../../src/cli/lint/rules/lint-policy.ts";
import { cors, type CorsConfig } from "../../src/index.ts";
import { block, literal, page, sentence } from "./markdown.ts";

const APP = "https://app.example.com";

/** Of each rule a policy that `cors()` accepts, and of which it alone says something. */
const LINTED: Readonly<Record<string, CorsConfig>> = {
  "public-suffix": { allowOrigins: ["https://*.ltd.uk"], allowCredentials: true },
  "partial-domain": { allowOrigins: ["https://*example.com"] },
  "homograph-origin": { allowOrigins: ["https://xn--80ak6aa92e.com"] },
  "look-alike-origins": { allowOrigins: [APP, "https://app.exmaple.com"] },
  "http-beside-https": { allowOrigins: [APP, "http://app.example.com"] },
  "loopback-in-production": { allowOrigins: [APP, "http://localhost:*"], allowCredentials: true },
  "origin-covered": { allowOrigins: ["https://*.example.com", APP] },
  "pattern-covered": { allowOrigins: ["https://*.api.example.com", "https://*.example.com"] },
  "method-safelisted": { allowOrigins: [APP], allowMethods: ["GET"] },
  "method-options": { allowOrigins: [APP], allowMethods: ["GET", "PUT", "OPTIONS"] },
  "method-covered": { allowOrigins: [APP], allowMethods: ["*", "PUT"] },
  "method-unknown": { allowOrigins: [APP], allowMethods: ["DELTE", "PUT"] },
  "header-safelisted": { allowOrigins: [APP], allowHeaders: ["Accept", "Content-Type"] },
  "header-of-responses": { allowOrigins: [APP], allowHeaders: ["Content-Type", "ETag"] },
  "header-not-everywhere": { allowOrigins: [APP], allowHeaders: ["User-Agent"] },
  "header-unknown": { allowOrigins: [APP], allowHeaders: ["Autorization"] },
  "header-covered": { allowOrigins: [APP], allowHeaders: ["*", "Authorization", "X-Trace"] },
  "wildcard-without-authorization": { allowOrigins: [APP], allowHeaders: ["*"] },
  "exposed-safelisted": { allowOrigins: [APP], exposeHeaders: ["Content-Length", "X-Request-Id"] },
  "max-age-zero": { allowOrigins: [APP], maxAge: 0 },
  "max-age-capped": { allowOrigins: [APP], maxAge: 86_400 },
  "dangerous-unused": { allowOrigins: [APP], dangerouslyAllowNullOrigin: true },
};

/** The codes that the page has. */
export const LINT_CODES: readonly string[] = Object.keys(LINTED);

/** What `corskit lint` really says of a policy for each of its rules. */
export function lintPage(): string {
  const sections = Object.entries(LINTED).map(([name, config]) => {
    const [finding, another] = lintPolicy(cors(config).config);
    if (finding?.code !== name || another !== undefined) throw new Error(`${literal(config)} is to have ${name} alone`);
    const { severity, message, cause, fix, snippet } = finding;
    return [
      `## ${name}`,
      block("js", literal(config)),
      `**${severity}.** ${sentence(message)} ${sentence(cause)} **Fix.** ${sentence(fix)}`,
      ...(snippet === undefined ? [] : [block("js", snippet)]),
    ].join("\n\n");
  });
  return page(
    "What a linter says of a policy",
    "`cors()` refuses what is wrong; [`corskit lint`](../lint.md) says what is accepted, and will bite. Here is what it " +
      "says of a policy for each of its rules. What it says of other tools' configuration is in a " +
      "[table of its own](../lint.md#other-tools).",
    ...sections,
  );
}
