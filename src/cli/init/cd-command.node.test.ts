import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { cdCommand } from "./cd-command.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "corskit-cd-")));
afterAll(() => rmSync(root, { recursive: true }));

test.each([
  "plain",
  "a b",
  'quo"te',
  "it's",
  "$HOME",
  "`id`",
  "$(exit 1)",
  "back\\slash",
  "~",
  "*",
  "#a",
  "a!b",
  "two\nlines",
  "é日本",
  "a;exit",
])("a shell goes to %j", (name) => {
  const folder = join(root, name);
  mkdirSync(folder);
  const [command = "", ...others] = cdCommand(folder);
  expect(others).toEqual([]);
  expect(execFileSync("sh", ["-c", `${command} && pwd -P`], { encoding: "utf8" })).toBe(`${folder}\n`);
});

test("a folder whose name begins as an option does", () => expect(cdCommand("-P")).toEqual(["cd ./-P"]));

test("whoever is there already has nowhere to go", () => expect(cdCommand(process.cwd())).toEqual([]));
