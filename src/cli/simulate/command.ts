import { Command, InvalidArgumentError } from "commander";
import type { Terminal } from "../terminal.ts";

const EXAMPLES = `
Examples:
  corskit simulate
  corskit simulate https://api.example.com/users
  corskit simulate preflight-cache --port 9000

It runs until Ctrl-C. Exit code: 0 stopped, 2 it could not start.`;

export interface SimulateOptions {
  readonly port: number;
}

/** `corskit simulate`: the simulator, served on this machine alone. */
export function simulateCommand(terminal: Terminal): Command {
  return new Command("simulate")
    .description("opens the simulator: what a browser will do with a request, and what yours really does")
    .argument("[scenario]", "the URL of an API, a link or the name of an example to begin with")
    .option("-p, --port <port>", "where it listens, 0 for any that is free", port, 8787)
    .addHelpText("after", EXAMPLES)
    .action(async (scenario: string | undefined, options: SimulateOptions) => {
      const { run } = await import("./run.ts");
      process.exitCode = await run(scenario, options, terminal);
    });
}

function port(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number > 65_535) throw new InvalidArgumentError("It is a number from 0 to 65535.");
  return number;
}
