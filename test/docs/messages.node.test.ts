import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { recognize } from "../../src/browser/index.ts";
import { ANSWERS, TOPIC_ANSWERS } from "./message-answers.ts";
import { failureAt, messagesPage } from "./messages-page.ts";
import { ROOT } from "./simulator-links.ts";

test("docs/messages.md is what the model says; -u writes it anew", async () => {
  await expect(await messagesPage()).toMatchFileSnapshot(join(ROOT, "docs/messages.md"));
});

describe.each(Object.entries(ANSWERS))("%s", (code, [, hash]) => {
  test("is what its scenario comes to, and what its text is recognised as", async () => {
    const failure = await failureAt(hash);
    expect(failure.code).toBe(code);
    const [recognized] = recognize(failure.messages.chromium);
    expect([...(recognized?.codes ?? []), recognized?.topic]).toSatisfy(
      (names: readonly unknown[]) => names.includes(code) || recognized?.topic === "aborted",
    );
  });
});

test("each answer is a question of docs/faq.md", async () => {
  const faq = await readFile(join(ROOT, "docs/faq.md"), "utf8");
  const questions = new Set(
    [...faq.matchAll(/^### (.+)\?$/gm)].map(([, text = ""]) =>
      text.toLowerCase().replace(/[",]/g, "").replaceAll(" ", "-"),
    ),
  );
  const answers = [...Object.values(ANSWERS).map(([question]) => question), ...Object.values(TOPIC_ANSWERS)];
  expect(answers.filter((answer) => !questions.has(answer))).toEqual([]);
});

test("each question of docs/faq.md has a scenario in the simulator", async () => {
  const faq = await readFile(join(ROOT, "docs/faq.md"), "utf8");
  const sections = faq.split(/^### /m).slice(1);
  const without = sections.filter((section) => !/\]\(http:\/\/app\.localhost:8787\/#\S+ "\w/.test(section));
  expect(without.map((section) => section.split("\n")[0])).toEqual([]);
});
