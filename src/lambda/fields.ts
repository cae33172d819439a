import type { RequestFacts } from "../policy/decision.ts";

/** Values of one header or query parameter: one, several, or CloudFront's pairs. */
type FieldValue = string | readonly (string | { readonly value: string })[] | null | undefined;

/** Headers or query parameters as events have them: any field may be missing. */
export type Fields = Readonly<Record<string, FieldValue>> | null | undefined;

export type FieldPairs = readonly (readonly [name: string, value: string])[];

/**
 * The value of a header whose name events may spell in any case. Without a Map of lower-case names: this
 * runs some three times per request, and mostly hits at once.
 *
 * @param name in lower case
 */
export function header(fields: Fields, name: string): string | null {
  if (!fields) return null;
  const value = fields[name] ?? fields[spelling(fields, name)];
  if (typeof value === "string") return value;
  const values = valuesOf(value);
  return values.length > 0 ? values.join(", ") : null;
}

function spelling(fields: NonNullable<Fields>, name: string): string {
  for (const key in fields) {
    if (key.length === name.length && key.toLowerCase() === name) return key;
  }
  return name;
}

export function valuesOf(value: FieldValue): readonly string[] {
  if (!Array.isArray(value)) return value === null || value === undefined ? [] : [String(value)];
  return value.map((one: string | { readonly value: string }) => (typeof one === "string" ? one : one.value));
}

/** One pair per value. What stands in `multi` goes before what stands in `single` alone. */
export function pairs(single: Fields, multi?: Fields): FieldPairs {
  const names = new Set<string>();
  const all: [string, string][] = [];
  for (const fields of [multi, single]) {
    const added = Object.entries(fields ?? {}).filter(([name]) => !names.has(name.toLowerCase()));
    for (const [name, value] of added) {
      names.add(name.toLowerCase());
      for (const one of valuesOf(value)) all.push([name, one]);
    }
  }
  return all;
}

/**
 * The strings that a decision is made of, without a Request. Most policies never look at the URL, so that is
 * made only where somebody does. A class, since getters of a literal are made anew for every request.
 */
export class EventFacts implements RequestFacts {
  readonly method: string;
  readonly origin: string | null;
  readonly requestMethod: string | null;
  readonly requestHeaders: string | null;
  readonly upgrade: string | null;
  readonly #url: () => string;

  /** @param read a header by its lower-case name */
  constructor(method: string | undefined, read: (name: string) => string | null, url: () => string) {
    const origin = read("origin");
    const options = origin !== null && method === "OPTIONS";
    this.method = method ?? "GET";
    this.origin = origin;
    this.requestMethod = options ? read("access-control-request-method") : null;
    this.requestHeaders = options ? read("access-control-request-headers") : null;
    this.upgrade = origin !== null && method === "GET" ? read("upgrade") : null;
    this.#url = url;
  }

  get url(): string {
    return this.#url();
  }
}
