import type { EmitOptions } from "./emission.ts";

/**
 * What the head of an output says: how to make it anew. Lines without comment signs.
 *
 * @param target as the command line calls it: `http-api`
 */
export function provenance(target: string, { source = "" }: EmitOptions): readonly string[] {
  return [
    "Written by corskit. Do not edit it here: change the policy, then run",
    `corskit emit ${target} ${source}`.trimEnd(),
  ];
}
