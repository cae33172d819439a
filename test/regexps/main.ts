// Every regular expression of the sources takes time in proportion to what it reads: npm run test:regexps
import { globSync, readFileSync } from "node:fs";
import { tokenizer } from "acorn";
import { transformSync } from "esbuild";
import { checkSync } from "recheck";
import { pumped } from "./pumped.ts";

const ROOT = new URL("../../", import.meta.url);
const SOURCES = ["src/**/*.ts", "worker/**/*.ts", "worker/**/*.tsx", "lambda/*.ts"];

/** Steps are counted and not milliseconds, which are many on a busy machine. */
const LIMITS = { timeout: 600_000, incubationTimeout: null, attackTimeout: null };

/** Each pattern once, with where it stands. */
function patternsOf(files: readonly string[]): ReadonlyMap<string, { pattern: string; flags: string; at: string }> {
  const found = new Map<string, { pattern: string; flags: string; at: string }>();
  for (const file of files) {
    const loader = file.endsWith("x") ? "tsx" : "ts";
    const { code } = transformSync(readFileSync(new URL(file, ROOT), "utf8"), { loader });
    for (const token of tokenizer(code, { ecmaVersion: "latest", sourceType: "module" })) {
      // acorn's types do not say what a token of this kind has.
      if (token.type.label !== "regexp" || !("value" in token)) continue;
      const { pattern, flags } = token.value as { pattern: string; flags: string };
      found.set(`/${pattern}/${flags}`, { pattern, flags, at: file });
    }
  }
  return found;
}

const files = globSync(SOURCES, { cwd: ROOT }).filter((file) => !file.endsWith(".test.ts"));
const patterns = patternsOf(files);
let slow = 0;
for (const [shown, { pattern, flags, at }] of patterns) {
  const found = checkSync(pattern, flags, LIMITS);
  const text = found.status === "safe" ? pumped(pattern, flags) : undefined;
  if (found.status === "safe" && text === undefined) continue;
  slow++;
  const why = text ?? (found.status === "vulnerable" ? found.complexity.summary : "it could not be told");
  console.error(`${at}: ${shown}\n  ${found.status}: ${why}`);
}
console.log(`${slow} of ${patterns.size} regular expressions in ${files.length} files are slow`);
process.exitCode = slow === 0 && patterns.size > 100 ? 0 : 1;
