/** How the names of a project's new modules end: `.ts`. */
export function fileEnd(entry: string | undefined, hasTsconfig: boolean): string {
  if (entry === undefined) return hasTsconfig ? ".ts" : ".js";
  if (/\.m?tsx?$/.test(entry)) return ".ts";
  return entry.endsWith(".mjs") ? ".mjs" : ".js";
}

/**
 * How a project writes the end of a module's name where it imports it: as its entry does; else `.ts` where TypeScript's own
 * compiler lets it or has no part in it, and `.js` otherwise, which it and bundlers take for a `.ts` as well.
 *
 * @param end of the module itself
 * @param entry its text
 * @param tsconfig the text of tsconfig.json
 */
export function importEnd(end: string, entry: string | undefined, tsconfig: string | undefined): string {
  if (end !== ".ts") return end;
  const relative = /\bfrom\s*["']\.{1,2}\/[^"'\n]*["']/.exec(entry ?? "")?.[0];
  if (relative !== undefined) return /\.[cm]?[jt]s(?=["'])/.exec(relative)?.[0] ?? "";
  return tsconfig === undefined || /allowImportingTsExtensions|rewriteRelativeImportExtensions/.test(tsconfig)
    ? ".ts"
    : ".js";
}
