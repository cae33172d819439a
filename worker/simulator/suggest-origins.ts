import { readConfig, type ConfigFault } from "./config.ts";

/** An origin that is worth asking about. */
export interface SuggestedOrigin {
  readonly origin: string;
  /** What it is, in a few words. */
  readonly why: string;
}

/** More than anybody looks at. */
const MOST_PATTERNS = 6;

const STRANGERS: readonly SuggestedOrigin[] = [
  { origin: "null", why: "any sandboxed frame" },
  { origin: "https://evil.example", why: "a stranger" },
];

/** Origins that a config's patterns allow, some that look like them, and strangers. */
export async function suggestOrigins(
  config: string,
): Promise<{ readonly origins: readonly SuggestedOrigin[] } | ConfigFault> {
  const policy = await readConfig(config);
  if ("issues" in policy) return policy;
  const allowed = await policyOrigins(config);
  const all = [...allowed.slice(0, MOST_PATTERNS).flatMap(aroundPattern), ...STRANGERS];
  const first = new Map<string, SuggestedOrigin>();
  for (const one of all) if (!first.has(one.origin)) first.set(one.origin, one);
  return { origins: [...first.values()] };
}

async function policyOrigins(config: string): Promise<readonly string[]> {
  const { parseLiteral } = await import("../../src/paste/parse-literal.ts");
  const read = parseLiteral(config);
  const value = "value" in read ? (read.value as { readonly allowOrigins?: unknown }).allowOrigins : undefined;
  const patterns = Array.isArray(value) ? value : ["https://app.example.com"];
  return patterns.filter((pattern) => typeof pattern === "string");
}

/** One that the pattern covers, and what attackers register beside it. */
function aroundPattern(pattern: string): readonly SuggestedOrigin[] {
  const origin = pattern.replace("://*.", "://app.").replace("://*", "://preview-1").replace(/:\*$/, ":8080");
  const [scheme = "", host = ""] = origin.split("://");
  const name = host.replace(/:\d+$/, "");
  if (!/^https?$/.test(scheme) || !name.includes(".") || /^[\d.[]/.test(name)) {
    return [{ origin, why: `as ${pattern} allows` }];
  }
  const base = pattern.includes("://*.") ? name.replace("app.", "") : name;
  return [
    { origin, why: `as ${pattern} allows` },
    ...(base === name ? [] : [{ origin: `${scheme}://${base}`, why: "the domain itself" }]),
    { origin: `${scheme === "https" ? "http" : "https"}://${host}`, why: "the same over another scheme" },
    { origin: `${scheme}://${name}.evil.example`, why: "a stranger's, which begins like it" },
    { origin: `${scheme}://evil${base}`, why: "a stranger's, which ends like it" },
    { origin: `${scheme}://${dotless(base)}`, why: "a stranger's, with another letter for the dot" },
  ];
}

function dotless(name: string): string {
  // The last dot stays, so that it is a name that can be registered.
  const labels = name.split(".");
  return labels.length > 2 ? name.replace(".", "x") : `${labels.join("x")}.${labels.at(-1)}`;
}
