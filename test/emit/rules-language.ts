// The part of Cloudflare's Rules language that is emitted, as documented:
// https://developers.cloudflare.com/ruleset-engine/rules-language/values/ (missing values, quoted strings, inline lists),
// .../operators/ (precedence, wildcards, what needs a paid plan), .../functions/, .../fields/reference/.

/** A field's value. Undefined is the documentation's "missing value". */
export type Value = string | number | readonly string[] | { readonly [key: string]: Value } | undefined;
export type Fields = Readonly<Record<string, Value>>;

type Evaluate<T> = (fields: Fields) => T;

const TOKEN = /\s*(?:("(?:[^"\\]|\\["\\])*")|([a-z][a-z0-9_.]*)|([0-9]+)|([()[\]{},]))/y;
const MAX_LENGTH = 4096;

/**
 * Reads a rule's filter expression.
 *
 * @throws Error for whatever it does not know, that which needs a paid plan among it
 */
export function parseFilter(text: string): Evaluate<boolean> {
  const reader = new Reader(text);
  const filter = reader.or();
  reader.end();
  return filter;
}

/** Reads the expression of a header's value. */
export function parseValue(text: string): Evaluate<Value> {
  const reader = new Reader(text);
  const value = reader.value();
  reader.end();
  return value;
}

class Reader {
  readonly #tokens: string[] = [];
  #at = 0;

  constructor(text: string) {
    if (text.length > MAX_LENGTH) throw new Error(`the expression has ${text.length} characters`);
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.length) {
      const from = TOKEN.lastIndex;
      const match = TOKEN.exec(text);
      if (match === null) throw new Error(`no token: ${text.slice(from, from + 40)}`);
      this.#tokens.push(match.slice(1).find((token) => token !== undefined) ?? "");
    }
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw new Error(`left over: ${this.#tokens.slice(this.#at).join(" ")}`);
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at += 1;
    return true;
  }

  #expect(token: string): void {
    if (!this.#take(token)) throw new Error(`expected ${token}, not ${this.#tokens[this.#at]}`);
  }

  #next(): string {
    return this.#tokens[this.#at++] ?? "";
  }

  or(): Evaluate<boolean> {
    const parts = [this.#and()];
    while (this.#take("or")) parts.push(this.#and());
    return (fields) => parts.some((part) => part(fields));
  }

  #and(): Evaluate<boolean> {
    const parts = [this.#not()];
    while (this.#take("and")) parts.push(this.#not());
    return (fields) => parts.every((part) => part(fields));
  }

  #not(): Evaluate<boolean> {
    if (!this.#take("not")) return this.#comparison();
    const inner = this.#not();
    return (fields) => !inner(fields);
  }

  #comparison(): Evaluate<boolean> {
    if (this.#take("true")) return () => true;
    if (this.#take("(")) {
      const inner = this.or();
      this.#expect(")");
      return inner;
    }
    const left = this.value();
    const compare = this.#operator();
    return (fields) => {
      const value = left(fields);
      // "Any comparison where <expr> evaluates to a missing value will evaluate to false."
      return value !== undefined && compare(value);
    };
  }

  #operator(): (value: Value) => boolean {
    const operator = this.#next();
    if (operator === "eq") {
      const right = this.#literal();
      return (value) => value === right;
    }
    if (operator === "gt") {
      const right = this.#literal();
      return (value) => typeof value === "number" && typeof right === "number" && value > right;
    }
    if (operator === "contains") {
      const right = this.#text();
      return (value) => typeof value === "string" && value.includes(right);
    }
    if (operator === "in") {
      this.#expect("{");
      const members = new Set<Value>();
      while (!this.#take("}")) members.add(this.#literal());
      return (value) => members.has(value);
    }
    if (operator === "strict") this.#expect("wildcard");
    else if (operator !== "wildcard") throw new Error(`no such operator: ${operator}`);
    const pattern = wildcard(this.#text(), operator === "strict" ? "" : "i");
    return (value) => typeof value === "string" && pattern.test(value);
  }

  value(): Evaluate<Value> {
    const token = this.#next();
    if (token.startsWith('"') || /^[0-9]/.test(token)) {
      this.#at -= 1;
      const literal = this.#literal();
      return () => literal;
    }
    if (!/^[a-z]/.test(token)) throw new Error(`not a value: ${token}`);
    if (this.#take("(")) return this.#call(token);
    let value: Evaluate<Value> = (fields) => {
      if (!(token in fields)) throw new Error(`no such field: ${token}`);
      return fields[token];
    };
    while (this.#take("[")) {
      const key = this.#literal();
      this.#expect("]");
      const inner = value;
      value = (fields) => at(inner(fields), key);
    }
    return value;
  }

  #call(name: string): Evaluate<Value> {
    const parameters: Evaluate<Value>[] = [];
    do parameters.push(this.value());
    while (this.#take(","));
    this.#expect(")");
    const apply = FUNCTIONS[name];
    if (apply === undefined) throw new Error(`no such function: ${name}`);
    return (fields) => {
      const values = parameters.map((parameter) => parameter(fields));
      return values.includes(undefined) ? undefined : apply(values);
    };
  }

  #literal(): string | number {
    const token = this.#next();
    if (/^[0-9]+$/.test(token)) return Number(token);
    if (!token.startsWith('"')) throw new Error(`not a literal: ${token}`);
    return token.slice(1, -1).replace(/\\(["\\])/g, "$1");
  }

  #text(): string {
    const literal = this.#literal();
    if (typeof literal !== "string") throw new Error(`not a string: ${literal}`);
    return literal;
  }
}

function at(value: Value, key: string | number): Value {
  if (typeof key === "number") return Array.isArray(value) ? (value as readonly string[])[key] : undefined;
  if (typeof value !== "object" || Array.isArray(value)) throw new Error(`not a map, at ${key}`);
  // "specify the header name in lowercase"
  if (key !== key.toLowerCase()) throw new Error(`not in lower case: ${key}`);
  return Object.hasOwn(value, key) ? (value as Readonly<Record<string, Value>>)[key] : undefined;
}

const FUNCTIONS: Readonly<Record<string, (values: readonly Value[]) => Value>> = {
  len: ([value]) => (typeof value === "string" || Array.isArray(value) ? value.length : undefined),
  concat: (values) => values.map(String).join(""),
  join: ([items, separator]) => (Array.isArray(items) ? items.join(String(separator)) : undefined),
  remove_bytes: ([value, bytes]) => {
    const removed = new Set(String(bytes));
    return [...String(value)].filter((byte) => !removed.has(byte)).join("");
  },
};

/** "the entire field value must match the literal string"; "two unescaped * characters in a row are invalid". */
function wildcard(literal: string, flags: string): RegExp {
  if (/\*\*|\\/.test(literal)) throw new Error(`not a wildcard: ${literal}`);
  const parts = literal.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^]*")}$`, flags);
}
