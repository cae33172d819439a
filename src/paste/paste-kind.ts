import { LONGEST_PASTE } from "./limits.ts";

/** What a paste seems to be. */
export type PasteKind = "curl" | "fetch" | "response" | "config" | "message" | "unknown";

const CURL = /^\s*(?:[$#>%]\s+)?(?:[\w./\\:-]*[/\\])?curl(?:\.exe)?(?:\s|\^|$)/i;
const RESPONSE = /^(?:<\s)?HTTP\/[0-9.]+ +[1-5][0-9]{2}\b/im;
const CALL = /\b(?:fetch|axios(?:\.\w+)?)\s*\(|\bnew\s+XMLHttpRequest\b/;
const CONFIG = /^\s*(?:\{|\[\s*["'{])|\bcors\s*\(|\bexport\s+default\b|\bmodule\.exports\s*=/;
const MESSAGE =
  /blocked by CORS policy|Cross-Origin Request (?:Blocked|Warning)|Access-Control-Allow-Origin\. Status code|due to access control checks|TypeError: |Failed to (?:fetch|load)|Load failed|net::ERR_|Mixed Content|Security Error|cannot load \S|Blocked loading|\[blocked\]|No-Cors mode|Refused to |is not allowed by Access-Control|Cross-Origin Resource Sharing|Content[- ]Security[- ]Policy/i;
const HEADER_LINE = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+:(?:[ \t]|$)/m;

/**
 * Tells what somebody pasted into a field that takes all: a request as curl or fetch, a response's head, a policy's config,
 * a console's text. A guess by looks; the reader of that kind has the last word.
 */
export function kindOf(text: string): PasteKind {
  if (text.length > LONGEST_PASTE || text.trim() === "") return "unknown";
  if (CURL.test(text)) return "curl";
  if (RESPONSE.test(text)) return "response";
  // A console's text may name fetch and headers; no snippet has its phrases but in a string.
  if (MESSAGE.test(text) && !/^\s*(?:await\s+|const\s|let\s|var\s|fetch\s*\(|\{|import\s|export\s)/.test(text))
    return "message";
  if (CALL.test(text)) return "fetch";
  if (CONFIG.test(text)) return "config";
  return HEADER_LINE.test(text) || /^access-control-[a-z-]+\s*$/im.test(text) ? "response" : "unknown";
}
