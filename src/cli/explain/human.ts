import type { PasteKind } from "../../paste/paste-kind.ts";
import { printable } from "../report/printable.ts";
import { wrap } from "../report/wrap.ts";
import type { Terminal } from "../terminal.ts";
import type { Explained, ExplainedMessage } from "./explained.ts";

const ENGINES = { chromium: "Chrome", firefox: "Firefox", webkit: "Safari" } as const;

/** What is told in every console of every failure, and adds nothing where another message stands. */
const SAYS_LITTLE: ReadonlySet<string | null> = new Set(["script-error", "second-line", "aborted", "no-response"]);

const NOT_KNOWN: Readonly<Partial<Record<PasteKind, string>>> = {
  curl: "This looks like a curl command. Check what it asks for: corskit check -- curl …",
  fetch: 'This looks like JavaScript. Check what it asks for: corskit check "fetch(…)"',
  response: "This looks like a response's head. Ask for its URL instead: corskit check <url> --origin <page's origin>",
};
const INSTEAD =
  "Paste the console's red line whole, as it begins: in Chrome with Access to fetch at, in Firefox with Cross-Origin Request Blocked, in Safari the line above due to access control checks.";

/** Explanations as text for a person. */
export function humanExplanation(
  { messages, unknown }: Explained,
  kind: PasteKind,
  terminal: Pick<Terminal, "colors" | "width">,
): string {
  const telling = messages.filter(({ topic }) => !SAYS_LITTLE.has(topic));
  const shown = telling.length > 0 ? telling : messages;
  const others = messages.filter((message) => !shown.includes(message));
  const parts = shown.map((message) => one(message, terminal));
  if (others.length > 0) {
    const texts = others.map(({ text }) => `"${short(text)}"`).join(", ");
    parts.push(
      wrap(printable(`${texts}: of failures like the above, and says no more by itself.`), terminal.width, "also    "),
    );
  }
  if (unknown.length > 0) parts.push(notKnown(unknown, kind, terminal));
  return parts.join("\n\n");
}

function one(message: ExplainedMessage, { colors, width }: Pick<Terminal, "colors" | "width">): string {
  const { text, engine, codes, topic, isCors, cause, fix, lookAt, alternatives, curl } = message;
  const names = topic === null ? codes.slice(0, 1) : [topic];
  const what = `${isCors === null ? "not told whether CORS" : isCors ? "a CORS error" : "no CORS error"}: ${names.join(", ")}${engine === null ? "" : `, as ${ENGINES[engine]} says it`}`;
  const paint = isCors === false ? colors.yellow : colors.red;
  const lines = [
    paint(wrap(printable(short(text)), width)),
    colors.bold(wrap(what, width, "  what    ")),
    wrap(printable(cause), width, "  cause   "),
    wrap(lookAt, width, "  look at "),
    wrap(printable(fix), width, "  fix     "),
  ];
  for (const group of grouped(topic === null ? alternatives : [])) {
    const [first] = group;
    if (first === undefined) continue;
    lines.push(
      wrap(printable(`${group.map(({ code }) => code).join(", ")}: ${first.cause} ${first.fix}`), width, "  or      "),
    );
  }
  if (curl !== null) lines.push(colors.dim(`  try     ${printable(curl)}`));
  return lines.join("\n");
}

type Alternative = ExplainedMessage["alternatives"][number];

/** A failure and the same on a preflight's answer are told once. */
function grouped(alternatives: readonly Alternative[]): readonly (readonly Alternative[])[] {
  const groups = new Map<string, Alternative[]>();
  for (const alternative of alternatives) {
    const base = alternative.code.replace(/^Preflight/, "");
    groups.set(base, [...(groups.get(base) ?? []), alternative]);
  }
  return [...groups.values()];
}

function notKnown(
  unknown: readonly string[],
  kind: PasteKind,
  { colors, width }: Pick<Terminal, "colors" | "width">,
): string {
  const lines = unknown.slice(0, 10).map((line) => wrap(printable(short(line)), width, "unknown "));
  if (unknown.length > 10) lines.push(`        and ${unknown.length - 10} lines more`);
  const paint = colors.yellow;
  return [...lines.map(paint), wrap(NOT_KNOWN[kind] ?? INSTEAD, width, "  fix     ")].join("\n");
}

function short(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 400 ? `${line.slice(0, 399)}…` : line;
}
