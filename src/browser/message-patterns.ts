import { CATALOGUE } from "./catalogue.ts";
import type { FailureCode } from "./failure.ts";
import { LEGACY, LEGACY_HEADS } from "./legacy-messages.ts";
import { CHROMIUM, FIREFOX, FIREFOX_QUOTED, MESSAGES, PREFLIGHT } from "./messages.ts";
import { OTHER, type Printer } from "./other-messages.ts";
import { fillTemplate } from "./placeholders.ts";
import type { Topic } from "./topics.ts";
import { VARIANTS } from "./variants.ts";

/** A failure that a text can stand for. */
export interface Candidate {
  readonly code: FailureCode;
  /** What the engine prints before the text, as in `head`. */
  readonly heads: readonly string[];
  /** And on the lines after it, as keys of patterns. */
  readonly rest: readonly string[];
}

/** A text to look for: literals, with placeholders between them. None but the last literal is empty. */
export interface Pattern {
  /** One pattern a key: the template, its quotation marks and its end made plain. */
  readonly key: string;
  readonly literals: readonly string[];
  readonly names: readonly string[];
  /** Which head it is, null for one that is a message. */
  readonly head: string | null;
  /** Whether a full stop ended it, and another sentence may follow. */
  readonly hasStop: boolean;
  readonly engines: Set<Printer>;
  readonly candidates: Candidate[];
  topic: Topic | null;
}

/** One character each, so that places stay. Consoles print typographic ones, and people paste plain ones. */
export function plainQuotes(text: string): string {
  return text.replace(/[‘’‚‛`´]/g, "'").replace(/[“”„‟]/g, '"');
}

/** What stands before a reason, and what it is for telling reasons apart: all of Chromium's come to the same. */
const HEADS: ReadonlyMap<string, string> = new Map([
  ...[...VARIANTS.REDIRECTED.map((form) => CHROMIUM.replace("{REDIRECTED}", form)), ...LEGACY_HEADS].map(
    (head): [string, string] => [head, "chromium"],
  ),
  [PREFLIGHT, "preflight"],
  [`${FIREFOX}(`, "firefox"],
  [`${FIREFOX_QUOTED}(`, "firefox"],
  [VARIANTS.REDIRECTION[0], "redirection"],
  ["Failed to load resource: ", "resource"],
]);
const LOADERS = ["Fetch API", "XMLHttpRequest", "EventSource"] as const;
const STATUS = /\. Status code: (?:\{STATUS\}|\(null\))\.?/;

let built: readonly Pattern[] | undefined;

/** All there are: MESSAGES in every form, taken apart, and the texts beside them. Made when they are first asked for. */
export function messagePatterns(): readonly Pattern[] {
  built ??= build();
  return built;
}

function build(): readonly Pattern[] {
  const patterns = new Map<string, Pattern>();
  const patternOf = (template: string, head: string | null = null): Pattern => {
    const key = keyOf(template);
    const known = patterns.get(key);
    if (known !== undefined) return known;
    const pattern: Pattern = {
      key,
      literals: key.split(/\{[A-Z_]+\}/),
      names: Array.from(key.matchAll(/\{([A-Z_]+)\}/g), ([, name = ""]) => name),
      head,
      hasStop: template.endsWith("."),
      engines: new Set(),
      candidates: [],
      topic: null,
    };
    patterns.set(key, pattern);
    return pattern;
  };
  const addMessage = (engine: Printer, code: FailureCode, template: string): void => {
    const [first = "", ...others] = template.split("\n");
    const { heads, tail } = splitHeads(first);
    const rest = others.map((line) => patternOf(splitHeads(line).tail).key);
    for (const form of shorterForms(tail)) {
      const { engines, candidates } = patternOf(form);
      engines.add(engine);
      candidates.push({ code, heads, rest });
    }
  };

  for (const [template, head] of HEADS) patternOf(template, head);
  for (const code of Object.keys(CATALOGUE) as FailureCode[]) {
    const { chromium, firefox, webkit } = MESSAGES[code];
    for (const template of formsOf(chromium)) addMessage("chromium", code, template);
    for (const template of formsOf(firefox)) addMessage("firefox", code, template);
    for (const template of formsOf(webkit)) addMessage("webkit", code, template);
  }
  for (const [engine, codes, template] of LEGACY) {
    for (const code of codes) addMessage(engine, code, template);
  }
  for (const [topic, engine, template] of OTHER) {
    for (const form of shorterForms(splitHeads(template).tail)) {
      const pattern = patternOf(form);
      pattern.engines.add(engine);
      pattern.topic = topic;
    }
  }
  return [...patterns.values()];
}

/** A template in every form that it has. */
function formsOf(template: string): readonly string[] {
  let forms = [template];
  for (const [name, variants] of Object.entries({ ...VARIANTS, LOADER: LOADERS })) {
    forms = forms.flatMap((form) =>
      form.includes(`{${name}}`) ? variants.map((variant: string) => fillTemplate(form, { [name]: variant })) : [form],
    );
  }
  return [...new Set(forms)];
}

function splitHeads(line: string): { readonly heads: readonly string[]; readonly tail: string } {
  const heads: string[] = [];
  let tail = line;
  for (let head = headOf(tail); head !== undefined; head = headOf(tail)) {
    heads.push(HEADS.get(head) ?? "");
    tail = tail.slice(head.length);
  }
  return { heads, tail };
}

/** Chromium's own texts that begin like an old head have none. */
function headOf(line: string): string | undefined {
  return [...HEADS.keys()].find((head) => line.startsWith(head) && !LEGACY_HEADS.includes(head));
}

/** Older versions told no status; and a reason is quoted without its brackets. */
function shorterForms(tail: string): ReadonlySet<string> {
  const reason = tail.startsWith("Reason: ") ? tail.replace(/\)\..*/, "") : tail;
  return new Set([tail, tail.replace(STATUS, "."), reason]);
}

function keyOf(template: string): string {
  return plainQuotes(template.replace("Status code: (null)", "Status code: {STATUS}")).replace(/\.$/, "");
}
