import { globSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";

/** The programs of the guides, and the tests that they have for them, as files: each names its own in its first line. */

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "corskit-guides-"));
await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
afterAll(() => rm(folder, { recursive: true }));

// Programs that fail on purpose say so.
beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

/** As the package would resolve it, but to the sources. */
const toSources = (code: string): string =>
  code.replace(/(?<=from ")corskit(\/\w+)?(?=")/g, (_, part: string = "") => join(ROOT, `src${part}/index.ts`));

/** @returns the paths of the tests of a page */
async function write(page: string): Promise<readonly string[]> {
  const text = await readFile(join(ROOT, "docs/guides", page), "utf8");
  const home = join(folder, basename(page, ".md"));
  await mkdir(home);
  const files = [...text.matchAll(/^```(?:ts|typescript)\n(\/\/ (\S+\.ts)\n.*?)^```$/gms)];
  for (const [, code = "", name = ""] of files) await writeFile(join(home, name), toSources(code));
  return files.flatMap(([, , name = ""]) => (name.endsWith(".test.ts") ? [join(home, name)] : []));
}

const pages = globSync("*.md", { cwd: join(ROOT, "docs/guides") }).toSorted();

test.each(pages)("%s begins with what the console says, and goes on to a program and a test of it", async (page) => {
  const text = await readFile(join(ROOT, "docs/guides", page), "utf8");
  expect(text).toMatch(/^# .+\n\n```\n.+?\n```\n.+?^```ts\n.+?^```typescript\n\/\/ \w+\.test\.ts\n/ms);
});

for (const page of pages) {
  const tests = await write(page);
  describe(page, async () => {
    for (const path of tests) await import(path);
  });
}
