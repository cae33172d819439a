// A Cloudflare zone with Response Header Transform Rules, as documented:
// https://developers.cloudflare.com/rules/transform/response-header-modification/#important-remarks
// https://developers.cloudflare.com/rules/transform/response-header-modification/reference/parameters/
// https://developers.cloudflare.com/rules/transform/#availability (number of rules), .../reference/header-format/
import { toHandler, type ServerHandler } from "../../src/browser/transport.ts";
import type { Transport } from "../../src/browser/index.ts";
import { parseFilter, parseValue, type Fields } from "./rules-language.ts";

interface Ruleset {
  readonly rules: readonly {
    readonly ref: string;
    readonly expression: string;
    readonly action: string;
    readonly action_parameters: {
      readonly headers: Readonly<
        Record<string, { readonly operation: string; readonly value?: string; readonly expression?: string }>
      >;
    };
  }[];
}

type Line = readonly [name: string, value: string];

/**
 * A zone in front of an origin server.
 *
 * @param body of the PUT that set its rules
 * @throws Error for what the API would not take
 */
export function openZone(body: string, origin: ServerHandler): Transport {
  const { rules } = JSON.parse(body) as Ruleset;
  if (rules.length > 300) throw new Error("too many rules");
  if (new Set(rules.map(({ ref }) => ref)).size < rules.length) throw new Error("two rules have one ref");
  const compiled = rules.map(({ expression, action, action_parameters: { headers } }) => {
    if (action !== "rewrite") throw new Error(`no such action: ${action}`);
    return { matches: parseFilter(expression), operations: Object.entries(headers).map(compile) };
  });
  const answer = toHandler(origin);
  return async (request) => {
    const response = await answer(request);
    // "The values of request and response fields are immutable within each phase."
    const fields: Fields = {
      "http.host": new URL(request.url).host,
      "http.request.method": request.method,
      "http.request.headers": map(request.headers),
      "http.response.headers": map(response.headers),
    };
    let lines: readonly Line[] = response.headers.map(([name, value]) => [name, value]);
    for (const { matches, operations } of compiled) {
      if (matches(fields)) lines = operations.reduce((before, operate) => operate(before, fields), lines);
    }
    return { ...response, headers: lines };
  };
}

function compile([name, { operation, value, expression }]: [
  string,
  { readonly operation: string; readonly value?: string; readonly expression?: string },
]): (lines: readonly Line[], fields: Fields) => readonly Line[] {
  if (/^(cf-|x-cf-|server$)/i.test(name)) throw new Error(`${name} cannot be modified`);
  if (value !== undefined && (value.length > 4096 || !/^[\w :;.,\\/"'?!(){}[\]@<>=+*#$&`|~^%-]+$/.test(value))) {
    throw new Error(`not a value for ${name}: ${value}`);
  }
  const others = (lines: readonly Line[]): readonly Line[] =>
    lines.filter(([other]) => other.toLowerCase() !== name.toLowerCase());
  if (operation === "remove") return others;
  if (operation === "add" && value !== undefined) return (lines) => [...lines, [name, value]];
  if (operation !== "set" || (value === undefined) === (expression === undefined)) throw new Error(`not an operation`);
  if (value !== undefined) return (lines) => [...others(lines), [name, value]];
  const evaluate = parseValue(expression ?? "");
  return (lines, fields) => {
    const made = evaluate(fields);
    // "an expression that evaluates to an empty string or an undefined value: the header is removed"
    return typeof made === "string" && made !== "" ? [...others(lines), [name, made]] : others(lines);
  };
}

function map(lines: readonly Line[]): Readonly<Record<string, readonly string[]>> {
  const lists: Record<string, string[]> = {};
  for (const [name, value] of lines) (lists[name.toLowerCase()] ??= []).push(value);
  return lists;
}
