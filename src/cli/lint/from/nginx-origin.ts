import { patternOf } from "../../../emit/origin-regexp.ts";
import { allowsNull, reflectsAnyOrigin, regExpOrigin } from "./dangers.ts";
import type { ForeignOrigin, Notes } from "./foreign.ts";
import type { Directive } from "./nginx-blocks.ts";
import { exactOrigin } from "./origin-option.ts";

/** A condition on the Origin header, as of an `if` or a key of a `map`; `other` on something else. */
export interface Condition {
  readonly kind: "equals" | "matches" | "always" | "other";
  readonly text: string;
  readonly directive: Directive;
}

/** What a variable has, by condition: the assignments of `map` and of `set`. */
export type Variables = ReadonlyMap<string, readonly { readonly condition: Condition; readonly value: string }[]>;

/** The variables that a configuration computes. */
export function variablesIn(directives: readonly Directive[]): Variables {
  const variables = new Map<string, { condition: Condition; value: string }[]>();
  const add = (name: string, condition: Condition, value: string): void => {
    const known = variables.get(name);
    // A map may have tens of thousands of entries: none of them copies the others.
    if (known === undefined) variables.set(name, [{ condition, value }]);
    else known.push({ condition, value });
  };
  const walk = (list: readonly Directive[], condition: Condition | null): void => {
    for (const directive of list) {
      const { name, args, block } = directive;
      const [first = "", second = ""] = args;
      if (name === "map" && block !== null) {
        for (const entry of block) {
          if (/^(hostnames|volatile|include)$/.test(entry.name)) continue;
          const isOfOrigin = first === "$http_origin";
          const key: Condition = isOfOrigin ? keyCondition(entry) : { kind: "other", text: "", directive: entry };
          add(second, key, entry.args[0] ?? "");
        }
      } else if (name === "set") {
        add(first, condition ?? { kind: "always", text: "", directive }, second);
      } else if (block !== null) {
        walk(block, name === "if" ? (originCondition(directive) ?? condition) : condition);
      }
    }
  };
  walk(directives, null);
  return variables;
}

/**
 * The texts that a value may come to: its own, or those that its variable is given, through other variables.
 *
 * @returns with the variables in it as they are that nothing is known of
 */
export function textsOf(value: string, variables: Variables): readonly string[] {
  const reached = new Set([value]);
  // A set also hands out what is added on the way, each once: maps may go round.
  for (const text of reached) {
    for (const one of variables.get(text) ?? []) reached.add(one.value);
  }
  return [...reached].filter((text) => !variables.has(text));
}

function keyCondition(directive: Directive): Condition {
  const { name } = directive;
  if (name === "default") return { kind: "always", text: "", directive };
  if (name.startsWith("~")) return { kind: "matches", text: name.replace(/^~\*?/, ""), directive };
  return { kind: "equals", text: name.replace(/^\\/, ""), directive };
}

/** `if ($http_origin ~* "…")`, `if ($http_origin = "…")`; undefined for other conditions. */
export function originCondition(directive: Directive): Condition | undefined {
  const words = directive.args.join(" ").replace(/^\(/, "").replace(/\)$/, "").trim();
  const [, sign, text = ""] = /^\$http_origin\s+(=|~\*?)\s+([^]+)$/.exec(words) ?? [];
  if (sign === undefined) return undefined;
  return { kind: sign === "=" ? "equals" : "matches", text: text.trim(), directive };
}

/** The origins that a condition stands for. */
export function originsOf(condition: Condition, credentials: boolean, notes: Notes): readonly ForeignOrigin[] {
  const { kind, text, directive } = condition;
  if (kind === "always") {
    notes.findings.push(reflectsAnyOrigin("$http_origin", credentials));
    return [{ kind: "reflected" }];
  }
  const { line, column } = directive;
  const pattern = kind === "matches" ? patternOf(text) : undefined;
  if (pattern?.includes("*")) return [{ kind: "patterns", patterns: [pattern] }];
  if (pattern !== undefined) return exactOrigin(pattern, "the Origin", credentials, notes);
  if (kind === "matches") {
    const value = { line, column, kind: "regexp", source: text, flags: "" } as const;
    return [regExpOrigin(value, "the Origin", credentials, notes)];
  }
  return text === "" ? [] : exactOrigin(text, "the Origin", credentials, notes);
}

/**
 * The origins of a value of Access-Control-Allow-Origin.
 *
 * @param condition under which it is sent
 */
export function originsOfValue(
  value: string,
  condition: Condition,
  variables: Variables,
  credentials: boolean,
  notes: Notes,
): readonly ForeignOrigin[] {
  const { line, column } = condition.directive;
  if (value === "*") return [{ kind: "any" }];
  if (value === "$http_origin") return originsOf(condition, credentials, notes);
  if (/[\s,]/.test(value)) {
    notes.findings.push({
      code: "several-origins",
      severity: "error",
      message: `Access-Control-Allow-Origin: ${value} lists several origins, which browsers refuse`,
      cause: "the header names one origin, or *",
      fix: "choose it with a map of $http_origin",
    });
    return value
      .split(/[\s,]+/)
      .filter(Boolean)
      .map((origin) => ({ kind: "exact", value: origin }));
  }
  if (!value.includes("$")) {
    if (value === "null") notes.findings.push(allowsNull("Access-Control-Allow-Origin", credentials));
    return value === "" ? [] : exactOrigin(value, "Access-Control-Allow-Origin", credentials, notes);
  }
  const assigned = variables.get(value);
  if (assigned === undefined || assigned.some((one) => one.condition.kind === "other")) {
    notes.unread.push({ line, column, what: `Access-Control-Allow-Origin is ${value}` });
    return [{ kind: "unread" }];
  }
  return assigned.flatMap(({ condition: under, value: inner }): readonly ForeignOrigin[] => {
    if (inner === "") return [];
    // The value of a map's own key: `"https://a.example" "https://a.example";`
    if (inner === "$http_origin" || (under.kind === "equals" && inner === under.text))
      return originsOf(under, credentials, notes);
    if (inner === "*") return [{ kind: "any" }];
    if (/^[01]$|^(true|false|yes|no)$/.test(inner)) return [];
    return inner.includes("$") ? [{ kind: "unread" }] : exactOrigin(inner, value, credentials, notes);
  });
}
