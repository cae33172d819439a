import type { Check } from "../../../../src/browser/index.ts";
import type { Lane, Step, Tone } from "./story.ts";
import { firstDifference, visible, wrap } from "./wrap.ts";

export interface Span {
  readonly text: string;
  readonly className?: string;
}

/** What is drawn, in pixels. */
export type Mark =
  | { readonly kind: "text"; readonly x: number; readonly y: number; readonly spans: readonly Span[] }
  | { readonly kind: "arrow"; readonly from: number; readonly to: number; readonly y: number; readonly tone: Tone }
  | { readonly kind: "box"; readonly y: number; readonly height: number; readonly tone: Tone }
  | { readonly kind: "rule"; readonly y: number }
  | { readonly kind: "sign"; readonly y: number; readonly verdict: "passes" | "fails" | "not reached" };

export interface Layout {
  readonly lanes: readonly { readonly lane: Lane; readonly x: number }[];
  readonly fontSize: number;
  /** Where texts begin, and boxes. */
  readonly left: number;
  readonly right: number;
  readonly height: number;
  readonly marks: readonly Mark[];
}

/** Fixed-width fonts are 0.55 to 0.61 em wide. */
const EM = 0.61;

/**
 * Lays the steps out below each other: page and browser at the left, the server at the right, all texts between
 * browser and server, where no lane crosses them.
 *
 * @param width in pixels
 */
export function layOut(steps: readonly Step[], width: number, hasCache: boolean): Layout {
  const isNarrow = width < 480;
  const fontSize = isNarrow ? 10.5 : 12;
  const page = isNarrow ? 20 : 40;
  const browser = isNarrow ? 74 : 140;
  const server = width - (isNarrow ? 24 : 40);
  const cache = server - (isNarrow ? 58 : 90);
  const xs: Record<Lane, number> = { page, browser, cache, server };
  const left = browser + (isNarrow ? 12 : 18);
  const right = (hasCache ? cache : server) - 12;
  const columns = Math.floor((right - left) / (fontSize * EM));
  const pen = new Pen(left, fontSize, columns);
  for (const step of steps) draw(pen, step, xs);
  const lanes = (["page", "browser", ...(hasCache ? (["cache"] as const) : []), "server"] as const).map((lane) => ({
    lane,
    x: xs[lane],
  }));
  return { lanes, fontSize, left, right, height: pen.y + 8, marks: pen.marks };
}

/** Writes downwards. */
class Pen {
  readonly marks: Mark[] = [];
  readonly lineHeight: number;
  readonly left: number;
  readonly columns: number;
  /** Below the lanes' names. */
  y = 24;

  constructor(left: number, fontSize: number, columns: number) {
    this.left = left;
    this.columns = columns;
    this.lineHeight = Math.round(fontSize * 1.45);
  }

  write(spans: readonly Span[], x: number = this.left): void {
    this.y += this.lineHeight;
    this.marks.push({ kind: "text", x, y: this.y - 4, spans });
  }

  /** @param head how many characters at the start are the name, which is set apart */
  writeWrapped(text: string, className: string, head = 0): void {
    for (const [i, line] of wrap(text, this.columns).entries()) {
      const cut = i === 0 ? Math.min(head, line.length) : 0;
      const spans = [
        { text: line.slice(0, cut), className: "name" },
        { text: line.slice(cut), className },
      ].filter(({ text: part }) => part !== "");
      this.write(spans, i === 0 ? this.left : this.left + this.lineHeight * 0.8);
    }
  }
}

function draw(pen: Pen, step: Step, xs: Readonly<Record<Lane, number>>): void {
  switch (step.kind) {
    case "heading":
      pen.y += 10;
      pen.marks.push({ kind: "rule", y: pen.y });
      pen.y += 6;
      pen.writeWrapped(step.text, "heading");
      pen.y += 4;
      return;
    case "note":
      return drawNote(pen, step.text, step.tone);
    case "check":
      return drawCheck(pen, step.check, step.verdict);
    case "message":
      return drawMessage(pen, step, xs);
  }
}

function drawMessage(pen: Pen, step: Extract<Step, { kind: "message" }>, xs: Readonly<Record<Lane, number>>): void {
  pen.y += 10;
  const touchesPage = step.from === "page" || step.to === "page";
  const top = pen.y;
  pen.writeWrapped(visible(step.title), `title ${step.tone}`);
  // Between page and browser there is no room for words: they stand beside the arrow.
  const y = touchesPage ? top + pen.lineHeight / 2 : pen.y + 5;
  pen.marks.push({ kind: "arrow", from: xs[step.from], to: xs[step.to], y, tone: step.tone });
  if (!touchesPage) pen.y += 9;
  for (const [name, value] of step.lines) {
    const isCors = /^(access-control-.*|origin|vary|location|cookie|set-cookie)$/i.test(name);
    pen.writeWrapped(visible(`${name}: ${value}`), isCors ? "cors" : "line", name.length + 1);
  }
  pen.y += 4;
}

function drawNote(pen: Pen, text: string, tone: Tone): void {
  pen.y += 8;
  const top = pen.y;
  if (tone === "bad") pen.marks.push({ kind: "sign", y: top + pen.lineHeight / 2, verdict: "fails" });
  pen.writeWrapped(visible(text), `note ${tone}`);
  box(pen, top, tone);
}

function box(pen: Pen, top: number, tone: Tone): void {
  if (tone !== "bad") return;
  pen.marks.unshift({ kind: "box", y: top - 3, height: pen.y - top + 6, tone });
  pen.y += 6;
}

type Verdict = Extract<Step, { kind: "check" }>["verdict"];

function drawCheck(pen: Pen, check: Check, verdict: Verdict): void {
  pen.y += verdict === "fails" ? 8 : 3;
  const top = pen.y;
  pen.marks.push({ kind: "sign", y: top + pen.lineHeight / 2, verdict });
  const found = check.found === null ? "absent" : visible(check.found);
  const wanted = visible(check.wanted);
  if (verdict !== "fails") {
    const outcome = check.passed ? `${check.name} is ${found}` : `${check.name}: would fail too, wanted ${wanted}`;
    return pen.writeWrapped(outcome, verdict === "passes" ? "passed" : "skipped", check.name.length);
  }
  pen.writeWrapped(check.name, "title bad");
  pen.writeWrapped(`wanted  ${wanted}`, "compared", 6);
  writeFound(pen, check, wanted, found);
  box(pen, top, "bad");
}

/** Marks the byte at which the header leaves what would have passed. */
function writeFound(pen: Pen, { name, found: raw }: Check, wanted: string, found: string): void {
  const isOneValue = /^access-control-allow-(origin|credentials)$/i.test(name) && raw !== null;
  const [target = ""] = wanted.split(" or ");
  const at = isOneValue ? firstDifference(target, found) : -1;
  const fits = found.length + 8 <= pen.columns;
  if (at < 1 || !fits) return pen.writeWrapped(`found   ${found}`, "compared bad", 6);
  const rest = found.slice(at);
  pen.write([
    { text: "found  ", className: "name" },
    { text: ` ${found.slice(0, at)}`, className: "compared" },
    { text: rest === "" ? "▁" : rest, className: "differs" },
  ]);
}
