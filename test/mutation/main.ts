// How much of the code is held by its tests: npm run test:mutation
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readOptions } from "../support/command-line.ts";
import { FOLDERS, type Folder } from "./folders.ts";
import { isTried, listed, outdated, survivorRows } from "./survivors.ts";
import { tryMutants } from "./try-mutants.ts";
import { journalOf, keyOf, readJournal, readMutants, reportOf } from "./journal.ts";

const USAGE = `npm run test:mutation -- [options]

  --only <folder>  policy, fetch or browser
  --resume         go on where a run was ended; the sources must not have changed
  --write          write the tables of docs/mutation.md`;

/** In percent, of each folder. */
const LEAST = 90;

const values = readOptions(USAGE, {
  only: { type: "string" },
  resume: { type: "boolean", default: false },
  write: { type: "boolean", default: false },
});
const folders = FOLDERS.filter((folder) => values.only === undefined || folder === values.only);

/** @returns the row of docs/mutation.md, and whether the folder holds */
function judge(folder: Folder): { row: string; holds: boolean } {
  const journal = readJournal(folder);
  const killed = new Set(journal.flatMap(({ id, by }) => (by === undefined ? [] : [id])));
  const minutes = Math.ceil(journal.reduce((sum, { seconds = 0 }) => sum + seconds, 0) / 60);
  const all = readMutants(folder);
  const tried = all.filter(isTried);
  const living = tried.filter(({ id }) => !killed.has(id));
  const unlisted = living.filter((mutant) => !listed(mutant));
  for (const mutant of unlisted) console.error(`${mutant.file}:${mutant.line} lives: ${keyOf(mutant)}`);
  const gone = outdated(folder, living);
  for (const entry of gone) console.error(`survivors.json lists what does not live any more: ${entry}`);
  const score = (100 * (tried.length - living.length)) / tried.length;
  const shown = `${(Math.floor(score * 10) / 10).toFixed(1)} %`;
  console.log(
    `${folder}: ${tried.length - living.length} of ${tried.length} mutants are killed, ${shown}; ` +
      `${unlisted.length} of the others are not in survivors.json; ${minutes} min`,
  );
  return {
    row: `| src/${folder} | ${all.length} | ${tried.length} | ${tried.length - living.length} | ${shown} | ${minutes} |`,
    holds: score >= LEAST && unlisted.length === 0 && gone.length === 0,
  };
}

const rows: string[] = [];
let isRight = folders.length > 0;
for (const folder of folders) {
  if (!values.resume) rmSync(reportOf(folder), { recursive: true, force: true });
  const start = performance.now();
  await tryMutants(folder);
  appendFileSync(journalOf(folder), `${JSON.stringify({ seconds: (performance.now() - start) / 1000 })}\n`);
  const { row, holds } = judge(folder);
  rows.push(row);
  isRight &&= holds;
}

if (values.write && folders.length === FOLDERS.length) {
  const docs = new URL("../../docs/mutation.md", import.meta.url);
  const tables = {
    scores: [
      "| Folder | Mutants | Tried | Killed | Score | Minutes |",
      "| --- | --- | --- | --- | --- | --- |",
      ...rows,
    ],
    survivors: ["| File | Mutants | Why |", "| --- | --- | --- |", ...survivorRows()],
  };
  let text = readFileSync(docs, "utf8");
  for (const [name, table] of Object.entries(tables)) {
    const block = new RegExp(`(<!-- ${name} -->\n)[^]*(<!-- /${name} -->)`);
    text = text.replace(block, (_, start: string, end: string) => `${start}\n${table.join("\n")}\n\n${end}`);
  }
  writeFileSync(docs, text);
}
process.exitCode = isRight ? 0 : 1;
