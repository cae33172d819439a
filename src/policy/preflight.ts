import type { PolicyConfig, Resolved } from "./config.ts";
import type { RequestFacts } from "./decision.ts";
import type { HeaderRecord } from "./headers.ts";
import { TOKEN } from "./names.ts";

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
  const { allowCredentials, maxAge } = config;
  const methods = readList(config.allowMethods, allowCredentials);
  const names = readList(config.allowHeaders, allowCredentials);
  const vary = [
    own["Vary"],
    methods.echo && "Access-Control-Request-Method",
    names.echo && "Access-Control-Request-Headers",
  ];
  const fixed: HeaderRecord = Object.freeze({
    ...own,
    ...header("Access-Control-Allow-Methods", methods.listed),
    ...header("Access-Control-Allow-Headers", names.listed),
    "Access-Control-Max-Age": String(maxAge),
    ...header(
      "Vary",
      vary.filter((name) => typeof name === "string"),
      ", ",
    ),
  });
  if (!methods.echo && !names.echo) return () => fixed;

  return ({ requestMethod, requestHeaders }) => ({
    ...fixed,
    ...(methods.echo && header("Access-Control-Allow-Methods", union(methods.listed, tokens(requestMethod, 1)))),
    ...(names.echo && header("Access-Control-Allow-Headers", union(names.listed, tokens(requestHeaders)))),
  });
}

function header(name: string, values: readonly string[], separator = ","): HeaderRecord {
  return values.length > 0 ? { [name]: values.join(separator) } : {};
}

/**
 * Without credentials `*` stands for every name but Authorization
 * (https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name); with them it is to be echoed.
 */
function readList(list: readonly string[], credentials: boolean): { listed: readonly string[]; echo: boolean } {
  if (!list.includes("*")) return { listed: list, echo: false };
  if (credentials) return { listed: list.filter((name) => name !== "*"), echo: true };
  return { listed: ["*", ...list.filter((name) => name.toLowerCase() === "authorization")], echo: false };
}

/** The names in a request header's list; none at all where one is no token, or where they are too many. */
function tokens(value: string | null, most: number = MAX_ECHOED_NAMES): readonly string[] {
  if (!value || value.length > MAX_ECHOED_LENGTH) return [];
  const names = value
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  return names.length <= most && names.every((name) => TOKEN.test(name)) ? names : [];
}

function union(listed: readonly string[], asked: readonly string[]): readonly string[] {
  const seen = new Set(listed.map((name) => name.toLowerCase()));
  return [...listed, ...asked.filter((name) => !seen.has(name.toLowerCase()))];
}
