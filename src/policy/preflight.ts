import type { PolicyConfig, Resolved } from "./config.ts";
import type { RequestFacts } from "./decision.ts";
import type { HeaderRecord } from "./headers.ts";
import { TOKEN } from "./futile.ts";

/** More than any page needs, and little enough to check on every preflight. */
export const MAX_ECHOED_NAMES = 64;
export const MAX_ECHOED_LENGTH = 4096;

/**
 * The headers of a granted preflight. They list all that the policy allows, whatever was asked: the
 * answer is made once, a browser caches it for every method and header, and where it refuses it can
 * name the culprit.
 *
 * Only `"*"` with credentials depends on the request: browsers then take it for a name
 * (https://fetch.spec.whatwg.org/#cors-preflight-fetch, steps 7.5 to 7.7), so what was asked is echoed.
 *
 * @param own the headers of every granted answer, to which those of the preflight are added
 */
export function compilePreflight(
  config: Resolved<PolicyConfig>,
  own: HeaderRecord,
): (facts: RequestFacts) => HeaderRecord {
  const { allowMethods, allowHeaders, allowCredentials, maxAge } = config;
  const echoesMethod = allowCredentials && allowMethods.includes("*");
  const echoesNames = allowCredentials && allowHeaders.includes("*");
  const vary = [
    Object.hasOwn(own, "Vary") && own["Vary"],
    echoesMethod && "Access-Control-Request-Method",
    echoesNames && "Access-Control-Request-Headers",
  ];
  const answerTo = (method: readonly string[], names: readonly string[]): HeaderRecord => ({
    ...own,
    ...header("Access-Control-Allow-Methods", list(allowMethods, allowCredentials, method)),
    ...header("Access-Control-Allow-Headers", list(allowHeaders, allowCredentials, names)),
    "Access-Control-Max-Age": String(maxAge),
    ...header("Vary", vary.filter(Boolean), ", "),
  });
  const fixed = Object.freeze(answerTo([], []));
  if (!echoesMethod && !echoesNames) return () => fixed;
  return ({ requestMethod, requestHeaders }) =>
    answerTo(echoesMethod ? tokens(requestMethod, 1) : [], echoesNames ? tokens(requestHeaders) : []);
}

function header(name: string, values: readonly unknown[], separator = ","): HeaderRecord | false {
  return values.length > 0 && { [name]: values.join(separator) };
}

/**
 * What is allowed, with what was asked where that is to be echoed. Without credentials `*` stands for every name but
 * Authorization (https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name).
 */
function list(allowed: readonly string[], credentials: boolean, asked: readonly string[]): readonly string[] {
  if (!allowed.includes("*")) return allowed;
  if (!credentials) return ["*", ...allowed.filter((name) => /^authorization$/i.test(name))];
  const seen = new Set(allowed.map((name) => name.toLowerCase()));
  return [...allowed, ...asked.filter((name) => !seen.has(name.toLowerCase()))].filter((name) => name !== "*");
}

/** The names in a request header's list; none at all where one is no token, or where they are too many. */
function tokens(value: string | null, most: number = MAX_ECHOED_NAMES): readonly string[] {
  if (!value || value.length > MAX_ECHOED_LENGTH) return [];
  const names = value
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  return names.length <= most && names.every((name) => TOKEN.test(name)) ? names : [];
}
