import { Command, Option } from "commander";
import type { Terminal } from "../terminal.ts";

/** What `corskit explain` was called with. */
export interface ExplainOptions {
  readonly url?: string;
  readonly json?: true;
}

const EXAMPLES = `
Examples:
  corskit explain "Access to fetch at 'https://api.example.com/' from origin 'https://app.example.com' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource."
  pbpaste | corskit explain
  corskit explain --url https://api.example.com/ < console.txt

Exit code: 0 all explained (and the check fine), 1 something is not known (or findings), 2 nothing was given.`;

/** `corskit explain`: what a browser's console message means, and what to do. */
export function explainCommand(terminal: Terminal): Command {
  return new Command("explain")
    .description("tells what a browser's console message means, and what to do about it")
    .argument("[message...]", "one message or several lines; without it they are read from stdin")
    .option("--url <url>", "go on with corskit check of this URL, as the page that the message tells of")
    .addOption(new Option("--json", "print it as JSON (docs/explain.md has its shape)").conflicts("url"))
    .addHelpText("after", EXAMPLES)
    .action(async (message: string[], options: ExplainOptions) => {
      const { run } = await import("./run.ts");
      process.exitCode = await run(message, options, terminal);
    });
}
