import { Command, Option } from "commander";
import { runToEnd } from "../config/run-to-end.ts";
import type { Terminal } from "../terminal.ts";
import { TOOLS, type LintOptions } from "./options.ts";

const EXAMPLES = `
Examples:
  corskit lint                                the cors.config.ts (.js, .mjs, .json) of this package
  corskit lint src/cors.ts                    each policy that a module exports
  corskit lint --from express src/server.ts   another tool's configuration, and what it is in corskit
  corskit lint --from nginx /etc/nginx/sites-enabled/api
  corskit lint --from aws-http-api template.yaml --json

A config is imported, and so run; a file of --from is read only.
Exit code: 0 fine, 1 findings, 2 it could not be read.`;

/** `corskit lint`: what is wrong with a policy, or will be. */
export function lintCommand(terminal: Terminal): Command {
  return new Command("lint")
    .description("reads a policy, tells what is wrong with it, and what to write instead")
    .argument("[file]", "a config, or a module that exports policies; by default cors.config.*")
    .addOption(new Option("--from <tool>", "read another tool's configuration").choices(TOOLS))
    .option("--json", "print the findings as JSON (docs/lint.md has its shape)")
    .option("--junit <file>", "write the findings as JUnit XML; - is stdout, in the place of the report")
    .option("--github", "print the findings as annotations of GitHub Actions too")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string | undefined, options: LintOptions) => {
      const { run } = await import("./run.ts");
      await runToEnd(() => run(file, options, terminal), terminal);
    });
}
