import { inBrackets, javaTokens, splitAtCommas, type JavaToken } from "./java-tokens.ts";
import type { StaticValue } from "./static-value.ts";

/** Spring's options as they were found, by the names of CorsConfiguration: `allowedOrigins`, `maxAge`. */
export interface SpringOptions {
  readonly name: string;
  readonly values: ReadonlyMap<string, StaticValue>;
  /** Whether what is not given has the open defaults of applyPermitDefaultValues(), or none. */
  readonly isOpen: boolean;
  /** An annotation's methods are by default those of the handler, which stand elsewhere. */
  readonly isAnnotation: boolean;
}

/** The attributes of @CrossOrigin that are called otherwise than in CorsConfiguration. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  value: "allowedOrigins",
  origins: "allowedOrigins",
  originPatterns: "allowedOriginPatterns",
  methods: "allowedMethods",
};

/** The CORS configurations of a Java or Kotlin source: annotations, mappings of a CorsRegistry, CorsConfiguration objects. */
export function readJava(source: string): readonly SpringOptions[] {
  const tokens = javaTokens(source);
  const found: SpringOptions[] = [];
  for (const [i, token] of tokens.entries()) {
    if (token.kind !== "name") continue;
    const before = tokens[i - 1]?.text;
    if (token.text === "CrossOrigin" && before === "@") found.push(annotation(tokens, i));
    if (token.text === "addMapping" && tokens[i + 1]?.text === "(") found.push(mapping(tokens, i));
    if (token.text === "CorsConfiguration" && tokens[i + 1]?.text === "(") {
      const named = configuration(tokens, i);
      if (named !== undefined) found.push(named);
    }
  }
  return found;
}

function annotation(tokens: readonly JavaToken[], i: number): SpringOptions {
  const values = new Map<string, StaticValue>();
  const name = `line ${tokens[i]?.line ?? 1}, @CrossOrigin`;
  if (tokens[i + 1]?.text === "(") {
    for (const part of splitAtCommas(inBrackets(tokens, i + 1).inside)) {
      const [first, equals] = part;
      const isNamed = first?.kind === "name" && equals?.text === "=";
      const attribute = isNamed ? first.text : "value";
      values.set(ATTRIBUTES[attribute] ?? attribute, valueOf(isNamed ? part.slice(2) : part));
    }
  }
  return { name, values, isOpen: true, isAnnotation: true };
}

/** `registry.addMapping("/api/**").allowedOrigins("…").maxAge(3600)`. */
function mapping(tokens: readonly JavaToken[], i: number): SpringOptions {
  const values = new Map<string, StaticValue>();
  const path = inBrackets(tokens, i + 1);
  let at = path.end + 1;
  while (tokens[at]?.text === "." && tokens[at + 2]?.text === "(") {
    const method = tokens[at + 1];
    const args = inBrackets(tokens, at + 2);
    if (method) setOption(values, method, args.inside);
    at = args.end + 1;
  }
  const [shown] = path.inside;
  const name = `line ${tokens[i]?.line ?? 1}, ${shown?.kind === "text" ? shown.text : "a mapping"}`;
  return { name, values, isOpen: true, isAnnotation: false };
}

/** `CorsConfiguration config = new CorsConfiguration(); config.setAllowedOrigins(…)`: what is called on its name. */
function configuration(tokens: readonly JavaToken[], i: number): SpringOptions | undefined {
  const isKotlin = tokens[i - 1]?.text === "=";
  const isNew = tokens[i - 1]?.text === "new";
  const owner = tokens[i - (isKotlin ? 2 : 3)];
  if ((!isNew && !isKotlin) || owner?.kind !== "name") return undefined;
  const values = new Map<string, StaticValue>();
  // `new CorsConfiguration().applyPermitDefaultValues()`
  let isOpen = tokens[inBrackets(tokens, i + 1).end + 2]?.text === "applyPermitDefaultValues";
  for (let at = i; at < tokens.length; at++) {
    // Another object of the name begins: this one ends.
    if (
      at > i &&
      tokens[at]?.text === "CorsConfiguration" &&
      tokens[at + 1]?.text === "(" &&
      tokens[at - 1]?.text !== "@"
    )
      break;
    if (tokens[at]?.text !== owner.text || tokens[at + 1]?.text !== ".") continue;
    const method = tokens[at + 2];
    if (method?.text === "applyPermitDefaultValues") isOpen = true;
    else if (method && tokens[at + 3]?.text === "(") setOption(values, method, inBrackets(tokens, at + 3).inside);
    else if (method && tokens[at + 3]?.text === "=") setOption(values, method, untilLineEnd(tokens, at + 4));
  }
  return { name: `line ${tokens[i]?.line ?? 1}, ${owner.text}`, values, isOpen, isAnnotation: false };
}

/** Kotlin sets properties: `config.allowedOrigins = listOf("…")`. */
function untilLineEnd(tokens: readonly JavaToken[], start: number): readonly JavaToken[] {
  if (tokens[start + 1]?.text === "(") return tokens.slice(start, inBrackets(tokens, start + 1).end + 1);
  return tokens.slice(start, start + 1);
}

/** A call by what it sets: `setAllowedOrigins` and `allowedOrigins` whole, `addAllowedOrigin` one more. */
function setOption(values: Map<string, StaticValue>, method: JavaToken, args: readonly JavaToken[]): void {
  const { text, line, column } = method;
  const [, verb, noun = ""] = /^(set|add)?(.*)$/.exec(text) ?? [];
  const option = noun.slice(0, 1).toLowerCase() + noun.slice(1);
  if (verb !== "add") {
    const parts = splitAtCommas(args);
    const isFlag = option === "allowCredentials" && parts.length === 0;
    if (isFlag) values.set(option, { line, column, kind: "literal", value: true });
    else if (parts.length === 1) values.set(option, valueOf(parts[0] ?? []));
    else values.set(option, { line, column, kind: "list", items: parts.map(valueOf) });
    return;
  }
  const name = option.endsWith("s") ? option : `${option}s`;
  const before = values.get(name);
  const items = [...(before?.kind === "list" ? before.items : []), ...splitAtCommas(args).map(valueOf)];
  values.set(name, { line, column, kind: "list", items });
}

const LISTS = /^(of|asList|listOf|arrayOf|mutableListOf|singletonList|unmodifiableList|setOf)$/;
const CONSTANTS: Readonly<Record<string, string>> = { ALL: "*" };
const METHODS = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE)$/;

/** An expression: a text, a number, a list of such, or a constant that is known. */
function valueOf(tokens: readonly JavaToken[]): StaticValue {
  const [first] = tokens;
  const last = tokens.at(-1);
  const at = { line: first?.line ?? 1, column: first?.column ?? 1 };
  if (first === undefined) return { ...at, kind: "list", items: [] };
  const unknown = {
    ...at,
    kind: "unknown",
    what: `\`${tokens
      .slice(0, 20)
      .map(({ text }) => text)
      .join("")
      .slice(0, 60)}\``,
  } as const;
  if (tokens.length === 1) {
    if (first.kind === "text") {
      return first.text.includes("${")
        ? { ...at, kind: "unknown", what: `the property ${first.text}` }
        : { ...at, kind: "literal", value: first.text };
    }
    if (first.kind === "number") return { ...at, kind: "literal", value: Number(first.text) };
    if (first.text === "true" || first.text === "false")
      return { ...at, kind: "literal", value: first.text === "true" };
    if (METHODS.test(first.text)) return { ...at, kind: "literal", value: first.text };
    return { ...at, kind: "unknown", what: `the constant ${first.text}` };
  }
  if (first.kind === "sign" && "{[".includes(first.text)) {
    return { ...at, kind: "list", items: splitAtCommas(inBrackets(tokens, 0).inside).map(valueOf) };
  }
  if (first.text === "-" && tokens.length === 2) return { ...at, kind: "literal", value: -Number(last?.text) };
  const open = tokens.findIndex(({ kind, text }) => kind === "sign" && text === "(");
  if (open > 0 && LISTS.test(tokens[open - 1]?.text ?? "") && inBrackets(tokens, open).end === tokens.length - 1) {
    return { ...at, kind: "list", items: splitAtCommas(inBrackets(tokens, open).inside).map(valueOf) };
  }
  // `HttpMethod.PUT.name()`, `RequestMethod.PUT`, `CorsConfiguration.ALL`
  const member = tokens[2];
  if (/^(HttpMethod|RequestMethod|CorsConfiguration)$/.test(first.text) && tokens[1]?.text === "." && member) {
    const value = CONSTANTS[member.text] ?? member.text;
    if (tokens.length === 3 || tokens[4]?.text === "name") return { ...at, kind: "literal", value };
  }
  const seconds = /^(Duration)$/.test(first.text) ? durationOf(tokens) : undefined;
  return seconds === undefined ? unknown : { ...at, kind: "literal", value: seconds };
}

/** `Duration.ofHours(1)`, in seconds. */
function durationOf(tokens: readonly JavaToken[]): number | undefined {
  const unit = { ofSeconds: 1, ofMinutes: 60, ofHours: 3600, ofDays: 86400 }[tokens[2]?.text ?? ""];
  const amount = Number(tokens[4]?.text);
  return unit !== undefined && tokens.length === 6 && Number.isFinite(amount) ? unit * amount : undefined;
}
