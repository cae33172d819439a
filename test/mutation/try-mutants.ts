// Runs Vitest over the mutants of a folder, again and again where one of them hangs it.
import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import type { Folder } from "./folders.ts";
import { journalOf, readJournal, readMutants, reportOf, underWay, type Entry } from "./journal.ts";

const HERE = new URL("./", import.meta.url).pathname;

/** No test file takes as long under a mutant, in milliseconds: who is silent for longer hangs. */
const PATIENCE = 30_000;

/** Nor to be loaded and run without one. */
const PATIENCE_AT_FIRST = 180_000;

/** First each file's own unit tests, which kill the most in the least time. */
const PASSES = ["own", "all"];

/** Tries every mutant that was not tried before. */
export async function tryMutants(folder: Folder): Promise<void> {
  if (!existsSync(new URL("mutants.json", reportOf(folder)))) {
    const { status } = spawnSync(process.execPath, [`${HERE}instrument.mjs`, folder], { stdio: "inherit" });
    if (status !== 0) throw new Error(`the mutants of ${folder} could not be made`);
  }
  console.log(`${folder}: ${readMutants(folder).length} mutants`);
  for (const pass of PASSES) while ((await runOnce(folder, pass)) === "hung") recordHung(folder);
}

/** @throws Error where tests fail without a mutant */
async function runOnce(folder: Folder, pass: string): Promise<"done" | "hung"> {
  writeFileSync(underWay(folder), "{}");
  const env = { SEED: "1", RUNS: "200", ...process.env, FOLDER: folder, PASS: pass };
  const vitest = spawn("vitest", ["run", "--config", `${HERE}vitest.config.ts`], {
    env,
    stdio: "ignore",
    // A group of its own, so that its workers end with it.
    detached: true,
  });
  let hung = false;
  const watch = setInterval(() => {
    const patience = readNow(folder).id === undefined ? PATIENCE_AT_FIRST : PATIENCE;
    if (Date.now() - statSync(underWay(folder)).mtimeMs < patience || vitest.pid === undefined) return;
    hung = true;
    process.kill(-vitest.pid, "SIGKILL");
  }, 1000);
  await new Promise((resolve) => vitest.once("exit", resolve));
  clearInterval(watch);
  if (hung) return "hung";
  const fault = readJournal(folder).find((entry) => entry.fault !== undefined)?.fault;
  if (fault !== undefined) throw new Error(fault);
  return "done";
}

function recordHung(folder: Folder): void {
  const now = readNow(folder);
  if (now.id === undefined) throw new Error("Vitest hangs without a mutant");
  appendFileSync(journalOf(folder), `${JSON.stringify({ ...now, by: "nothing: it hangs" })}\n`);
}

function readNow(folder: Folder): Entry {
  // Empty for a moment, while it is written.
  return JSON.parse(readFileSync(underWay(folder), "utf8") || "{}");
}
