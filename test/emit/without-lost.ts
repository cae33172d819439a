import type { Emission } from "../../src/emit/index.ts";
import { cors } from "../../src/index.ts";
import type { ListedConfig } from "./differential.ts";

/**
 * A policy without the members of its lists that an emission names as lost: what is left, a target has to serve exactly.
 *
 * @param methods what the target lists in the place of `*`
 */
export function withoutLost(config: ListedConfig, { lost }: Emission, methods: readonly string[]): ListedConfig {
  const { config: resolved } = cors(config);
  const isLost = (list: string, i: number): boolean => lost.some(({ path }) => path === `${list}[${i}]`);
  const left = (list: "allowMethods" | "allowHeaders" | "exposeHeaders"): readonly string[] =>
    resolved[list].flatMap((member, i) =>
      !isLost(list, i) ? [member] : list === "allowMethods" && member === "*" ? methods : [],
    );
  const { allowOrigins } = resolved;
  return {
    ...resolved,
    allowOrigins: allowOrigins === "*" ? "*" : allowOrigins.filter((_, i) => !isLost("allowOrigins", i)),
    allowMethods: left("allowMethods"),
    allowHeaders: left("allowHeaders"),
    exposeHeaders: left("exposeHeaders"),
  };
}
