import type { RequestFacts } from "../policy/decision.ts";
import { ownFields } from "./check.ts";
import { isNamed, lowerNames } from "./names.ts";

/** Values of one header or query parameter: one, several, or CloudFront's pairs. */
type FieldValue = string | readonly (string | { readonly value: string })[] | null | undefined;

/** Headers or query parameters as events have them: any field may be missing. */
export type Fields = Readonly<Record<string, FieldValue>> | null | undefined;

/**
 * The value of a header whose name events may spell in any case. Without a Map of lower-case names: this
 * runs some three times per request, and mostly hits at once.
 *
 * @param name in lower case
 */
export function header(fields: Fields, name: string): string | null {
  if (!fields) return null;
  const own = ownFields<typeof fields>(fields);
  const value = own[name] ?? own[spelling(own, name)];
  if (typeof value === "string") return value;
  const values = valuesOf(value);
  return values.length > 0 ? values.join(", ") : null;
}

/** A name as it is spelt there, or as it is. */
export function spelling(fields: object, name: string): string {
  for (const key in fields) {
    if (isNamed(key, name)) return key;
  }
  return name;
}

export function valuesOf(value: FieldValue): readonly string[] {
  if (!Array.isArray(value)) return typeof (value ?? {}) === "object" ? [] : [String(value)];
  // Some that make events themselves have null among them.
  return value.map((one: string | { readonly value: string }) => (typeof one === "string" ? one : one?.value));
}

/** Calls back with each value. What stands in `multi` goes before what stands in `single` alone. */
export function eachValue(single: Fields, multi: Fields, call: (name: string, value: string) => void): void {
  for (const [name, value] of Object.entries(multi ?? {})) for (const one of valuesOf(value)) call(name, one);
  let taken: ReadonlySet<string> | undefined;
  for (const [name, value] of Object.entries(single ?? {})) {
    // Mostly both are spelt alike.
    if (multi && (Object.hasOwn(multi, name) || (taken ??= lowerNames(multi)).has(name.toLowerCase()))) continue;
    for (const one of valuesOf(value)) call(name, one);
  }
}

/** Headers as events have them: as they are, as lists, or both. */
export interface Headed {
  readonly headers?: Fields;
  readonly multiValueHeaders?: Fields;
}

/** Reads a header by its lower-case name. */
export function headerOf(event: Headed, name: string): string | null {
  const { headers, multiValueHeaders } = ownFields<Headed>(event);
  return header(multiValueHeaders, name) ?? header(headers, name);
}

/**
 * A browser, or the gateway, writes all names alike: where `origin` is in lower case, so is `upgrade`, and hardly any
 * request has it. To look for every other spelling of it would take longer than the decision.
 */
function mayUpgrade({ headers }: Headed): boolean {
  const own = ownFields<NonNullable<Fields>>(headers);
  return own["origin"] === undefined || own["upgrade"] !== undefined;
}

/**
 * The strings that a decision is made of, without a Request. Most policies never look at the URL, so that is
 * made only where somebody does. A class, since getters of a literal are made anew for every request.
 */
export class EventFacts<Event extends Headed> implements RequestFacts {
  declare readonly method: string;
  declare readonly origin: string | null;
  declare readonly requestMethod: string | null;
  declare readonly requestHeaders: string | null;
  declare readonly upgrade: string | null;
  readonly #event: Event;
  readonly #urlOf: (event: Event) => string;

  constructor(event: Event, method: string | undefined, urlOf: (event: Event) => string) {
    const origin = headerOf(event, "origin");
    const options = origin !== null && method === "OPTIONS";
    this.method = method ?? "GET";
    this.origin = origin;
    this.requestMethod = options ? headerOf(event, "access-control-request-method") : null;
    this.requestHeaders = options ? headerOf(event, "access-control-request-headers") : null;
    this.upgrade = origin !== null && method === "GET" && mayUpgrade(event) ? headerOf(event, "upgrade") : null;
    this.#event = event;
    this.#urlOf = urlOf;
  }

  get url(): string {
    try {
      return this.#urlOf(this.#event);
    } catch {
      // Made of something else than texts: no path's, and no Request's.
      return "";
    }
  }
}
