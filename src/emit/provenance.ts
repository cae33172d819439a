import type { EmitOptions } from "./emission.ts";

/** Line breaks of every format, YAML 1.1's among them: a comment ends there, and what follows would count. */
// oxlint-disable-next-line no-control-regex
const NOT_OF_A_LINE = /[\0-\x1f\x7f-\x9f\u2028\u2029]+/g;

/**
 * What the head of an output says: how to make it anew. Lines without comment signs.
 *
 * @param target as the command line calls it: `http-api`
 */
export function provenance(target: string, { source = "" }: EmitOptions): readonly string[] {
  return [
    "Written by corskit. Do not edit it here: change the policy, then run",
    `corskit emit ${target} ${source.replace(NOT_OF_A_LINE, " ")}`.trimEnd(),
  ];
}
