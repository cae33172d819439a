import { onlyOrigin } from "../policy/policy.ts";
import { EmitError } from "./emission.ts";
import { headerValues, type HeaderValues } from "./header-values.ts";
import type { ListedPolicy } from "./read-policy.ts";

/** Where a target says that its headers are the same for every request, and what to do instead. */
export interface FixedTarget {
  /** As people call it. */
  readonly name: string;
  readonly cause: string;
  readonly fix: string;
}

/**
 * The header values for a target that does not look at the request's Origin.
 *
 * @throws EmitError where a policy lets in more than one origin: `*` in their place would let everybody read
 */
export function fixedHeaders(policy: ListedPolicy, { name, cause, fix }: FixedTarget): HeaderValues {
  const origin = onlyOrigin(policy.allowOrigins);
  if (origin !== undefined) return headerValues(policy, origin);
  const origins = policy.allowOrigins === "*" ? [] : policy.allowOrigins;
  const message = `one value of Access-Control-Allow-Origin cannot stand for ${some(origins)}`;
  throw new EmitError(name, [{ code: "origins", path: "allowOrigins", message, cause, fix }]);
}

function some(members: readonly string[]): string {
  return members.length > 3 ? `${members.slice(0, 3).join(", ")} and ${members.length - 3} more` : members.join(", ");
}
