import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CommanderError, type Command } from "commander";
import { describe, expect, test } from "vitest";
import { codeBlocks, markdownFiles } from "../scripts/documentation.ts";
import { program } from "../src/cli/program.ts";
import { splitShellWords } from "../src/paste/shell-words.ts";
import { testTerminal } from "./support/cli-terminal.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** Those of this repository, and of the projects that `corskit init` makes. */
const SCRIPTS = new Set(
  await Promise.all(
    ["package.json", ...globSync("templates/**/package.json", { cwd: ROOT })].map(async (file) => {
      const { scripts } = JSON.parse(await readFile(join(ROOT, file), "utf8")) as { scripts?: object };
      return Object.keys(scripts ?? {});
    }),
  ).then((names) => names.flat()),
);

/** The command line as it is, but that its commands do nothing. */
function harmless(command: Command): Command {
  command
    .exitOverride()
    .configureOutput({ writeOut: () => {}, writeErr: () => {} })
    .action(() => {});
  for (const inner of command.commands) harmless(inner);
  return command;
}

/** @returns what is wrong with a command of npm's or of ours; undefined where nothing is, or it is another's */
function faultOf(line: string): string | undefined {
  const split = splitShellWords(line);
  if (!("words" in split)) return "cannot be read";
  const words = split.words[0] === "npx" ? split.words.slice(1) : split.words;
  const [first, second, third = ""] = words;
  if (first === "npm" && second === "run") return SCRIPTS.has(third) ? undefined : `there is no script ${third}`;
  if (first !== "corskit" || second === undefined) return undefined;
  const root = harmless(program(testTerminal()));
  // `corskit emit` is the name of a command, in prose.
  if (words.length === 2) return root.commands.some((one) => one.name() === second) ? undefined : "no such command";
  try {
    root.parse(words.slice(1), { from: "user" });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? undefined : error.message;
  }
}

/** What a shell would take for commands of their own, without comments. Quotes keep what is in them. */
function commandsIn(code: string): string[] {
  const lines = code.replaceAll("\\\n", " ").split("\n");
  return lines.flatMap((line) => line.replace(/(^|\s)#.*$/, "").split(/&&|\|(?=\s)|;\s/)).map((one) => one.trim());
}

describe.each(markdownFiles())("%s", (file) => {
  test("names no script and no command that is not there", async () => {
    const blocks = codeBlocks(file).filter(({ language }) => language === "sh");
    const prose = (await readFile(join(ROOT, file), "utf8")).replaceAll(/^ *```.*?^ *```$/gms, "");
    const inline = [...prose.matchAll(/`((?:npm run|npx corskit|corskit) [^`<>…]+)`/g)].map(([, code = ""]) => code);
    const commands = [...blocks.flatMap(({ code }) => commandsIn(code)), ...inline];
    const faults = commands.flatMap((command) => {
      const fault = faultOf(command.replaceAll("\n", " "));
      return fault === undefined ? [] : [`${command}: ${fault}`];
    });
    expect(faults).toEqual([]);
  });
});

test("a script, a command, an option and a value that are not there are found", () => {
  expect(faultOf("npm run tset")).toBe("there is no script tset");
  expect(faultOf("npx corskit chekc https://a.example/")).toContain("chekc");
  expect(faultOf("corskit check https://a.example/ --orign https://b.example")).toContain("--orign");
  expect(faultOf("corskit emit http-api --format xml")).toContain("xml");
  expect(faultOf("corskit check https://a.example/ --origin https://b.example -k")).toBeUndefined();
  expect(faultOf("corskit emit rest-api --help")).toBeUndefined();
});
