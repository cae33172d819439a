/** A part of a regular expression, in the few kinds that expressions over origins are made of. */
export type Token =
  | { readonly kind: "start" | "end" }
  /** Letters as they stand, or escaped. */
  | { readonly kind: "text"; readonly text: string }
  /** `.`: any one character, where a dot was meant as a rule. */
  | { readonly kind: "character" }
  /** `.*`, `.+`, `[^/]+`: anything, perhaps nothing. */
  | { readonly kind: "any"; readonly least: 0 | 1 }
  /** `[^.]`, `[a-z0-9-]`, `\w`: a letter of a label. */
  | { readonly kind: "letter" }
  /** Any number of them. */
  | { readonly kind: "label" }
  /** `([a-z0-9-]+\.)+`, without its last dot: one label or more. */
  | { readonly kind: "labels" }
  /** `\d`, `[0-9]` */
  | { readonly kind: "digit" }
  /** Any number of them. */
  | { readonly kind: "digits" };

type Sequence = readonly Token[];

/** Expressions with more alternatives than this are nobody's origin. */
const MOST = 64;

/**
 * Takes an expression apart into its alternatives, each a sequence without choices.
 *
 * @returns undefined where it has anything else: look-around, back references, counted or nested repetition
 */
export function parseRegExp(source: string): readonly Sequence[] | undefined {
  if (source.length > 1000) return undefined;
  const state = { source, at: 0, depth: 0 };
  const sequences = parseChoice(state);
  return state.at === source.length && sequences !== undefined ? sequences.map(joinText) : undefined;
}

interface State {
  readonly source: string;
  at: number;
  depth: number;
}

function parseChoice(state: State): readonly Sequence[] | undefined {
  const all: Sequence[] = [];
  for (;;) {
    const some = parseSequence(state);
    if (some === undefined) return undefined;
    all.push(...some);
    if (all.length > MOST) return undefined;
    if (state.source[state.at] !== "|") return all;
    state.at++;
  }
}

function parseSequence(state: State): readonly Sequence[] | undefined {
  let sequences: readonly Sequence[] = [[]];
  while (state.at < state.source.length && !"|)".includes(state.source[state.at] ?? "")) {
    const atoms = parseAtom(state);
    const repeated = atoms === undefined ? undefined : parseQuantifier(state, atoms);
    if (repeated === undefined) return undefined;
    sequences = sequences.flatMap((before) => repeated.map((after) => [...before, ...after]));
    if (sequences.length > MOST) return undefined;
  }
  return sequences;
}

/** The alternatives of one atom: a group has several. */
function parseAtom(state: State): readonly Sequence[] | undefined {
  const { source } = state;
  const character = source[state.at++] ?? "";
  if (character === "^") return [[{ kind: "start" }]];
  if (character === "$") return [[{ kind: "end" }]];
  if (character === ".") return [[{ kind: "character" }]];
  if (character === "[") return parseClass(state);
  if (character === "(") return parseGroup(state);
  if (character === "\\") {
    const escaped = source[state.at++] ?? "";
    if (escaped === "d") return [[{ kind: "digit" }]];
    if (escaped === "w") return [[{ kind: "letter" }]];
    if (escaped === "S") return [[{ kind: "character" }]];
    return /^[^a-z0-9]$/i.test(escaped) ? [[{ kind: "text", text: escaped }]] : undefined;
  }
  return "*+?{}]".includes(character) ? undefined : [[{ kind: "text", text: character }]];
}

function parseClass(state: State): readonly Sequence[] | undefined {
  const end = state.source.indexOf("]", state.at + 1);
  if (end < 0) return undefined;
  const inside = state.source.slice(state.at, end);
  state.at = end + 1;
  if (/^(0-9|\\d)$/.test(inside)) return [[{ kind: "digit" }]];
  // Nothing but a dot, or what ends a host, is left out.
  if (/^\^(\\?[/:\s]|\\s)+$/.test(inside)) return [[{ kind: "character" }]];
  if (/^\^(\\?[./:]|\\s)+$/.test(inside)) return [[{ kind: "letter" }]];
  if (/^(?=.*(a-z|\\w))(a-z|A-Z|0-9|\\w|\\d|\\?-|_)+$/.test(inside)) return [[{ kind: "letter" }]];
  return /^\\?[.]$/.test(inside) ? [[{ kind: "text", text: "." }]] : undefined;
}

function parseGroup(state: State): readonly Sequence[] | undefined {
  if (state.source.startsWith("?:", state.at)) state.at += 2;
  else if (state.source[state.at] === "?") return undefined;
  // Deeper than any that is meant, and far from the end of the stack.
  if (++state.depth > 20) return undefined;
  const inner = parseChoice(state);
  state.depth--;
  return state.source[state.at++] === ")" ? inner : undefined;
}

/** What one of a kind becomes when it is repeated. */
const REPEATED = { character: "any", letter: "label", digit: "digits" } as const;

function parseQuantifier(state: State, atoms: readonly Sequence[]): readonly Sequence[] | undefined {
  const [sign] = /^(?:[*+?]|\{\d+(?:,\d*)?\})/.exec(state.source.slice(state.at, state.at + 12)) ?? [];
  if (sign === undefined) return atoms;
  state.at += sign.length;
  if (sign === "?") return [[], ...atoms];
  // Lazily or not, it matches the same.
  if (state.source[state.at] === "?") state.at++;
  const [[token] = []] = atoms;
  if (atoms.length === 1 && atoms[0]?.length === 1 && token !== undefined && token.kind in REPEATED) {
    const kind = REPEATED[token.kind as keyof typeof REPEATED];
    return [[kind === "any" ? { kind, least: sign === "*" || sign.startsWith("{0") ? 0 : 1 } : { kind }]];
  }
  if (sign.startsWith("{") || !atoms.every(isLabels)) return undefined;
  const labels: Sequence = [{ kind: "labels" }, { kind: "text", text: "." }];
  return sign === "*" ? [[], labels] : [labels];
}

/** `[a-z0-9-]+\.` */
function isLabels(sequence: Sequence): boolean {
  const [name, dot] = sequence;
  return (
    sequence.length === 2 &&
    (name?.kind === "label" || name?.kind === "any") &&
    dot?.kind === "text" &&
    dot.text === "."
  );
}

function joinText(sequence: Sequence): Sequence {
  const joined: Token[] = [];
  for (const token of sequence) {
    const last = joined.at(-1);
    if (token.kind === "text" && last?.kind === "text")
      joined[joined.length - 1] = { kind: "text", text: last.text + token.text };
    else joined.push(token);
  }
  return joined;
}
