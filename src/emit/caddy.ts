import { OWNED } from "../fetch/apply.ts";
import type { HeaderRecord } from "../policy/headers.ts";
import { MAX_ORIGIN_LENGTH } from "../policy/origin.ts";
import { MAX_ECHOED_LENGTH } from "../policy/preflight.ts";
import { ECHOED } from "./echo.ts";
import { EmitError, type EmitOptions, type Emission } from "./emission.ts";
import { originRegExp, SERIALIZED_ORIGINS } from "./origin-regexp.ts";
import { DEFAULT_PREFIX, prefixIssues } from "./prefix.ts";
import { provenance } from "./provenance.ts";
import { readPolicy, type EmitInput, type ListedPolicy } from "./read-policy.ts";
import { shapeOf, type Shape } from "./shape.ts";

const TARGET = "Caddy";

export interface CaddyOptions extends EmitOptions {
  /** What the snippet is called, and its matchers begin with, where one Caddyfile has several policies. Default `corskit`. */
  readonly prefix?: string | undefined;
}

/**
 * A policy as a snippet of a Caddyfile, to be imported in a site (https://caddyserver.com/docs/caddyfile/concepts#snippets).
 *
 * Headers are set twice: at once, for what Caddy answers itself, such as the 502 of a handler that is down, and
 * deferred, in the place of what the handler says (https://caddyserver.com/docs/caddyfile/directives/header).
 *
 * @throws CorsConfigError for a config that is none
 * @throws EmitError for origins that only a resolver knows, policies by path, a prefix that is no name
 */
export function caddy(input: EmitInput, options: CaddyOptions = {}): Emission {
  const config = readPolicy(input, TARGET);
  const { prefix = DEFAULT_PREFIX } = options;
  const issues = prefixIssues(prefix);
  if (issues.length > 0) throw new EmitError(TARGET, issues);
  const shape = shapeOf(config);
  const blocks = [...maps(config, shape, prefix), ...matchers(shape, prefix), ...answers(shape, prefix)];
  const head = provenance(prefix === DEFAULT_PREFIX ? "caddy" : `caddy --prefix ${prefix}`, options).map(
    (line) => `# ${line}\n`,
  );
  return {
    output: `${head.join("")}
# Import it in a site, first of all: import ${prefix}
# With basicauth or forward_auth there, put both into one route { }, in this order: a preflight request has no
# credentials with it.

(${prefix}) {
${blocks.map((text) => text.replace(/^(?=.)/gm, "\t")).join("\n")}}
`,
    exact: true,
    lost: [],
    owner:
      'Caddy sets the headers, on its own errors too, and removes those of the handler behind it; the handler may keep its policy, or say owner: "gateway" to be silent.',
  };
}

/** A directive with a block: lines without their indentation. */
function block(head: string, lines: readonly string[]): string {
  return `${head} {\n${lines.map((line) => line.replace(/^/gm, "\t")).join("\n")}\n}\n`;
}

function maps(
  config: ListedPolicy,
  { constant, echoes, preflight, refuses }: Shape,
  prefix: string,
): readonly string[] {
  const methods = preflight["Access-Control-Allow-Methods"];
  const headers = preflight["Access-Control-Allow-Headers"];
  return [
    ...(constant === undefined || refuses.sockets
      ? [
          `# Whether the policy allows the origin that asks.\n${block(`map {header.Origin} {${prefix}_verdict}`, verdicts(config.allowOrigins))}`,
        ]
      : []),
    ...(refuses.sockets && !refuses.all
      ? [
          `# Its host: pages of the host itself may open WebSockets.\n${block(`map {header.Origin} {${prefix}_host}`, [
            ...SERIALIZED_ORIGINS.map(({ source, isOrigin }) => `${raw(`~${source}`)} ${isOrigin ? '"${1}"' : '""'}`),
            'default ""',
          ])}`,
        ]
      : []),
    ...(echoes.methods
      ? [echoMap("{header.Access-Control-Request-Method}", `{${prefix}_methods}`, methods, ECHOED.methods)]
      : []),
    ...(echoes.headers
      ? [echoMap("{header.Access-Control-Request-Headers}", `{${prefix}_headers}`, headers, ECHOED.headers)]
      : []),
  ];
}

function verdicts(allowOrigins: "*" | readonly string[]): readonly string[] {
  if (allowOrigins === "*") return ["~^. allowed", "default denied"];
  const isWild = allowOrigins.some((pattern) => pattern.includes("*"));
  return [
    ...(isWild ? [`${raw(`~^.{${MAX_ORIGIN_LENGTH + 1}}`)} denied`] : []),
    ...allowOrigins.map((pattern) =>
      pattern.includes("*") ? `${raw(`~${originRegExp(pattern)}`)} allowed` : `${pattern} allowed`,
    ),
    "default denied",
  ];
}

/** What a page asked for, where it is names and not too many: with credentials, `*` is a name like others to browsers. */
function echoMap(source: string, name: string, listed: string | undefined, names: string): string {
  const fixed = JSON.stringify(listed ?? "");
  // In the place of an expression, $ stands for its groups.
  const before = listed === undefined ? "" : `${listed.replaceAll("$", "$$$$")},`;
  return block(`map ${source} ${name}`, [
    `${raw(`~^${tooLong()}`)} ${fixed.replaceAll("$", "$$$$")}`,
    `${raw(`~${names}`)} ${JSON.stringify(`${before}\${0}`)}`,
    `default ${fixed}`,
  ]);
}

/** Go repeats a thousand times at most (https://pkg.go.dev/regexp/syntax). */
function tooLong(): string {
  return `${".{1000}".repeat(Math.floor((MAX_ECHOED_LENGTH + 1) / 1000))}.{${(MAX_ECHOED_LENGTH + 1) % 1000}}`;
}

/** Backticks keep everything as it is; where there is one already, quotes do, in which only they are escaped. */
function raw(text: string): string {
  return text.includes("`") ? `"${text.replaceAll('"', '\\"')}"` : `\`${text}\``;
}

const PREFLIGHT = ["method OPTIONS", "header Origin *", "header Access-Control-Request-Method *"];

function matchers({ constant, refuses }: Shape, prefix: string): readonly string[] {
  const allowed = constant === undefined ? [`vars {${prefix}_verdict} allowed`] : [];
  const denied = `vars {${prefix}_verdict} denied`;
  const notPreflight = block("not", PREFLIGHT).trimEnd();
  return [
    block(`@${prefix}_preflight`, [...PREFLIGHT, ...allowed]),
    block(`@${prefix}_actual`, [notPreflight, ...allowed]),
    ...(constant === undefined ? [block(`@${prefix}_other`, [`not vars {${prefix}_verdict} allowed`])] : []),
    ...(refuses.all ? [block(`@${prefix}_refused`, ["header Origin *", denied])] : []),
    ...(refuses.preflights && !refuses.all ? [block(`@${prefix}_refused`, [...PREFLIGHT, denied])] : []),
    ...(refuses.sockets && !refuses.all
      ? [
          block(`@${prefix}_refused_socket`, [
            notPreflight,
            "header Origin *",
            "header_regexp Upgrade (?i)^websocket$",
            `not vars {${prefix}_host} {hostport}`,
            denied,
          ]),
        ]
      : []),
  ];
}

function answers({ constant, actual, preflight, echoes, refuses }: Shape, prefix: string): readonly string[] {
  const value = (headers: HeaderRecord, name: string): readonly string[] => {
    const text =
      name === "Access-Control-Allow-Origin" && constant === undefined && headers[name] !== "*"
        ? "{header.Origin}"
        : headers[name];
    return text === undefined ? [] : [`${name} ${text.startsWith("{") ? text : JSON.stringify(text)}`];
  };
  const echoed = [
    ...(echoes.methods ? ["Access-Control-Allow-Methods"] : []),
    ...(echoes.headers ? ["Access-Control-Allow-Headers"] : []),
  ];
  const removed = (headers: HeaderRecord): readonly string[] =>
    OWNED.filter((name) => !(name in headers)).map((name) => `-${name}`);
  const set = OWNED.flatMap((name) => value(actual, name));
  const granted = OWNED.filter((name) => !echoed.includes(name)).flatMap((name) => value(preflight, name));
  const refused = [
    ...(refuses.preflights || refuses.all ? [`@${prefix}_refused`] : []),
    ...(refuses.sockets && !refuses.all ? [`@${prefix}_refused_socket`] : []),
  ];
  const asked = (preflight["Vary"] ?? "").split(", ").filter((name) => name !== "Origin" && name !== "");
  return [
    ...(constant === undefined ? ["header +Vary Origin\n"] : []),
    block(`header @${prefix}_actual`, set),
    `# The same in the place of what the handler says.\n${block(`header @${prefix}_actual`, [...set, ...removed(actual), "defer"])}`,
    ...(constant === undefined ? [block(`header @${prefix}_other`, [...removed({}), "defer"])] : []),
    block(`header @${prefix}_preflight`, [...granted, ...asked.map((name) => `+Vary ${name}`)]),
    ...echoed.map((name) => {
      const variable = `{${prefix}_${name.slice("Access-Control-Allow-".length).toLowerCase()}}`;
      const matcher = `@${prefix}_${name.slice("Access-Control-Allow-".length).toLowerCase()}`;
      return `${block(matcher, [...PREFLIGHT, ...(constant === undefined ? [`vars {${prefix}_verdict} allowed`] : []), `not vars ${variable} ""`])}header ${matcher} ${name} ${variable}\n`;
    }),
    `respond @${prefix}_preflight 204\n`,
    ...refused.flatMap((matcher) => [
      block(`header ${matcher}`, [
        ...(constant === undefined ? [] : ["+Vary Origin"]),
        'Content-Type "text/plain; charset=utf-8"',
        "X-Content-Type-Options nosniff",
        "Cache-Control no-store",
      ]),
      `respond ${matcher} "CORS: this origin is not allowed here. See allowOrigins." 403\n`,
    ]),
  ];
}
