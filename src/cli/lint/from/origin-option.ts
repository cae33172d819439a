import { patternFault } from "../../../policy/pattern-fault.ts";
import { allowsNull, anyOriginByDefault, neverMatches, reflectsAnyOrigin, regExpOrigin, unread } from "./dangers.ts";
import type { ForeignOrigin, Notes } from "./foreign.ts";
import type { StaticValue } from "./static-value.ts";

/** What differs between libraries in how they take their `origin`. */
export interface OriginRules {
  /** `cors()` */
  readonly what: string;
  readonly credentials: boolean;
  /** Whether regular expressions, and `true` for any origin, are understood. */
  readonly takesRegExps: boolean;
  /** Whether `"*"` in a list stands for any origin; otherwise it is compared like others. */
  readonly starInList: boolean;
}

/** Reads a list of origins, or one: the part that npm cors, Hono and @fastify/cors have in common. */
export function originsIn(value: StaticValue, rules: OriginRules, notes: Notes): readonly ForeignOrigin[] {
  if (value.kind !== "list") return originOf(value, "origin", false, rules, notes);
  return value.items.flatMap((item, i) => originOf(item, `origin[${i}]`, true, rules, notes));
}

/**
 * Where no origin is given: any, by the default of the three; or one that stands where it cannot be read.
 *
 * @param options all of them, as they stand in the source
 */
export function originsByDefault(
  options: StaticValue | undefined,
  what: string,
  notes: Notes,
): readonly ForeignOrigin[] {
  const isPartial =
    options !== undefined && options.kind !== "literal" && (options.kind !== "object" || !options.isWhole);
  if (isPartial) return [{ kind: "unread" }];
  notes.findings.push(anyOriginByDefault(what));
  return [{ kind: "any" }];
}

function originOf(
  value: StaticValue,
  option: string,
  inList: boolean,
  rules: OriginRules,
  notes: Notes,
): readonly ForeignOrigin[] {
  const { what, credentials, takesRegExps, starInList } = rules;
  if (value.kind === "list" && inList && takesRegExps) {
    return value.items.flatMap((item, i) => originOf(item, `${option}[${i}]`, true, rules, notes));
  }
  if (value.kind === "regexp" && takesRegExps) return [regExpOrigin(value, option, credentials, notes)];
  if (value.kind !== "literal") {
    unread(value, option, notes);
    return [{ kind: "unread" }];
  }
  if (typeof value.value === "string") {
    if (value.value === "*" && (!inList || starInList)) return [{ kind: "any" }];
    return exactOrigin(value.value, option, credentials, notes);
  }
  if (!takesRegExps) {
    unread(value, option, notes);
    return [{ kind: "unread" }];
  }
  if (!value.value) return [];
  notes.findings.push(reflectsAnyOrigin(`${what} with ${option}: ${String(value.value)}`, credentials));
  return [{ kind: "reflected" }];
}

/** A text that is compared with the Origin header. */
export function exactOrigin(
  value: string,
  option: string,
  credentials: boolean,
  notes: Notes,
): readonly ForeignOrigin[] {
  if (value === "null") {
    notes.findings.push(allowsNull(option, credentials));
  } else if (value === "*") {
    notes.findings.push(
      neverMatches(
        option,
        value,
        "in a list * is compared like any other text",
        '"*" by itself, or the origins that are yours',
      ),
    );
    return [];
  } else if (value.includes("*")) {
    const why = "it is compared letter by letter, and no origin has a * in it";
    notes.findings.push(neverMatches(option, value, why, "the origins one by one; corskit has patterns"));
  } else {
    const fault = patternFault(value);
    if (fault !== undefined) notes.findings.push(neverMatches(option, value, fault.message, fault.fix));
  }
  return [{ kind: "exact", value }];
}
