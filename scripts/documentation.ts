// What the Markdown of this repository holds, for those who check it.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

export interface CodeBlock {
  /** Empty where the fence names none. */
  readonly language: string;
  /** The name of a file, where the block is one of several that belong together: ` ```ts [src/index.ts] `. */
  readonly name: string | undefined;
  /** Of the first line of the code. */
  readonly line: number;
  readonly code: string;
}

/** @returns the Markdown that people read, as paths from the top: what stands there, and docs/ with its folders */
export function markdownFiles(): string[] {
  const isOurs = (file: string): boolean => !/(^|\/)(node_modules|\.vitepress)\//.test(file);
  return globSync(["*.md", "docs/**/*.md"], { cwd: ROOT }).filter(isOurs).toSorted();
}

/** A fence, its language, a name, and the code. */
const BLOCK = /^( *)```([^\s`]*)(?: \[([\w./-]+)\])?[^\n]*\n(.*?)^\1```$/gms;

/**
 * @param file Markdown, as a path from the top
 * @returns its code blocks
 */
export function codeBlocks(file: string): CodeBlock[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  return [...text.matchAll(BLOCK)].map((match) => {
    const [, indent = "", language = "", name, code = ""] = match;
    const line = text.slice(0, match.index).split("\n").length + 1;
    return { language, name, line, code: code.replaceAll(new RegExp(`^${indent}`, "gm"), "") };
  });
}
