import type { OriginResolver } from "../../../policy/config.ts";
import type { ResolvedConfig } from "../../../index.ts";
import type { Finding } from "../../finding.ts";

/** Looks at one policy that `cors()` accepts. Pure, and in a time that grows little faster than the config. */
export type Rule = (config: ResolvedConfig) => readonly Finding[];

/** An origin pattern and its path in the config, such as `allowOrigins[2]`. */
export interface Listed {
  readonly pattern: string;
  readonly path: string;
}

/** The origin patterns of a policy, without `"*"` and `"null"`, which are none. */
export function patternsOf(config: ResolvedConfig): readonly Listed[] {
  const { allowOrigins } = config;
  if (allowOrigins === "*") return [];
  const isList = isPatternList(allowOrigins);
  const list = isList ? allowOrigins : (allowOrigins.patterns ?? []);
  return list
    .map((pattern, i) => ({ pattern, path: `allowOrigins${isList ? "" : ".patterns"}[${i}]` }))
    .filter(({ pattern }) => pattern !== "null" && pattern !== "*");
}

function isPatternList(value: readonly string[] | OriginResolver): value is readonly string[] {
  return Array.isArray(value);
}

/** Longer lists are not worth reading, once for each of their members at that: the fix says what to change in them. */
const LONGEST = 100;

/** A line to paste: the option's list without one of its members. Undefined for a long list. */
export function lineWithout(option: string, list: readonly string[], removed: string): string | undefined {
  return line(option, list, (member) => (member === removed ? [] : [member]));
}

/** A line to paste: the option's list, each member replaced by those that `change` makes of it. Undefined for a long list. */
export function line(
  option: string,
  list: readonly string[],
  change: (member: string) => readonly string[] = (member) => [member],
): string | undefined {
  if (list.length > LONGEST) return undefined;
  const members = new Set(list.flatMap(change));
  return `${option}: [${Array.from(members, (member) => JSON.stringify(member)).join(", ")}],`;
}

/** `allowOrigins[2]: "https://a.example"`, as evidence. */
export function seen({ path, pattern }: Listed): string {
  return `${path}: ${JSON.stringify(pattern)}`;
}

/** The members of a list that have a key in common, group by group. `Map.groupBy` is missing in Node.js 20. */
export function groups<Member>(list: readonly Member[], keyOf: (member: Member) => string): readonly Member[][] {
  const byKey = new Map<string, Member[]>();
  for (const member of list) {
    const key = keyOf(member);
    const group = byKey.get(key);
    if (group === undefined) byKey.set(key, [member]);
    else group.push(member);
  }
  return [...byKey.values()];
}
