// Makes the mutants of a folder with Stryker's instrumenter: each source file once, with all its mutants in it behind
// switches, and a list of them.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { Instrumenter } from "@stryker-mutator/instrumenter";
import { reportOf } from "./journal.ts";

const folder = process.argv[2];
const report = reportOf(folder);
const sources = new URL(`../../src/${folder}/`, import.meta.url);
const quiet = { isDebugEnabled: () => false, debug() {}, info() {}, warn: console.warn };

const files = readdirSync(sources)
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  .map((name) => ({ name, mutate: true, content: readFileSync(new URL(name, sources), "utf8") }));
const { files: instrumented, mutants } = await new Instrumenter(quiet).instrument(files, {
  ignorers: [],
  excludedMutations: [],
  plugins: null,
});

/** @returns what stands between two places of a text; lines and columns count from 0 */
function between(text, { start, end }) {
  const lines = text.split("\n").slice(start.line, end.line + 1);
  lines.push(lines.pop().slice(0, end.column));
  lines[0] = lines[0].slice(start.column);
  return lines.join("\n");
}

mkdirSync(new URL("sources/", report), { recursive: true });
for (const { name, content } of instrumented) writeFileSync(new URL(`sources/${name}`, report), content);
const contents = new Map(files.map(({ name, content }) => [name, content]));
const list = mutants.map(({ id, fileName, mutatorName, replacement, location }) => ({
  id,
  file: `${folder}/${fileName}`,
  line: location.start.line + 1,
  mutator: mutatorName,
  original: between(contents.get(fileName), location),
  replacement,
}));
writeFileSync(new URL("mutants.json", report), JSON.stringify(list));
