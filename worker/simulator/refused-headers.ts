// What the real server does not send, though a scenario asks for it. Names in lower case.

const HOP_BY_HOP = "It belongs to the connection, which the platform manages.";
const BODY = "It describes the body, which is always the same short text.";
const BROWSER = "It would change the browser's settings for the host beyond this run.";
const DOCUMENT = "It says what a document may do; the server keeps its own, strictest one.";
const PROMPT = "Browsers ask the visitor for a password.";
const LOADS = "Browsers load or open something else because of it.";
const CORP = "The model leaves it out: it is no part of CORS.";

const REASONS: readonly (readonly [reason: string, names: string])[] = [
  [
    HOP_BY_HOP,
    "connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding upgrade",
  ],
  [BODY, "content-encoding content-length content-range accept-ranges"],
  [
    BROWSER,
    "accept-ch alt-svc clear-site-data critical-ch expect-ct nel origin-agent-cluster observe-browsing-topics permissions-policy public-key-pins public-key-pins-report-only report-to reporting-endpoints service-worker-allowed set-cookie2 set-login strict-transport-security supports-loading-mode activate-storage-access",
  ],
  [
    DOCUMENT,
    "content-security-policy content-security-policy-report-only x-content-type-options x-frame-options x-xss-protection document-policy feature-policy",
  ],
  [PROMPT, "www-authenticate"],
  [LOADS, "link refresh sourcemap x-sourcemap speculation-rules no-vary-search use-as-dictionary"],
  [
    CORP,
    "cross-origin-resource-policy cross-origin-embedder-policy cross-origin-embedder-policy-report-only cross-origin-opener-policy cross-origin-opener-policy-report-only timing-allow-origin",
  ],
  ["The platform sets it.", "date server cf-ray cf-cache-status via age"],
  ["It stays no-store, so that the browser's own cache plays no part.", "cache-control expires pragma"],
];

const REFUSED: ReadonlyMap<string, string> = new Map(
  REASONS.flatMap(([reason, names]) => names.split(" ").map((name) => [name, reason] as const)),
);

/** Why the real server does not send a header; undefined where it does. */
export function refusalOf(name: string): string | undefined {
  const lower = name.toLowerCase();
  return REFUSED.get(lower) ?? (/^(cf|sec|proxy)-/.test(lower) ? HOP_BY_HOP : undefined);
}

/** Bodies of these types are shown, not run. */
const SAFE_TYPE = /^(text\/plain|application\/json|application\/octet-stream|text\/csv)(; ?charset=[\w-]+)?$/i;

export function isSafeType(value: string): boolean {
  return SAFE_TYPE.test(value);
}
