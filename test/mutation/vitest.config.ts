import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { FOLDERS, NOT_MUTATED, SUITES } from "./folders.ts";
import { reportOf } from "./journal.ts";

const folder = FOLDERS.find((name) => name === process.env["FOLDER"]);
if (folder === undefined) throw new Error("npm run test:mutation starts this, with FOLDER");

/** Unit tests first: they are quick, and most mutants die in them. */
class UnitsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): string => `${Number(!moduleId.includes("/src/"))} ${moduleId}`;
    return files.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  }
}

const MUTATED = new RegExp(`/src/${folder}/([^/]+)(?<!\\.test)\\.ts$`);

export default defineConfig({
  root: new URL("../../", import.meta.url).pathname,
  plugins: [
    {
      name: "mutants",
      enforce: "pre",
      load(id) {
        const name = MUTATED.exec(id)?.[1];
        return name && readFileSync(new URL(`sources/${name}.ts`, reportOf(folder)), "utf8");
      },
    },
  ],
  test: {
    include: [...SUITES[folder]],
    exclude: [...NOT_MUTATED],
    globalSetup: ["test/support/upstream.ts", "test/support/seed.ts"],
    setupFiles: ["test/mutation/setup.ts"],
    runner: "test/mutation/runner.mjs",
    sequence: { sequencer: UnitsFirst },
    // A worker for each test file; the runner has modules evaluated anew for each mutant.
    isolate: true,
    pool: "forks",
    maxWorkers: 1,
    // It would know nothing of the folder.
    fsModuleCache: false,
    // A test that hangs means a dead mutant; one on a slow machine does not.
    testTimeout: 15_000,
    silent: true,
    dangerouslyIgnoreUnhandledErrors: true,
  },
});
