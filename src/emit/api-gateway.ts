import { EmitError } from "./emission.ts";
import type { ListedPolicy } from "./read-policy.ts";
import { sift, type Fault, type Sifted } from "./sift.ts";

/**
 * The methods that API Gateway passes on, of either kind of API: `ANY` and `$default` stand for these.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export const ROUTED: readonly string[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** They need no permission (https://fetch.spec.whatwg.org/#cors-safelisted-method), yet a gateway may compare them as well. */
export const SAFELISTED: readonly string[] = ["GET", "HEAD", "POST"];

const ROUTES = "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html";
const WILDCARD_WITH_CREDENTIALS =
  "with credentials a browser takes * for a name: https://fetch.spec.whatwg.org/#cors-preflight-fetch";

/** Why API Gateway never gets to see a method. */
export function unrouted(method: string): Fault {
  return {
    code: "methods",
    message: `${method} is left out`,
    cause: `API Gateway passes on ${ROUTED.join(", ")} and no other method: ${ROUTES}`,
    fix: "use one of those methods; or put the function behind a Function URL or a load balancer",
  };
}

/** What `*` becomes where every method has to be listed. */
export function listedMethods(methods: readonly string[]): Fault {
  return {
    code: "methods",
    message: `of any method, only ${methods.join(", ")} are listed`,
    cause: `API Gateway passes on no other method: ${ROUTES}`,
    fix: "list the methods in allowMethods",
  };
}

/**
 * What is left of `allowHeaders`.
 *
 * @param instead how else a page gets all of them
 * @param fault what else the target cannot say
 */
export function siftAllowHeaders(
  { allowHeaders, allowCredentials }: ListedPolicy,
  instead: string,
  fault: (name: string) => Fault | undefined = () => undefined,
): Sifted {
  const wildcard: Fault = {
    code: "headers",
    message: "* is left out of the request headers",
    cause: WILDCARD_WITH_CREDENTIALS,
    fix: `list the headers in allowHeaders; or ${instead}`,
  };
  return sift("allowHeaders", allowHeaders, (name) => (name === "*" && allowCredentials ? wildcard : fault(name)));
}

/**
 * Checks the logical ids that an output refers to.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html
 *
 * @throws EmitError where one is none
 */
export function checkLogicalIds(target: string, ids: Readonly<Record<string, string>>): void {
  const issues = Object.entries(ids)
    .filter(([, id]) => !/^[A-Za-z0-9]{1,255}$/.test(id))
    .map(([option, id]) => ({
      code: "option" as const,
      path: `options.${option}`,
      message: `${JSON.stringify(id)} is no logical id`,
      cause: "CloudFormation's logical ids are made of at most 255 letters and digits",
      fix: `name the resource as your template does: ${option.includes("[") ? '"ProxyResource"' : '"Api"'}`,
    }));
  if (issues.length > 0) throw new EmitError(target, issues);
}
