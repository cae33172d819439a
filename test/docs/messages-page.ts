import { format } from "oxfmt";
import type { FailureCode } from "../../src/browser/index.ts";
import type { Failure } from "../../src/browser/explain.ts";
import { LEGACY } from "../../src/browser/legacy-messages.ts";
import { OTHER, type Printer } from "../../src/browser/other-messages.ts";
import { TOPICS, type Topic } from "../../src/browser/topics.ts";
import { EXAMPLES } from "../../worker/simulator/gallery.ts";
import { predict } from "../../worker/simulator/predict.ts";
import { readHash } from "../../worker/simulator/ui/location.ts";
import { ANSWERS, TOPIC_ANSWERS } from "./message-answers.ts";
import { seenAt, SIMULATOR } from "./simulator-links.ts";

/** docs/messages.md: what the model says of each failure's scenario, and the further texts that `explain` knows. */

const NAMES = { chromium: "Chrome", firefox: "Firefox", webkit: "Safari" } as const;

const HEAD = `# Every message

What consoles say, word for word, for a page at \`https://app.example.com\` that asks \`https://api.example.com/rides\`; what is
behind it, what to do, and the scenario in the simulator. \`npx corskit explain "…"\` does the same for yours. The page is made
of [the browser model](browser.md), and held equal to it by \`test/docs/messages.node.test.ts\`.
`;

/** The failure that a scenario comes to. */
export async function failureAt(hash: string): Promise<Failure> {
  const { scenario, engine } = readHash(hash, EXAMPLES);
  const { visits } = await predict(scenario, engine ?? "standard");
  const failure = visits.map(({ outcome }) => outcome.failure).find((one) => one !== null);
  if (!failure) throw new Error(`${hash} comes to no failure`);
  return failure;
}

export async function messagesPage(): Promise<string> {
  const parts = [HEAD, "\n## Failures\n"];
  for (const [code, [question, hash]] of Object.entries(ANSWERS) as [FailureCode, readonly [string, string]][]) {
    const { cause, fix, messages } = await failureAt(hash);
    const link = `[in the simulator](${SIMULATOR}${hash} "${await seenAt(hash)}")`;
    const old = LEGACY.filter(([, codes]) => codes[0] === code).map(([engine, , text]) =>
      line(engine, text, ", formerly"),
    );
    // Chromium alone has Local Network Access: the others' texts for it are never seen.
    const engines = hash.endsWith("in=chromium")
      ? (["chromium"] as const)
      : (["chromium", "firefox", "webkit"] as const);
    const texts = [...engines.map((engine) => line(engine, messages[engine])), ...old];
    parts.push(section(code, `${prose(cause)}\n\n**Fix.** ${prose(fix)} [Why](faq.md#${question}); ${link}.`, texts));
  }
  parts.push("\n## Other texts\n", "Most of them are no CORS errors, though they look like them.\n");
  for (const [topic, { cause, fix }] of Object.entries(TOPICS) as [Topic, (typeof TOPICS)[Topic]][]) {
    const texts = OTHER.filter(([of]) => of === topic).map(([, engine, text]) => line(engine, text));
    parts.push(
      section(topic, `${prose(cause)}\n\n**Fix.** ${prose(fix)} [Why](faq.md#${TOPIC_ANSWERS[topic]}).`, texts),
    );
  }
  return (await format("messages.md", parts.join("\n"), { printWidth: 120 })).code;
}

function section(name: string, text: string, lines: readonly string[]): string {
  return `### ${name}\n\n${text}\n\n${lines.join("\n")}\n`;
}

/** Code that is wrapped where the page is narrow, as blocks of code are not. */
function line(engine: Printer, text: string, remark = ""): string {
  const ticks = text.includes("`") ? "``" : "`";
  const code = text.split("\n").map((one) => `${ticks}${one}${ticks}`);
  return `- ${engine === null ? "Any" : NAMES[engine]}${remark}: ${code.join(" and ")}`;
}

/** Characters that mean something to Markdown, placeholders that nothing fills here, and addresses that are no links. */
function prose(text: string): string {
  return text
    .replace(/ \(\{\w+\}\)/g, "")
    .replace(/\{URL\}/g, "the URL")
    .replace(/\{ORIGIN\}/g, "its origin")
    .replace(/[*_<>]/g, String.raw`\$&`)
    .replace(/https?:\/\/(?:[\w:/#-]+(?:\.[\w:/#-]+)*)?/g, "`$&`");
}
