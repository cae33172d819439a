import { apiPages } from "./api.ts";
import { cliPage } from "./cli.ts";
import { configErrorsPage } from "./config-errors.ts";
import { decisionsPage } from "./decisions.ts";
import { withDeclarations } from "./declarations.ts";
import { emitPage } from "./emit-targets.ts";
import { lintPage } from "./lint.ts";
import { optionsPage } from "./options.ts";

/** The pages that are made of the source: their text by the file's name in docs/reference/. */
export async function referencePages(): Promise<ReadonlyMap<string, string>> {
  const declared = withDeclarations((declarations): [string, string][] => [
    ["options.md", optionsPage(declarations)],
    ...apiPages(declarations),
  ]);
  return new Map([
    ...declared,
    ["errors.md", configErrorsPage()],
    ["decisions.md", await decisionsPage()],
    ["lint-rules.md", lintPage()],
    ["emit-targets.md", emitPage()],
    ["cli.md", cliPage()],
  ]);
}
