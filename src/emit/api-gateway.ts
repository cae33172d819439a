import { EmitError } from "./emission.ts";

/** The methods that API Gateway passes on, of either kind of API: `ANY` and `$default` stand for these. */
export const ROUTED: readonly string[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

export const ROUTES = "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html";

/**
 * Checks the logical ids that an output refers to.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html
 *
 * @param ids by option
 * @throws EmitError where one is none
 */
export function checkLogicalIds(target: string, ids: Readonly<Record<string, unknown>>): void {
  const issues = Object.entries(ids)
    .filter(([, id]) => typeof id !== "string" || !/^[A-Za-z0-9]{1,255}$/.test(id))
    .map(([option, id]) => ({
      code: "option" as const,
      path: `options.${option}`,
      message: `${JSON.stringify(id)} is no logical id`,
      cause:
        "these are made of at most 255 letters and digits: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html",
      fix: "name the resource as your template does",
    }));
  if (issues.length > 0) throw new EmitError(target, issues);
}
