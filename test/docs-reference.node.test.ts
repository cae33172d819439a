import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { llmsText } from "../scripts/reference/llms.ts";
import { LINT_CODES } from "../scripts/reference/lint.ts";
import { referencePages } from "../scripts/reference/pages.ts";

const DOCS = new URL("../docs/", import.meta.url);
const pages = await referencePages();

test.each([...pages])("docs/reference/%s is what npm run docs:reference makes of the source", async (file, text) => {
  expect(await readFile(new URL(`reference/${file}`, DOCS), "utf8")).toBe(text);
});

test("llms.txt is what npm run docs:reference makes", async () => {
  expect(await readFile(new URL("../llms.txt", DOCS), "utf8")).toBe(llmsText());
});

test("docs/reference/ has no other pages", async () => {
  expect((await readdir(new URL("reference/", DOCS))).toSorted()).toEqual([...pages.keys()].toSorted());
});

test("every lint rule has an example", async () => {
  const [, table = ""] =
    /^## Findings on a policy$(.*?)^## /ms.exec(await readFile(new URL("lint.md", DOCS), "utf8")) ?? [];
  const codes = [...table.matchAll(/^\| `([a-z-]+)`/gm)].map(([, code]) => code);
  expect(codes.toSorted()).toEqual([...LINT_CODES].toSorted());
});
