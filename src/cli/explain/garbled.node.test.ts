import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { CONSOLE_MESSAGES } from "../../../test/support/console-messages.ts";
import { garble } from "../../../test/support/garble.ts";
import { CannotRun } from "../cannot-run.ts";
import { openTerminal } from "../terminal.ts";
import { run } from "./run.ts";

const MESSAGES = CONSOLE_MESSAGES.map(([, , template]) =>
  template.replaceAll("{URL}", "https://api.example.com/").replaceAll("{ORIGIN}", "https://app.example.com"),
);

/** What is printed of a text, and the exit code; null where it is too little to explain. */
async function explain(text: string, json: boolean): Promise<{ printed: string; code: number } | null> {
  let printed = "";
  const { stdin, stdout, stderr } = process;
  const plain = openTerminal({ stdin, stdout, stderr, env: { NO_COLOR: "1" } });
  const terminal = { ...plain, out: (line: string) => void (printed += line) };
  try {
    return { code: await run([text], json ? { json } : {}, terminal), printed };
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    return null;
  }
}

test("a garbled message is explained or said to be unknown, and nothing of it reaches the terminal raw", async () => {
  const seen = { known: 0, unknown: 0 };
  const property = fc.asyncProperty(garble(MESSAGES), async (text) => {
    const [data, words] = await Promise.all([explain(text, true), explain(text, false)]);
    if (data === null || words === null) return;
    const { messages, unknown } = JSON.parse(data.printed) as { messages: unknown[]; unknown: unknown[] };
    expect([data.code, words.code]).toEqual(unknown.length > 0 ? [1, 1] : [0, 0]);
    expect(messages.length + unknown.length).toBeGreaterThan(0);
    // oxlint-disable-next-line no-control-regex
    expect(words.printed).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f]/);
    seen[messages.length > 0 ? "known" : "unknown"] += 1;
  });
  await fc.assert(property, { numRuns: 500, seed: inject("seed") });
  // Else one half would not have been tried.
  expect(Math.min(seen.known, seen.unknown)).toBeGreaterThan(20);
});
