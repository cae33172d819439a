import { OWNED } from "../fetch/owned.ts";
import type { HeaderRecord } from "../policy/headers.ts";
import { block } from "./caddyfile.ts";
import type { Shape } from "./shape.ts";

const PREFLIGHT = ["method OPTIONS", "header Origin *", "header Access-Control-Request-Method *"];
const NOT_PREFLIGHT = block("not", PREFLIGHT);

/** Kinds of requests, as matchers; each request is of one of the first three (https://caddyserver.com/docs/caddyfile/matchers). */
export function matchers({ constant, refuses, echoes }: Shape, prefix: string): readonly string[] {
  const named = (name: string, lines: readonly string[]): string => block(`@${prefix}_${name}`, lines);
  const allowed = constant === undefined ? [`vars {${prefix}_verdict} allowed`] : [];
  const denied = `vars {${prefix}_verdict} denied`;
  const isSocketOfStranger = ["header_regexp Upgrade (?i)^websocket$", `not vars {${prefix}_host} {hostport}`];
  const echoed = (list: string): string => named(list, [...PREFLIGHT, ...allowed, `not vars {${prefix}_${list}} ""`]);
  return [
    named("preflight", [...PREFLIGHT, ...allowed]),
    named("actual", [NOT_PREFLIGHT, ...allowed]),
    ...(constant === undefined ? [named("other", [`not vars {${prefix}_verdict} allowed`])] : []),
    ...(echoes.methods ? [echoed("methods")] : []),
    ...(echoes.headers ? [echoed("headers")] : []),
    ...(refuses.all ? [named("refused", ["header Origin *", denied])] : []),
    ...(refuses.preflights ? [named("refused", [...PREFLIGHT, denied])] : []),
    ...(refuses.sockets
      ? [named("refused_socket", [NOT_PREFLIGHT, "header Origin *", ...isSocketOfStranger, denied])]
      : []),
  ];
}

/** What each kind of request gets. */
export function answers(shape: Shape, prefix: string): readonly string[] {
  const { constant, actual, preflight, echoes, refuses } = shape;
  const header = (kind: string, lines: readonly string[]): string => block(`header @${prefix}_${kind}`, lines);
  const set = linesOf(actual, constant);
  const { "Access-Control-Allow-Methods": methods, "Access-Control-Allow-Headers": names, ...rest } = preflight;
  const granted = linesOf(
    {
      ...rest,
      ...(methods !== undefined && !echoes.methods && { "Access-Control-Allow-Methods": methods }),
      ...(names !== undefined && !echoes.headers && { "Access-Control-Allow-Headers": names }),
    },
    constant,
  );
  const varies = (preflight["Vary"] ?? "").split(", ").filter((name) => name.startsWith("Access-Control-"));
  return [
    ...(constant === undefined ? ["header +Vary Origin\n"] : []),
    header("actual", set),
    `# The same in the place of what the handler says.\n${header("actual", [...set, ...without(actual), "defer"])}`,
    ...(constant === undefined ? [header("other", [...without({}), "defer"])] : []),
    header("preflight", [...granted, ...varies.map((name) => `+Vary ${name}`)]),
    ...(echoes.methods ? [header("methods", [`Access-Control-Allow-Methods {${prefix}_methods}`])] : []),
    ...(echoes.headers ? [header("headers", [`Access-Control-Allow-Headers {${prefix}_headers}`])] : []),
    `respond @${prefix}_preflight 204\n`,
    ...(refuses.all || refuses.preflights ? refusal(`@${prefix}_refused`, constant) : []),
    ...(refuses.sockets ? refusal(`@${prefix}_refused_socket`, constant) : []),
  ];
}

/** The lines that set the headers of `headers` that the policy owns. */
function linesOf(headers: HeaderRecord, constant: string | undefined): readonly string[] {
  return OWNED.flatMap((name) => {
    const value = headers[name];
    const isExample = name === "Access-Control-Allow-Origin" && constant === undefined && value !== "*";
    return value === undefined ? [] : [`${name} ${isExample ? "{header.Origin}" : `"${value}"`}`];
  });
}

/** The lines that remove the others. */
function without(headers: HeaderRecord): readonly string[] {
  return OWNED.filter((name) => !(name in headers)).map((name) => `-${name}`);
}

function refusal(matcher: string, constant: string | undefined): readonly string[] {
  return [
    block(`header ${matcher}`, [
      ...(constant === undefined ? [] : ["+Vary Origin"]),
      'Content-Type "text/plain; charset=utf-8"',
      "X-Content-Type-Options nosniff",
      "Cache-Control no-store",
    ]),
    `respond ${matcher} "CORS: this origin is not allowed here. See allowOrigins." 403\n`,
  ];
}
