import type { Evidence } from "../../evidence.ts";
import { friendly, header, allAnswered } from "../answers.ts";
import type { Found } from "../found.ts";

/** What is filled into a snippet. Nothing of it needs escaping, in whatever language. */
export interface Values {
  readonly origins: readonly [string, ...string[]];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly credentials: boolean;
  readonly maxAge: number;
}

/** Scheme, host and port of letters, digits, dots and hyphens: no pattern to anybody, and the same in all languages. */
const ORIGIN = /^https?:\/\/([a-z0-9]([a-z0-9.-]{0,252})|\[[0-9a-f:]{2,45}\])(:[1-9][0-9]{0,4})?$/;
const METHOD = /^[A-Z]{1,20}$/;
const NAME = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;

const SAFELISTED = /^(accept|accept-language|content-language|range)$/i;
const JSON_BODY = /^\s*[{[]/;

/**
 * The policy that the wanted requests need, and no more: a snippet opens the API to the origins that were given, by
 * name, whatever the server allows now.
 *
 * @returns undefined where an origin cannot be written without opening more, as `null` or one with a `*`
 */
export function snippetValues(found: Found, evidence: Evidence): Values | undefined {
  const [first, ...rest] = evidence.origins;
  if (first === undefined || ![first, ...rest].every((origin) => ORIGIN.test(origin))) return undefined;
  const wanted = friendly(evidence).filter(({ probe }) => probe.purpose === "wanted");
  const requests = wanted.map(({ probe }) => probe.request);
  const missing = found.code === "header-not-allowed" ? found.about.split(/, ?/) : [];
  const names = requests.flatMap(({ headers }) => headers.map(([name]) => name));
  const json = requests.some(({ body }) => body !== null && JSON_BODY.test(body)) ? ["Content-Type"] : [];
  const lost = found.code === "method-not-allowed" ? [found.about] : [];
  return {
    origins: [first, ...rest],
    methods: distinct(["GET", "HEAD", "POST", ...requests.map(({ method }) => method.toUpperCase()), ...lost]).filter(
      (method) => METHOD.test(method) && method !== "OPTIONS",
    ),
    headers: distinct(["Content-Type", ...names, ...json, ...missing]).filter(
      (name) => NAME.test(name) && !SAFELISTED.test(name),
    ),
    credentials:
      requests.some(({ credentials }) => credentials === "include") ||
      allAnswered(evidence).some((heard) => header(heard, "access-control-allow-credentials") !== null),
    maxAge: 7200,
  };
}

/** The first spelling of each. */
function distinct(names: readonly string[]): readonly string[] {
  const byName = new Map(names.toReversed().map((name) => [name.toLowerCase(), name]));
  return [...new Set(names.map((name) => byName.get(name.toLowerCase()) ?? name))];
}
