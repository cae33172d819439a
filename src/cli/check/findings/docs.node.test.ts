import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { CODES } from "./codes.ts";

const page = await readFile(new URL("../../../../docs/findings.md", import.meta.url), "utf8");

test("docs/findings.md has every code, in their order", () => {
  const rows = page.matchAll(/^\| `([a-z-]+)` +\| ([a-z, ]+?) +\| (.+?) +\|$/gm);
  const told = [...rows].map(([, code, severities, meaning]) => [code, severities?.replaceAll(",", ""), meaning]);
  expect(told).toEqual(Object.entries(CODES).map(([code, [severities, meaning]]) => [code, severities, meaning]));
});
