import { kindOf } from "../../paste/paste-kind.ts";
import { LONGEST_PASTE } from "../../paste/limits.ts";
import { CannotRun } from "../cannot-run.ts";
import { printJson } from "../report/printable.ts";
import type { Terminal } from "../terminal.ts";
import { checkOptionsOf } from "./check-options.ts";
import type { ExplainOptions } from "./command.ts";
import { explainText } from "./explained.ts";
import { humanExplanation } from "./human.ts";

/**
 * Explains console messages and, with a URL, goes on with a check.
 *
 * @returns the exit code
 * @throws CannotRun where there is nothing to explain
 */
export async function run(words: readonly string[], { url, json }: ExplainOptions, terminal: Terminal): Promise<0 | 1> {
  const text = words.length > 0 ? words.join(" ") : ((await terminal.readInput(LONGEST_PASTE)) ?? "");
  if (text.trim() === "") {
    throw new CannotRun(
      "no message was given",
      'paste one in quotation marks, corskit explain "…", or pipe the text in',
    );
  }
  if (text.length > LONGEST_PASTE) {
    throw new CannotRun(
      `the text has more than ${LONGEST_PASTE} characters, and no more are read`,
      "paste the console's red lines alone",
    );
  }
  const explained = explainText(text);
  terminal.out(json ? printJson(explained) : humanExplanation(explained, kindOf(text), terminal));
  const code = explained.unknown.length > 0 ? 1 : 0;
  if (url === undefined) return code;
  const check = await import("../check/run.ts");
  terminal.out("");
  const found = await check.run([url], checkOptionsOf(explained.messages), terminal);
  return code === 1 ? 1 : found;
}
