// The programs of the documentation, as files that can be compiled and run.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { codeBlocks, markdownFiles } from "./documentation.ts";

/** What lets them be run where other things are: ports that they name may be taken here, and servers do not end. */
const RUN = (files: readonly string[]): string => `import { Server } from "node:net";
const { listen } = Server.prototype;
Server.prototype.listen = function (...args) {
  const callback = args.findLast((one) => typeof one === "function");
  return listen.call(this, 0, "127.0.0.1", callback);
};
for (const file of ${JSON.stringify(files)}) {
  try {
    await import("./" + file);
  } catch (error) {
    console.error(file);
    throw error;
  }
}
process.exit();
`;

export interface Snippets {
  /** All that are TypeScript, those of vitest among them. Paths from the folder, as the others. */
  readonly files: readonly string[];
  readonly tests: readonly string[];
  /** A program that runs the others. */
  readonly main: string;
}

/**
 * Writes every `ts` block of the documentation, each page's into a folder of its own: under the name that stands in
 * brackets behind `ts`, so that one can import another, or else under its line. Other blocks are written where they have
 * a name.
 *
 * @throws {Error} where a page has two of one name, or nothing is found
 */
export function writeSnippets(folder: string): Snippets {
  const files: string[] = [];
  for (const page of markdownFiles()) {
    const own = join("snippets", page.replace(/\.md$/, ""));
    for (const { language, name, line, code } of codeBlocks(page)) {
      if (language !== "ts" && name === undefined) continue;
      const isTest = /from "vitest"/.test(code);
      const file = join(own, name ?? `line-${line}${isTest ? ".test" : ""}.ts`);
      if (files.includes(file)) throw new Error(`${page}:${line}: there are two of ${name}`);
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), code);
      if (file.endsWith(".ts")) files.push(file);
    }
  }
  if (files.length === 0) throw new Error("there are none: is their pattern right?");
  const tests = files.filter((file) => file.endsWith(".test.ts"));
  const main = join("snippets", "main.mjs");
  const programs = files.filter((file) => !tests.includes(file)).map((file) => relative("snippets", file));
  writeFileSync(join(folder, main), RUN(programs));
  return { files, tests, main };
}
