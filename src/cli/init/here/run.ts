import { resolve } from "node:path";
import { createTwoFilesPatch } from "diff";
import { paintPatch } from "../../report/patch.ts";
import type { Terminal } from "../../terminal.ts";
import { asked, pagesOf } from "../answers.ts";
import { CannotRun } from "../../cannot-run.ts";
import { cdCommand } from "../cd-command.ts";
import type { InitOptions } from "../options.ts";
import { ownRange } from "../package-root.ts";
import { checkPolicy } from "../policy-text.ts";
import { checkFree } from "../write-files.ts";
import { applyChanges } from "./apply-changes.ts";
import { installCommand } from "./install-command.ts";
import { makePlan, readProject, type Change, type Plan } from "./plan.ts";
import { printable, printJson } from "../../report/printable.ts";

/**
 * `corskit init --here`: the policy, a test and the wrap for the project in a folder. Shows the differences first, and
 * asks; without a terminal it needs --yes to write.
 *
 * @throws CannotRun
 * @throws Cancelled
 */
export async function runHere(given: string, options: InitOptions, terminal: Terminal): Promise<void> {
  refuseOthers(options);
  const folder = resolve(given);
  const project = readProject(folder);
  const ask = asked(options, terminal);
  if (ask === undefined && options.origins === undefined) {
    throw new CannotRun(
      "init --here needs --origins, and there is no terminal to ask on",
      "corskit init --here --origins https://app.example.com",
    );
  }
  const pages = await pagesOf(options, ask);
  checkPolicy({ allowOrigins: pages.origins, allowCredentials: pages.credentials });
  const plan = makePlan(project, pages, options.corskit ?? ownRange());
  checkFree(
    folder,
    plan.changes.flatMap(({ path, before }) => (before === undefined ? [path] : [])),
  );

  if (options.json !== true) show(plan, terminal);
  const isWanted = options.yes === true || (await ask?.apply()) === true;
  const written = isWanted && options.dryRun !== true;
  if (written) applyChanges(folder, plan.changes);
  const next = [...cdCommand(folder), installCommand(folder), "npm test"];
  if (options.json === true) terminal.out(printJson(asJson(folder, plan, written, next)));
  else if (written)
    terminal.out(`\nWritten. Next\n${next.map((one) => `  ${terminal.colors.bold(printable(one))}`).join("\n")}`);
  else terminal.out("\nNothing was written. --yes writes it.");
}

function refuseOthers({ template, infra, gateway }: InitOptions): void {
  if (template === undefined && infra === undefined && gateway === undefined) return;
  throw new CannotRun(
    "--template, --infra and --gateway are about new projects, and --here is about one that is there",
    "leave them out, or leave --here out",
  );
}

function show({ project, changes, byHand }: Plan, { out, colors }: Terminal): void {
  const what = { worker: "a Worker", lambda: "a Lambda function", hono: "a Hono app" }[project.kind];
  out(`${colors.bold(what)}, by ${project.because}\n`);
  for (const change of changes) out(`${paintPatch(patchOf(change), colors)}\n`);
  if (byHand === undefined) return;
  out(`${colors.yellow("by hand")}  ${byHand.why}, so put it under the policy yourself:\n`);
  out(byHand.lines.replaceAll(/^(?=.)/gm, "  "));
}

function patchOf({ path, before, after }: Change): string {
  return createTwoFilesPatch(before === undefined ? "/dev/null" : path, path, before ?? "", after);
}

function asJson(folder: string, plan: Plan, written: boolean, next: readonly string[]): unknown {
  const { project, changes, byHand } = plan;
  const patches = changes.map((change) => ({ path: change.path, patch: patchOf(change) }));
  return { folder, ...project, entry: project.entry ?? null, written, changes: patches, byHand: byHand ?? null, next };
}
