import { relative } from "node:path";
import type { EmitCode } from "../../emit/index.ts";
import { toFinding } from "../emit/issue-finding.ts";
import { humanFindings } from "../report/human.ts";
import type { Terminal } from "../terminal.ts";
import { cdCommand } from "./cd-command.ts";
import type { InitOptions } from "./options.ts";
import type { Project } from "./project.ts";
import type { Variant } from "./templates.ts";
import { printable, printJson } from "../report/printable.ts";

/** What `corskit init` has made, or would. */
export interface Made extends Project {
  readonly folder: string;
  readonly name: string;
  readonly variant: Variant;
  readonly written: boolean;
  readonly installed: boolean;
}

/** What the infrastructure cannot do and the code of a template does, as its README says. */
const HANDLED: ReadonlySet<EmitCode> = new Set(["preflight", "errors", "vary", "enforce", "web-sockets"]);

/** Says what was made and what to do next, as text or as JSON. */
export function report(made: Made, { json }: InitOptions, terminal: Terminal): void {
  if (json === true) terminal.out(printJson(asJson(made)));
  else say(made, terminal);
}

function asJson({ folder, name, variant, written, installed, files, emitted }: Made): unknown {
  const shown = emitted.map(({ target, file, exact, lost, owner }) => ({ target, file, exact, lost, owner }));
  const next = nextCommands({ folder, files, installed });
  return { folder, name, ...variant, written, installed, files: [...files.keys()], emitted: shown, next };
}

function say(made: Made, { out, err, colors, errColors, width }: Terminal): void {
  const { folder, written, files, emitted } = made;
  const lost = emitted.flatMap((one) => one.lost.filter(({ code }) => !HANDLED.has(code)));
  if (lost.length > 0) err(`${humanFindings(lost.map(toFinding("warning")), { colors: errColors, width })}\n`);
  // npm says it too, where it is run by hand.
  if (!process.features.typescript) {
    err(
      `${errColors.yellow("note")}  the project takes Node.js 22.18 or later, and this is ${process.versions.node}\n`,
    );
  }
  out(`${written ? "Written to" : "Would be written to"} ${colors.bold(printable(relative("", folder) || "."))}`);
  for (const path of files.keys()) out(`  ${path}`);
  if (written)
    out(
      `\nNext\n${nextCommands(made)
        .map((command) => `  ${colors.bold(printable(command))}`)
        .join("\n")}`,
    );
}

/** What to type after this. */
function nextCommands({ folder, files, installed }: Pick<Made, "folder" | "files" | "installed">): readonly string[] {
  const { scripts } = JSON.parse(files.get("package.json") ?? "{}") as { scripts: Readonly<Record<string, string>> };
  return [
    ...cdCommand(folder),
    ...(installed ? [] : ["npm install"]),
    ...["test", "dev", "deploy"]
      .filter((name) => name in scripts)
      .map((name) => (name === "test" ? "npm test" : `npm run ${name}`)),
  ];
}
