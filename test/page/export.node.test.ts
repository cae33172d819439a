import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { EXAMPLES } from "../../worker/simulator/gallery.ts";
import { toVitest } from "../../worker/simulator/export-test.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** As a user of the package has it. */
const CONFIG = `export default {
  resolve: {
    alias: [
      { find: "corskit/testing", replacement: ${JSON.stringify(join(root, "src/testing/index.ts"))} },
      { find: "corskit", replacement: ${JSON.stringify(join(root, "src/index.ts"))} },
    ],
  },
};
`;

test("exported tests pass", async () => {
  const folder = await mkdtemp(join(root, "node_modules/.exported-"));
  try {
    const files: string[] = [];
    for (const { id, scenario } of EXAMPLES) {
      const text = await toVitest(scenario);
      if (text === null) continue;
      files.push(`${id}.test.ts`);
      await writeFile(join(folder, `${id}.test.ts`), text);
    }
    expect(files.length).toBeGreaterThan(50);
    await writeFile(join(folder, "vitest.config.mjs"), CONFIG);
    const vitest = join(root, "node_modules/vitest/vitest.mjs");
    const report = join(folder, "report.json");
    const args = [vitest, "run", "--root", folder, "--no-isolate", "--reporter=json", `--outputFile=${report}`];
    await promisify(execFile)(process.execPath, args);
    expect(JSON.parse(await readFile(report, "utf8"))).toMatchObject({
      numPassedTests: files.length,
      numFailedTests: 0,
      success: true,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
