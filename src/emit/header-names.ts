import type { ListedPolicy } from "./read-policy.ts";
import type { Fault } from "./sift.ts";

const WITH_CREDENTIALS =
  "with credentials a browser takes * for a name: https://fetch.spec.whatwg.org/#cors-preflight-fetch";

/** Why `*` is left out where it would, or could, let Authorization pass: without credentials it does not in a policy. */
export function withAuthorization(target: string): Fault {
  return {
    code: "headers",
    message: "* is left out of the request headers",
    cause: `${target}, and the policy's * does not stand for Authorization`,
    fix: 'list the headers; or allowHeaders: ["*", "Authorization"], if pages may send that too',
  };
}

/** Why `*` is left out where browsers would take what the target makes of it for a name. */
export function withCredentials(instead: string): Fault {
  return {
    code: "headers",
    message: "* is left out of the request headers",
    cause: WITH_CREDENTIALS,
    fix: `list the headers in allowHeaders; or ${instead}`,
  };
}

/** Whether pages may send Authorization, which `*` alone does not stand for without credentials. */
export function listsAuthorization({ allowHeaders }: ListedPolicy): boolean {
  return allowHeaders.some((name) => name.toLowerCase() === "authorization");
}

/**
 * Why a header's name is left out: a `*` inside of it is that character to a policy, and a pattern to the target.
 * Undefined for `*` itself, and for other names.
 *
 * @param option the list's, which the code depends on
 */
export function patternInName(
  option: "allowHeaders" | "exposeHeaders",
  name: string,
  source: string,
): Fault | undefined {
  if (name === "*" || !name.includes("*")) return undefined;
  return {
    code: option === "allowHeaders" ? "headers" : "exposed-headers",
    message: `${name} is left out`,
    cause: `a * in a name is a pattern there, or may be one; in the policy it is that character: ${source}`,
    fix: `list the headers that are meant in ${option}`,
  };
}
