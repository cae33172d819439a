import { MAX_ORIGIN_LENGTH } from "../policy/origin.ts";

/**
 * The mapping template (VTL) that answers preflight requests of several origins: it returns the origin that asks where
 * the policy allows it, and 403 where not. It compares, and never evaluates or prints what the request says.
 *
 * Written with no more of the language than templates that are in wide use on API Gateway:
 * - the origin is read from the headers alone, since `$input.params("Origin")` would look into the query first, and
 *   under both spellings, since names are case-sensitive there;
 * - an absent header may be null or empty;
 * - overrides may be set once only, at the end;
 * - `matches` is Java's, which compares the whole string.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
 *
 * @param patterns valid ones: they have no quotes, no `$` and no `#` in them
 */
export function preflightTemplate(patterns: readonly string[]): string {
  const tests = patterns.map((pattern) =>
    pattern.includes("*") ? `$origin.matches('${originRegex(pattern)}')` : `$origin == '${pattern}'`,
  );
  return [
    '#set($origin = $input.params().header.get("Origin"))',
    "#if(!$origin || $origin == '')",
    '#set($origin = $input.params().header.get("origin"))',
    "#end",
    "#if(!$origin)",
    "#set($origin = '')",
    "#end",
    "#set($allowed = false)",
    ...tests.flatMap((test) => [`#if(${test})`, "#set($allowed = true)", "#end"]),
    "#if($allowed)",
    "#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)",
    "#else",
    "#set($context.responseOverride.status = 403)",
    "#end",
    "",
  ].join("\n");
}

/**
 * A pattern with `*` as a regular expression that has to match the whole of an origin. Of what a browser can send it
 * covers what the policy covers. It means the same in Java and in JavaScript, and runs in linear time: no character can
 * be taken by two of its parts. The bound in front is the policy's, and keeps Java's recursion shallow.
 */
export function originRegex(pattern: string): string {
  const [, scheme = "", star = "", host = "", port = ""] = /^([^:]*:\/\/)(\*\.?)?(.*?)(:\*)?$/.exec(pattern) ?? [];
  const labels = { "*.": "([a-z0-9_-]+\\.)+", "*": "[a-z0-9_-]+" }[star] ?? "";
  const anyPort = port === "" ? "" : "(:[1-9][0-9]{0,4})?";
  return `(?!.{${MAX_ORIGIN_LENGTH + 1}})${escape(scheme)}${labels}${escape(host)}${anyPort}`;
}

/** Whatever a valid pattern has in it that is more than a character to a regular expression. */
function escape(text: string): string {
  return text.replace(/[.+[\]]/g, "\\$&");
}
