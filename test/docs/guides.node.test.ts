import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { recognize } from "../../src/browser/index.ts";
import { cors } from "../../src/index.ts";
import { programsIn } from "./programs.ts";
import { ROOT } from "./simulator-links.ts";

/** What guides have to have. Their programs and tests are run by scripts/check-package.mjs. */

const GUIDES = join(ROOT, "docs/guides");
const pages = globSync("*.md", { cwd: GUIDES }).toSorted();
const read = (page: string): Promise<string> => readFile(join(GUIDES, page), "utf8");

test.each(pages)("%s begins with what the console says, and goes on to a program and a test of it", async (page) => {
  expect(await read(page)).toMatch(/^# .+\n\n```\n.+?\n```\n.+?^```ts \[.+?^```ts \[\w+\.test\.ts\]\n/ms);
});

// A refused handshake is no message of CORS's, and not among those that are known.
const saidByCors = pages.filter((page) => page !== "websockets.md");
test.each(saidByCors)("%s: corskit explain knows what the console says", async (page) => {
  const [, said = ""] = /^```\n(.+?)\n```/ms.exec(await read(page)) ?? [];
  expect(recognize(said)).not.toEqual([]);
});

test.each(pages)("%s: the name of each file is there to be read", async (page) => {
  const named = [...programsIn(`docs/guides/${page}`)].map(([name, code]) => [
    name,
    /^(?:\/\/|#) ([\w./-]+\w)/.exec(code)?.[1],
  ]);
  expect(named).toEqual(named.map(([name]) => [name, name]));
});

test("preview-deployments.md: each pattern covers the previews beside it, and no other site of the host", async () => {
  const rows = [
    ...(await read("preview-deployments.md")).matchAll(/^\| [^|]+ \| (`https:[^|]+) \| +`(https:\S+\*\S+)` /gm),
  ];
  expect(rows.length).toBeGreaterThan(5);
  for (const [, previews = "", pattern = ""] of rows) {
    const policy = cors({ allowOrigins: [pattern] });
    const reads = (origin: string): boolean =>
      policy.decide({
        method: "GET",
        url: "https://api.example.com/",
        origin,
        requestMethod: null,
        requestHeaders: null,
      }).allowed;
    for (const [, origin = ""] of previews.matchAll(/`(\S+)`/g))
      expect([origin, reads(origin)]).toEqual([origin, true]);
    expect(reads(pattern.replace(/\*[^.]*/, "stranger"))).toBe(pattern.includes("*."));
  }
});
