import type { Engine } from "../../src/browser/index.ts";

/** Whose browser this is: `standard` where nobody can tell. On iOS all of them are WebKit. */
export function engineOf({ userAgent }: Pick<Navigator, "userAgent">): Engine {
  if (/\b(iPhone|iPad|iPod)\b/.test(userAgent)) return "webkit";
  if (/\bFirefox\//.test(userAgent)) return "firefox";
  if (/\b(Chrome|Chromium|HeadlessChrome)\//.test(userAgent)) return "chromium";
  return /\bAppleWebKit\//.test(userAgent) ? "webkit" : "standard";
}
