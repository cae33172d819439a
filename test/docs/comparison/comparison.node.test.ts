import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startOrSkip } from "../../support/start-or-skip.ts";
import { openProgramFolder } from "../programs.ts";
import { ROOT } from "../simulator-links.ts";
import { CORSKIT, EXPRESS, HONO, middyPeer, type Peer } from "./peers.ts";
import { ROWS } from "./rows.ts";

/** docs/comparison.md: the cells of what runs here are seen, the others each have a link. */

const folder = await openProgramFolder();
const middy = await startOrSkip("@middy/http-cors (node scripts/install.mjs test/docs)", async () => {
  const program =
    'export { default as middy } from "@middy/core"; export { default as httpCors } from "@middy/http-cors";';
  const paths = await folder.write("middy", new Map([["middy.ts", program]]));
  const loaded = await import(paths.get("middy.ts") ?? "");
  return middyPeer(loaded.middy, loaded.httpCors);
});
const peers: readonly Peer[] = [CORSKIT, HONO, EXPRESS, ...(middy === undefined ? [] : [middy])];

// Handlers that fail on purpose say so.
beforeAll(() => void vi.spyOn(console, "error").mockImplementation(() => {}));
afterAll(async () => {
  vi.restoreAllMocks();
  for (const peer of peers) peer.close?.();
  await folder.remove();
});

/** The rows of all tables of a page, cell by cell. */
async function tablesIn(file: string): Promise<readonly string[][]> {
  const lines = (await readFile(join(ROOT, file), "utf8")).split("\n").filter((line) => line.startsWith("|"));
  return lines.map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const tables = await tablesIn("docs/comparison.md");
const [heads = []] = tables;
const rows = new Map(tables.map(([name = "", ...cells]) => [name, cells]));

test("has every row that is seen here", () => {
  expect([...rows.keys()].filter((name) => ROWS.some((row) => row.name === name))).toEqual(
    ROWS.map(({ name }) => name),
  );
});

describe.each(ROWS)("$name", ({ name, see }) => {
  test.each(peers)("$name", async (peer) => {
    const told = rows.get(name)?.[heads.indexOf(peer.name) - 1] ?? "";
    // A remark may follow.
    expect(told.split(";")[0]).toBe(await see(peer));
  });
});

test("what is not seen here has a link, or is no", () => {
  const seen = new Set(peers.map(({ name }) => name));
  for (const [name, cells] of rows) {
    if (name === "" || /^-+$/.test(name)) continue;
    cells.forEach((cell, i) => {
      const isSeen = seen.has(heads[i + 1] ?? "") && ROWS.some((row) => row.name === name);
      if (!isSeen && heads[i + 1] !== "@middy/http-cors")
        expect([name, heads[i + 1], cell]).toEqual([name, heads[i + 1], expect.stringMatching(/\]\[|\]\(|^—$/)]);
    });
  }
});

test("what the README shows of it is the same, without links", async () => {
  const plain = (cell: string): string => cell.replace(/\[([^\]]+)\](?:\[\w+\]|\([^)]*\))/g, "$1");
  for (const [name = "", ...cells] of await tablesIn("README.md")) {
    const own = rows.get(name);
    if (name !== "" && own !== undefined && !/^-+$/.test(name))
      expect([name, ...cells.map(plain)]).toEqual([name, ...own.map(plain)]);
  }
});
