import type { EmitIssue } from "./emission.ts";

/** What a target cannot say, without the place in the policy. */
export type Fault = Omit<EmitIssue, "path">;

/** What is left of one of a policy's lists, and what is not. */
export interface Sifted {
  readonly kept: readonly string[];
  readonly lost: readonly EmitIssue[];
}

/** How many members a list of the target may have. */
export interface ListLimit {
  readonly most: number;
  /** What the target says of it, and where. */
  readonly cause: string;
  readonly fix: string;
}

/**
 * Parts a list into what a target can say and what it cannot.
 *
 * @param option the policy's, for the path of an issue
 * @param fault why the target cannot say a member; undefined if it can
 * @param limit members beyond it are lost, in the list's order, and named together
 */
export function sift(
  option: string,
  members: readonly string[],
  fault: (member: string) => Fault | undefined,
  limit?: ListLimit,
): Sifted {
  const kept: string[] = [];
  const lost: EmitIssue[] = [];
  const over: string[] = [];
  for (const [i, member] of members.entries()) {
    const why = fault(member);
    if (why !== undefined) lost.push({ ...why, path: `${option}[${i}]` });
    else if (limit !== undefined && kept.length === limit.most) over.push(member);
    else kept.push(member);
  }
  if (limit !== undefined && over.length > 0) {
    const message = `${over.length} of ${option} are left out, beginning with ${over[0]}: more than ${limit.most} do not fit`;
    lost.push({ code: "limit", path: option, message, cause: limit.cause, fix: limit.fix });
  }
  return { kept, lost };
}
