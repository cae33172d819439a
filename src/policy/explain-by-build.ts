import * as briefly from "./explain-briefly.ts";
import * as inFull from "./explain.ts";
import type { Explain, ExplainPath, Summarize } from "./issue.ts";

/** Not that of Node.js: what bundlers replace. */
declare const process: { readonly env: { readonly NODE_ENV?: string } };

// In full, unless a bundler builds for production: it puts the value in, and drops what cannot be reached.
export const explain: Explain = process.env.NODE_ENV === "production" ? briefly.explain : inFull.explain;
export const explainPath: ExplainPath =
  process.env.NODE_ENV === "production" ? briefly.explainPath : inFull.explainPath;
export const summarize: Summarize = process.env.NODE_ENV === "production" ? briefly.summarize : inFull.summarize;
