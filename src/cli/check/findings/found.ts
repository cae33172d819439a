import type { Finding } from "../../finding.ts";
import type { Heard } from "../evidence.ts";
import type { Code } from "./codes.ts";

/** A finding in the making: what it is about, without what is the same for all of them. */
export interface Found extends Pick<Finding, "severity" | "message" | "cause" | "fix"> {
  readonly code: Code;
  /** What it is about, where there can be several of a code: an origin, a method, a header. */
  readonly about: string;
  /** What shows it, the best first. */
  readonly shown: readonly Heard[];
}

export const GRAVITY = { error: 0, warning: 1, info: 2 } as const;

/** One finding for each code: the gravest, which names what else of its gravity it is about. */
export function fold(all: readonly Found[]): readonly Found[] {
  const byCode = new Map<Code, Found[]>();
  for (const found of all) byCode.set(found.code, [...(byCode.get(found.code) ?? []), found]);
  return [...byCode.values()].flatMap((same) => {
    const [first, ...rest] = same.toSorted((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity]);
    if (first === undefined) return [];
    const equal = rest.filter(({ severity }) => severity === first.severity).map(({ about }) => about);
    const others = [...new Set(equal)].filter((about) => about !== first.about);
    return [others.length === 0 ? first : { ...first, message: `${first.message}; the same for ${others.join(", ")}` }];
  });
}
