import { cors, CorsConfigError, type Cors, type CorsConfig, type ResolvedConfig } from "../../../src/index.ts";
import { parseLiteral } from "../../../src/paste/parse-literal.ts";
import { naiveDecision, originsOf } from "../naive-decision.ts";
import { covering } from "../naive-origins.ts";

/** Any text as a config: a CorsConfigError whose message can be read, or a policy that answers as the table says. */
export function fuzz(text: string): void {
  const read = parseLiteral(text);
  if (!("value" in read)) return;
  let policy: Cors;
  try {
    policy = cors(read.value as CorsConfig<"*" | readonly string[]>);
  } catch (error) {
    if (!(error instanceof CorsConfigError) || error.issues.length === 0) throw error;
    for (const { message, fix } of error.issues) if (message === "" || fix === "") throw error;
    return;
  }
  const { config } = policy;
  checkConfig(config);
  // A resolved config is a config, and the same one.
  const again = cors(config);
  if (JSON.stringify(again.config) !== JSON.stringify(config)) throw new Error("it resolves to another config");
  for (const origin of [...pagesOf(originsOf(config)), "https://evil.example", "null", null]) {
    for (const [method, requestMethod, requestHeaders] of REQUESTS) {
      const facts = { url: "https://api.example.com/", method, origin, requestMethod, requestHeaders };
      const expected = naiveDecision(config, facts);
      for (const { decide } of [policy, again]) {
        const { status, headers } = decide(facts);
        for (const value of Object.values(headers)) if (!/^[\x20-\x7e]*$/.test(value)) throw new Error(value);
        if (shown({ status, headers }) === shown(expected)) continue;
        throw new Error(`${JSON.stringify(facts)}: ${shown({ status, headers })}, not ${shown(expected)}`);
      }
    }
  }
}

/** Methods, what is asked for with them, and with which headers. */
const REQUESTS = [
  ["GET", null, null],
  ["OPTIONS", null, null],
  ["OPTIONS", "PUT", "x-a,X-B, authorization"],
  ["OPTIONS", "A B", "x-a\r\nSet-Cookie: a"],
  ["OPTIONS", "", Array.from({ length: 65 }, (_, i) => `x-${i}`).join()],
] as const;

/** Pages that the first patterns cover, and a near miss of each. */
function pagesOf(allowOrigins: "*" | readonly string[]): readonly string[] {
  const patterns = allowOrigins === "*" ? [] : allowOrigins.slice(0, 6);
  const covered = patterns.map((pattern) => pattern.replace("://*", "://a").replace(/:\*$/, ":8080"));
  return covered.flatMap((origin) => [origin, `${origin}.evil.example`]);
}

/** What no policy may be, however it was written. */
function checkConfig(config: ResolvedConfig): void {
  const { allowCredentials, exposeHeaders, maxAge } = config;
  const allowOrigins = originsOf(config);
  if (!(Number.isInteger(maxAge) && maxAge >= 0 && maxAge <= 86_400)) throw new Error(`maxAge ${maxAge}`);
  const patterns = allowOrigins === "*" ? [] : allowOrigins;
  if (patterns.includes("null") && !config.dangerouslyAllowNullOrigin) throw new Error("null");
  if (!allowCredentials) return;
  if (allowOrigins === "*" || exposeHeaders.includes("*") || patterns.includes("null"))
    throw new Error("anybody, with credentials");
  for (const pattern of patterns) {
    const isLocal = /^[^:]*:\/\/(.*\.)?(localhost\.?|127\.\d+\.\d+\.\d+|\[::1\])(:|$)/.test(pattern);
    if (!pattern.startsWith("https:") && !isLocal && !config.dangerouslyAllowInsecureOrigins)
      throw new Error(`${pattern} with credentials`);
    if (/:\/\/\*[^.]/.test(pattern) && !config.dangerouslyAllowPartialLabels)
      throw new Error(`${pattern} with credentials`);
    const isOfAll = covering(pattern)("https://a.github.io") && covering(pattern)("https://b.github.io");
    if (isOfAll && !config.dangerouslyAllowPublicSuffixes) throw new Error(`${pattern} with credentials`);
  }
}

function shown({ status, headers }: { readonly status: number | null; readonly headers: object }): string {
  return JSON.stringify([status, ...Object.entries(headers).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}
