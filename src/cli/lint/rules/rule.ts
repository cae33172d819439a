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

/** A line to paste: the option's list without some of its members. */
export function lineWithout(option: string, list: readonly string[], removed: readonly string[]): string {
  return line(
    option,
    list.filter((member) => !removed.includes(member)),
  );
}

/** A line to paste. Long lists are not worth reading: what to change in them is in the finding's fix. */
export function line(option: string, list: readonly string[]): string {
  const text = list.map((member) => JSON.stringify(member)).join(", ");
  return `${option}: [${text}],`;
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
