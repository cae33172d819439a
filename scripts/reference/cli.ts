import type { Command, Option } from "commander";
import { program } from "../../src/cli/program.ts";
import { openTerminal } from "../../src/cli/terminal.ts";
import { block, code, page, plain, sentence, table } from "./markdown.ts";

/** Every command of the binary with all that it takes, of the objects by which it reads its arguments. */
export function cliPage(): string {
  const root = program(openTerminal(process));
  return page(
    "Every command",
    "`npx corskit <command>`. Exit codes are told with each. `corskit help <command>` prints the same.",
    ...root.commands.map(section),
  );
}

function section(command: Command): string {
  const inner = command.commands.map((one) => code(one.name())).join(", ");
  const takes = command.registeredArguments.map((argument) => [
    code(argument.required ? `<${argument.name()}>` : `[${argument.name()}]`),
    plain(argument.description),
    "",
  ]);
  // The targets of `emit` have a page of their own; what all of them take stands here.
  const options = (command.commands[0] ?? command).options.filter(isShown);
  const shared = command.commands.length === 0 ? options : options.slice(0, sharedBy(command));
  return [
    `## corskit ${command.name()}`,
    sentence(command.description()),
    ...(inner === "" ? [] : [`Targets: ${inner}. [What each takes](emit-targets.md).`]),
    table(["Argument", "What", "Value"], [...takes, ...shared.map(row)]),
    block("", textAfter(command)),
  ].join("\n\n");
}

function isShown({ hidden }: Option): boolean {
  return !hidden;
}

/** How many options all subcommands begin with. */
function sharedBy({ commands }: Command): number {
  const lists = commands.map(({ options }) => options.map(({ flags }) => flags));
  const [first = []] = lists;
  const differs = first.findIndex((flags, i) => lists.some((list) => list[i] !== flags));
  return differs < 0 ? first.length : differs;
}

function row({ flags, description, argChoices, defaultValue, defaultValueDescription }: Option): string[] {
  const values = (argChoices ?? []).map((choice) => code(choice)).join(", ");
  const preset = defaultValueDescription ?? (typeof defaultValue === "number" ? String(defaultValue) : undefined);
  return [code(flags), plain(description), values + (preset === undefined ? "" : `default ${code(preset)}`)];
}

/** What the help has behind its lists: examples, and the exit codes. */
function textAfter(command: Command): string {
  let text = "";
  command.configureOutput({ writeOut: (part) => (text += part) });
  command.outputHelp();
  return text.slice(command.helpInformation().length).trim();
}
