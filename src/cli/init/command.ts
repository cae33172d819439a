import { Command, Option } from "commander";
import type { Terminal } from "../terminal.ts";
import type { InitOptions } from "./options.ts";
import { GATEWAYS, INFRAS, TEMPLATES } from "./templates.ts";

const EXAMPLES = `
Examples:
  corskit init                                              asks
  corskit init my-api --template worker --origins https://app.example.com 'http://localhost:*'
  corskit init my-api --template lambda --infra cdk --gateway http-api --origins https://app.example.com --credentials
  corskit init my-api --template hono --origins https://app.example.com --dry-run
  corskit init --here --origins https://app.example.com     the policy, a test and the wrap for the project that is here

Nothing is overwritten. --here prints what it would change, and asks; without a terminal it needs --yes to do it.
Exit code: 0 done, 2 it could not be done, 130 cancelled; then nothing is left behind.`;

/** `corskit init`: a project with a policy, its tests and its infrastructure, or those for a project that is there. */
export function initCommand(terminal: Terminal): Command {
  return new Command("init")
    .description("makes a project with a CORS policy, tests and infrastructure; or adds them to one that is there")
    .argument("[folder]", "where to; it may exist")
    .addOption(new Option("-t, --template <template>", "what the project runs on").choices(TEMPLATES))
    .addOption(new Option("--infra <tool>", "what deploys to AWS (default: sam)").choices(INFRAS))
    .addOption(new Option("--gateway <gateway>", "what is in front on AWS (default: function-url)").choices(GATEWAYS))
    .option("--origins <origins...>", "the pages that may use the API: https://app.example.com, https://*.example.com")
    .option("--credentials", "with cookies")
    .option("--here", "add to the project in the folder, by default the working directory")
    .option("-y, --yes", "ask nothing")
    .option("--no-install", "do not run npm install")
    .option("--no-git", "do not make a repository")
    .option("--dry-run", "print what would be written, and write nothing")
    .option("--json", "print what was done as JSON, and ask nothing")
    .addOption(new Option("--corskit <range>").hideHelp())
    .addHelpText("after", EXAMPLES)
    .action(async (folder: string | undefined, options: InitOptions) => {
      const { run } = await import("./run.ts");
      process.exitCode = await run(folder, options, terminal);
    });
}
