import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { codeBlocks, markdownFiles } from "../scripts/documentation.ts";
import { cors } from "../src/index.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

test("the faults that the README shows are those that are told", async () => {
  const readme = await readFile(join(ROOT, "README.md"), "utf8");
  const [, shown] = /^CorsConfigError: (.*?)\n```$/ms.exec(readme) ?? [];
  const config = { origin: "https://app.example.com/", allowCredentials: true, maxAge: 1e6 };
  expect(() => cors(config as never)).toThrow(expect.objectContaining({ message: shown }));
});

/** @returns what is wrong; undefined where nothing is */
const PARSERS: Readonly<Record<string, (code: string) => string | undefined>> = {
  json: (code) => {
    try {
      JSON.parse(code);
      return undefined;
    } catch (error) {
      return String(error);
    }
  },
  yaml: (code) => parseAllDocuments(code).flatMap(({ errors }) => errors.map(String))[0],
};

/** A heading's anchor, as GitHub makes it. */
function anchorOf(heading: string): string {
  const text = heading.replace(/`/g, "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");
}

describe.each(markdownFiles())("%s", (file) => {
  test("has no dead link, and names no file that is not there", async () => {
    const text = await readFile(join(ROOT, file), "utf8");
    const dead: string[] = [];
    for (const [, link = ""] of text.matchAll(/\]\(((?!\w+:)[^)\s]+)\)/g)) {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? join(ROOT, file) : join(ROOT, dirname(file), path);
      if (!existsSync(target)) dead.push(link);
      else if (anchor !== undefined && !(await anchorsIn(target)).has(anchor)) dead.push(link);
    }
    const named = text.matchAll(/`((?:src|test|worker|lambda|bench|scripts|docs|templates)\/[\w./-]+)`/g);
    // What a page shows the whole of stands in the reader's project.
    const shown = new Set(codeBlocks(file).map(({ name }) => name));
    for (const [, path = ""] of named) if (!shown.has(path) && !existsSync(join(ROOT, path))) dead.push(path);
    expect(dead).toEqual([]);
  });

  test("has its code blocks where they are said to be", async () => {
    const lines = (await readFile(join(ROOT, file), "utf8")).split("\n");
    for (const { line, code } of codeBlocks(file)) expect(lines[line - 1]?.trim()).toBe(code.split("\n")[0]?.trim());
  });

  test("has no JSON and no YAML that cannot be read", () => {
    const faults = codeBlocks(file).flatMap(({ language, line, code }) => {
      const fault = PARSERS[language]?.(code);
      return fault === undefined ? [] : [`line ${line}: ${fault}`];
    });
    expect(faults).toEqual([]);
  });
});

async function anchorsIn(file: string): Promise<ReadonlySet<string>> {
  const text = await readFile(file, "utf8");
  return new Set([...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading)));
}
