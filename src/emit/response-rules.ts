import { OWNED } from "../fetch/owned.ts";
import type { HeaderRecord } from "../policy/headers.ts";
import { headerValues, type HeaderValues } from "./header-values.ts";
import type { ListedPolicy } from "./read-policy.ts";
import { ORIGIN, originIsOneOf, quote } from "./rules-language.ts";

/** What a rule does with one response header (https://developers.cloudflare.com/rules/transform/response-header-modification/reference/parameters/). */
export type Operation =
  | { readonly operation: "set" | "add"; readonly value: string }
  | { readonly operation: "set"; readonly expression: string }
  | { readonly operation: "remove" };

/** A Response Header Transform Rule, as the API and Terraform call its parts. */
export type Rule = {
  /** Keeps a rule's identity when the ruleset is written anew. */
  readonly ref: string;
  readonly description: string;
  readonly expression: string;
  readonly action: "rewrite";
  readonly action_parameters: { readonly headers: Readonly<Record<string, Operation>> };
};

/** Of an expression, in characters (https://developers.cloudflare.com/ruleset-engine/rules-language/expressions/). */
const MAX_EXPRESSION = 4096;

/** Of a pattern, in characters. */
const SHORTEST = 4;

/**
 * Whether Vary does not name Origin yet. Names that stand together without a space are not seen: Origin is then there
 * twice, which does no harm, while a missing one would.
 */
const VARY_LACKS_ORIGIN = `not concat(", ", join(http.response.headers["vary"], ", "), ",") wildcard "*, origin,*"`;

const IS_PREFLIGHT = [
  'http.request.method eq "OPTIONS"',
  'len(http.request.headers["access-control-request-method"][0]) gt 0',
].join(" and ");

/**
 * The rules of a policy that sends the same headers to everybody.
 *
 * @param host of the requests that they are for; undefined for every host of the zone
 */
export function constantRules(values: HeaderValues, host: string | undefined): readonly Rule[] {
  return [
    rule("all", "one owner, one value", all(host), { ...removed(Object.keys(values.actual)), ...set(values.actual) }),
    rule("preflight", "answers to preflight requests", all(host, IS_PREFLIGHT), set(values.preflight)),
  ];
}

/**
 * The rules of a policy whose headers depend on the request's Origin. Fields have their first values in every rule of
 * the phase, and later rules overwrite what earlier ones did
 * (https://developers.cloudflare.com/rules/transform/response-header-modification/#important-remarks).
 *
 * @param patterns that the Rules language can say, at least one
 */
export function dynamicRules(
  policy: ListedPolicy,
  patterns: readonly string[],
  host: string | undefined,
): readonly Rule[] {
  const { actual, preflight } = headerValues(policy, "");
  const own: Record<string, Operation> = {
    ...set(actual),
    "Access-Control-Allow-Origin": { operation: "set", expression: ORIGIN },
  };
  const chunks = split(patterns, (some) => all(host, IS_PREFLIGHT, originIsOneOf(some)).length <= MAX_EXPRESSION);
  const numbered = (name: string, i: number): string => (chunks.length === 1 ? name : `${name}_${i + 1}`);
  return [
    rule("clear", "what stands behind says nothing of CORS", all(host), removed([])),
    rule("vary", "responses vary on Origin", all(host, VARY_LACKS_ORIGIN), {
      Vary: { operation: "add", value: "Origin" },
    }),
    ...chunks.flatMap((chunk, i) => [
      rule(numbered("allowed", i), "pages of allowed origins", all(host, originIsOneOf(chunk)), own),
      rule(
        numbered("preflight", i),
        "answers to their preflight requests",
        all(host, IS_PREFLIGHT, originIsOneOf(chunk)),
        set(preflight),
      ),
    ]),
  ];
}

function rule(name: string, description: string, expression: string, headers: Record<string, Operation>): Rule {
  return {
    ref: `corskit_${name}`,
    description: `CORS: ${description}`,
    expression,
    action: "rewrite",
    action_parameters: { headers },
  };
}

function all(host: string | undefined, ...conditions: readonly string[]): string {
  const every = host === undefined ? conditions : [`http.host eq ${quote(host)}`, ...conditions];
  return every.length === 0 ? "true" : every.join(" and ");
}

function set(headers: HeaderRecord): Record<string, Operation> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { operation: "set", value }]));
}

function removed(but: readonly string[]): Record<string, Operation> {
  const names = OWNED.filter((name) => !but.includes(name));
  return Object.fromEntries(names.map((name) => [name, { operation: "remove" }]));
}

/**
 * Parts a list, in its order, into as few as fit: what comes later in the list changes no part before it. A member that
 * does not fit stands alone.
 *
 * @param fits where a list fits, every beginning of it does
 */
function split(members: readonly string[], fits: (some: readonly string[]) => boolean): readonly (readonly string[])[] {
  const parts: (readonly string[])[] = [];
  for (let from = 0; from < members.length; from += parts.at(-1)?.length ?? 1) {
    let [least, most] = [1, MAX_EXPRESSION / SHORTEST];
    while (least < most) {
      const middle = Math.ceil((least + most) / 2);
      if (fits(members.slice(from, from + middle))) least = middle;
      else most = middle - 1;
    }
    parts.push(members.slice(from, from + least));
  }
  return parts;
}
