import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { TOOLS } from "./options.ts";

const page = await readFile(new URL("../../../docs/lint.md", import.meta.url), "utf8");

/** The codes in the first column of the page's tables. */
const documented = [...page.matchAll(/^\| `([a-z-]+)` +\| /gm)].map(([, code]) => code);

/** The codes that the sources give, wherever they are written. */
async function codesIn(folder: string): Promise<readonly string[]> {
  const base = new URL(folder, import.meta.url);
  const files = (await readdir(base)).filter((name) => /(?<!test)\.ts$/.test(name));
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, base), "utf8")));
  return texts.flatMap((text) =>
    [
      ...text.matchAll(/\bcode:\s(?:\w+ \? "([a-z-]+)" : )?"([a-z-]+)"|\["(regexp-[a-z-]+)"|"(regexp-[a-z-]+)",\n/g),
    ].flatMap((match) => match.slice(1).filter((code) => code !== undefined)),
  );
}

test("docs/lint.md has every code once, and no other", async () => {
  const given = new Set([...(await codesIn("rules/")), ...(await codesIn("from/"))]);
  expect(given.size).toBeGreaterThan(35);
  expect(documented.toSorted()).toEqual([...given].toSorted());
});

test("docs/lint.md has every tool", () => {
  for (const tool of TOOLS) expect(page).toMatch(new RegExp(`^### ${tool}`, "m"));
});
