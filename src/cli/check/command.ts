import { Command, InvalidArgumentError, Option } from "commander";
import type { Terminal } from "../terminal.ts";
import type { CheckOptions } from "./options.ts";

const EXAMPLES = `
Examples:
  corskit check https://api.example.com/users --origin https://app.example.com
  corskit check https://api.example.com/users --origin https://app.example.com --method PUT --credentials
  corskit check -- curl 'https://api.example.com/users' -H 'Origin: https://app.example.com' -X DELETE
  corskit check "fetch('https://api.example.com/users', { credentials: 'include' })"
  corskit check https://localhost:8443/ --insecure --json

Exit code: 0 fine, 1 findings, 2 it could not be checked.`;

/** `corskit check`: asks a server as pages would, and tells what browsers make of its answers. */
export function checkCommand(terminal: Terminal): Command {
  return new Command("check")
    .description("asks a server as pages in browsers would, and tells what they make of its answers")
    .argument("<target...>", "a URL, a curl command after --, or a copied fetch()")
    .option("-o, --origin <origin>", "an origin that is to be let in (several times)", collect)
    .option("-X, --method <method>", "the method that pages use")
    .option("-H, --header <header>", 'a header that pages send, "Name: value" (several times)', collect)
    .option("-d, --body <body>", "the body that pages send")
    .option("-c, --credentials", "pages send cookies")
    .option("-e, --engine <engine>", "the verdict of one engine alone (several times)", engine)
    .option("--passive", "send no origins that ought to be refused")
    .option("-k, --insecure", "accept certificates that no browser would")
    .option("--resolve <host:port:address>", "connect to an address of your own (several times)", collect)
    .option("--max-requests <count>", "send at most so many requests", positive, 80)
    .addOption(
      new Option("--timeout <seconds>", "wait at most so long for an answer").argParser(seconds).default(10_000, "10"),
    )
    .option("-v, --verbose", "show every exchange")
    .option("--json", "print the report as JSON (docs/check.md has its shape)")
    .option("--junit <file>", "write the findings as JUnit XML; - is stdout, in the place of the report")
    .option("--github", "print the findings as annotations of GitHub Actions too")
    .addHelpText("after", EXAMPLES)
    .action(async (target: string[], options: CheckOptions) => {
      const { run } = await import("./run.ts");
      process.exitCode = await run(target, options, terminal);
    });
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

const ENGINES = ["standard", "chromium", "firefox", "webkit"];

function engine(value: string, before: readonly string[] = []): readonly string[] {
  if (!ENGINES.includes(value)) throw new InvalidArgumentError(`It is one of ${ENGINES.join(", ")}.`);
  return [...before, value];
}

function positive(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("It is a whole number from 1.");
  return number;
}

/** @returns milliseconds */
function seconds(value: string): number {
  const milliseconds = Number(value) * 1000;
  if (!(milliseconds >= 1 && milliseconds <= 600_000)) throw new InvalidArgumentError("It is from 0.001 to 600.");
  return Math.round(milliseconds);
}
