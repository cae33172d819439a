// Runs each test file once as it is, and then once for every mutant that it reached and that still lives, in modules
// that are evaluated anew. The first test that fails kills the mutant and ends its run.
//
// Stryker's own runner for Vitest starts Vitest for each mutant, which takes seconds; this takes milliseconds. The
// switches and counters in the mutated sources are Stryker's: `globalThis.__stryker__`.
import { appendFileSync, writeFileSync } from "node:fs";
import { TestRunner, vi } from "vitest";
import { ABOUT, KEPT } from "./folders.ts";
import { journalOf, readJournal, readMutants, underWay } from "./journal.ts";
import { isTried } from "./survivors.ts";

const { FOLDER: folder, PASS: pass } = process.env;
const stryker = (globalThis["__stryker__"] ??= {});

/** Endless loops mostly pass the mutant itself: so many times more often than without it, and it throws. */
const HIT_FACTOR = 100;

/** A run like the others, before and after them, that has no mutant and has to pass: nothing may be left behind. */
const CONTROL = { id: "none" };

export default class MutationRunner extends TestRunner {
  /** Those that are still to be tried in this file. */
  #mutants;
  /** The one that is being tried; undefined in the first run. */
  #current;
  /** The first failure of this run, in words. */
  #failed;

  onBeforeCollect() {
    this.cancelRun = false;
    this.#failed = undefined;
    // What a test that failed has left behind.
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.unstubAllEnvs();
    stryker.currentTestId = undefined;
    stryker.mutantCoverage = undefined;
    stryker.activeMutant = this.#current?.id;
    stryker.hitCount = this.#current && 0;
    stryker.hitLimit = this.#current?.hitLimit;
  }

  async onBeforeRunTask(test) {
    await super.onBeforeRunTask(test);
    stryker.currentTestId = test.id;
  }

  onAfterRunTask(test) {
    super.onAfterRunTask(test);
    stryker.currentTestId = undefined;
    this.#look(test);
  }

  onAfterRunFiles(files) {
    super.onAfterRunFiles(files);
    const [file] = files;
    // A file that cannot be imported, or a hook that fails.
    for (const suite of [file, ...file.tasks]) this.#look(suite);
    if (this.#current === undefined) this.#begin(file);
    else this.#record(file);
    this.#next(file);
  }

  #look({ name, result }) {
    if (result?.state !== "fail") return;
    this.#failed ??= `${name}: ${result.errors?.[0]?.message ?? ""}`.slice(0, 300);
    if (this.#current !== undefined) this.cancel("test-failure");
  }

  /** After the first run, which has to pass: what to try. */
  #begin(file) {
    this.#mutants = [];
    if (this.#failed !== undefined) return this.#tell(file);
    const { static: always = {}, perTest = {} } = stryker.mutantCoverage ?? {};
    for (const { id, file: source } of mutantsFor(file)) {
      const testIds = Object.keys(perTest).filter((test) => id in perTest[test]);
      if (testIds.length === 0 && !(id in always)) continue;
      const hits = testIds.reduce((sum, test) => sum + perTest[test][id], always[id] ?? 0);
      // What runs as modules are loaded may matter to any test.
      const isForAll = id in always || KEPT.test(source);
      this.#mutants.push({ id, testIds: isForAll ? undefined : testIds, hitLimit: (hits + 10) * HIT_FACTOR });
    }
    if (this.#mutants.length > 0) this.#mutants = [CONTROL, ...this.#mutants, CONTROL];
    // Vitest is told of the first run alone.
    this.onTaskUpdate = async () => {};
    this.onCollected = async () => {};
    this.onCollectStart = (task) => super.onCollectStart(task);
  }

  #record(file) {
    const { id } = this.#current;
    if (id === CONTROL.id) return this.#failed === undefined ? undefined : this.#tell(file);
    const isEndless = stryker.hitCount > stryker.hitLimit;
    const by = this.#failed ?? (isEndless ? "an endless loop" : undefined);
    appendFileSync(journalOf(folder), `${JSON.stringify({ id, testFile: file.name, by })}\n`);
  }

  #tell({ name }) {
    const fault = `${name} fails without a mutant: ${this.#failed}`;
    appendFileSync(journalOf(folder), `${JSON.stringify({ fault })}\n`);
  }

  /** Vitest's worker runs one file after another from this list: the same again, with the next mutant. */
  #next({ filepath, name }) {
    this.#current = this.#mutants.shift();
    writeFileSync(underWay(folder), JSON.stringify({ id: this.#current?.id, testFile: name }));
    if (this.#current === undefined) return;
    globalThis["__vitest_worker__"].ctx.files.push({ filepath, testIds: this.#current.testIds });
  }
}

/** Those that nothing has killed, and that were not tried in this file. */
function mutantsFor({ name }) {
  const journal = readJournal(folder);
  const dead = new Set(journal.filter(({ by }) => by !== undefined).map(({ id }) => id));
  const tried = new Set(journal.filter(({ testFile }) => testFile === name).map(({ id }) => id));
  return readMutants(folder).filter(
    (mutant) =>
      !dead.has(mutant.id) &&
      !tried.has(mutant.id) &&
      isTried(mutant) &&
      (ABOUT[name]?.test(mutant.file) ?? true) &&
      (pass !== "own" || name === `src/${mutant.file.replace(/\.ts$/, ".test.ts")}`),
  );
}
