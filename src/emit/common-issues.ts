import type { EmitIssue } from "./emission.ts";
import type { ListedPolicy } from "./read-policy.ts";

/**
 * What is lost where headers have fixed values: `*` with credentials is to be echoed from the request
 * (https://fetch.spec.whatwg.org/#cors-preflight-fetch, steps 7.5 to 7.7).
 *
 * @param wayOut of the target: how the handler answers preflight requests instead
 */
export function anyLost({ allowCredentials, allowMethods, allowHeaders }: ListedPolicy, wayOut: string): EmitIssue[] {
  if (!allowCredentials) return [];
  const lost = (code: "methods" | "headers", option: string, list: readonly string[]): EmitIssue[] =>
    list.includes("*")
      ? [
          {
            code,
            path: `${option}[${list.indexOf("*")}]`,
            message: `* is left out of ${option}`,
            cause: "with credentials a browser takes * for a name: https://fetch.spec.whatwg.org/#cors-preflight-fetch",
            fix: `list the ${code}; or ${wayOut}`,
          },
        ]
      : [];
  return [...lost("methods", "allowMethods", allowMethods), ...lost("headers", "allowHeaders", allowHeaders)];
}

/** What is lost where nothing behind the target refuses denied requests. */
export function enforceLost({ enforce }: ListedPolicy, cause: string, fix: string): EmitIssue[] {
  const message = "denied requests are not refused with 403: what they ask for is still sent";
  return enforce ? [{ code: "enforce", path: "enforce", message, cause, fix }] : [];
}
