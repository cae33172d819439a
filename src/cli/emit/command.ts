import { Command, Option } from "commander";
import { runToEnd } from "../config/run-to-end.ts";
import type { Terminal } from "../terminal.ts";
import { TARGETS, type Target } from "../../emit/targets.ts";

const EXAMPLES = `
Examples:
  corskit emit nginx                              the policy of cors.config.ts, to stdout
  corskit emit http-api src/cors.ts --into template.yaml
  corskit emit http-api src/cors.ts --check template.yaml
  corskit emit cloudflare-rule --out infra/cors.tf
  corskit emit rest-api --help                    what else a target takes

What a target cannot say is told on stderr; a policy is refused where pages would read more than it allows.
--into writes between the lines "# corskit emit <target>: begin" and "# corskit emit: end", or a JSON file's keys.
Exit code: 0 written, 1 refused or drifted, 2 it could not run.`;

/** What a command line of any target may say. */
export interface EmitCommandOptions {
  readonly policy?: string;
  readonly out?: string;
  readonly into?: string;
  readonly check?: string;
  readonly json?: boolean;
  /** The target's own. */
  readonly [own: string]: unknown;
}

/** `corskit emit`: the policy as configuration of what stands in front of the code. */
export function emitCommand(terminal: Terminal): Command {
  const command = new Command("emit")
    .description("writes the policy as configuration of gateways, CDNs, buckets and servers")
    .usage("<target> [file] [options]")
    .addHelpText("after", EXAMPLES);
  for (const target of TARGETS) command.addCommand(targetCommand(target, terminal));
  return command;
}

/** The target's own options as somebody gave them, for the command line that the output's comment tells. */
function ownFlags(command: Command, options: Target["options"]): string {
  const given = options.flatMap(({ flags }) => {
    const option = command.options.find((one) => one.flags === flags);
    const name = option?.attributeName() ?? "";
    if (option === undefined || command.getOptionValueSource(name) !== "cli") return [];
    const value: unknown = command.getOptionValue(name);
    return [option.long ?? "", ...(value === true ? [] : [value].flat().map(String))];
  });
  return given.map((word) => ` ${word}`).join("");
}

function targetCommand({ name, summary, options }: Target, terminal: Terminal): Command {
  const command = new Command(name)
    .description(summary)
    .argument("[file]", "a config, or a module that exports policies; by default cors.config.*")
    .option("--policy <name>", "which, where there are several")
    .addOption(new Option("-o, --out <file>", "write the whole file").conflicts(["into", "check"]))
    .addOption(new Option("--into <file>", "write the part of a file that is marked for it").conflicts("check"))
    .option("--check <file>", "fail where that part, or the whole file, has drifted from the policy")
    .option("--json", "print { target, output, exact, lost, owner } as JSON");
  for (const { flags, description, choices } of options) {
    const option = new Option(flags, description);
    command.addOption(choices === undefined ? option : option.choices(choices).default(choices[0]));
  }
  return command.action(async (file: string | undefined, given: EmitCommandOptions) => {
    const { run } = await import("./run.ts");
    await runToEnd(() => run({ target: name, flags: ownFlags(command, options) }, file, given, terminal), terminal);
  });
}
