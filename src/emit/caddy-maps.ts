import { MAX_ORIGIN_LENGTH } from "../policy/origin.ts";
import { MAX_ECHOED_LENGTH } from "../policy/preflight.ts";
import { block, matches } from "./caddyfile.ts";
import { ECHOED } from "./echo.ts";
import { originRegExp, OWN_PAGES } from "./origin-regexp.ts";
import type { ListedPolicy } from "./read-policy.ts";
import type { Shape } from "./shape.ts";

/** What is decided of a request, as placeholders (https://caddyserver.com/docs/caddyfile/directives/map). */
export function maps(config: ListedPolicy, shape: Shape, prefix: string): readonly string[] {
  const { constant, echoes, preflight, refuses } = shape;
  const verdict = block(`map {header.Origin} {${prefix}_verdict}`, verdicts(config.allowOrigins));
  const host = block(`map "{scheme} {header.Origin}" {${prefix}_host}`, hosts());
  return [
    ...(constant === undefined || refuses.sockets
      ? [`# Whether the policy allows the origin that asks.\n${verdict}`]
      : []),
    ...(refuses.sockets ? [`# Its host: pages of the host itself may open WebSockets.\n${host}`] : []),
    ...(echoes.methods ? [echo("methods", "Method", preflight["Access-Control-Allow-Methods"], prefix)] : []),
    ...(echoes.headers ? [echo("headers", "Headers", preflight["Access-Control-Allow-Headers"], prefix)] : []),
  ];
}

function verdicts(allowOrigins: "*" | readonly string[]): readonly string[] {
  if (allowOrigins === "*") return [`${matches("^.")} allowed`, "default denied"];
  const isWild = allowOrigins.some((pattern) => pattern.includes("*"));
  return [
    ...(isWild ? [`${matches(`^.{${MAX_ORIGIN_LENGTH + 1}}`)} denied`] : []),
    // Texts are compared with case.
    ...allowOrigins.map((pattern) => `${pattern.includes("*") ? matches(originRegExp(pattern)) : pattern} allowed`),
    "default denied",
  ];
}

function hosts(): readonly string[] {
  return [...OWN_PAGES.map((source) => `${matches(source)} "\${1}"`), 'default ""'];
}

/** What is listed, and what a page asked for, where it is names and not too many. */
function echo(list: "methods" | "headers", header: string, listed: string | undefined, prefix: string): string {
  // Beside an expression, $ stands for its groups.
  const before = listed?.replaceAll("$", "$$$$");
  return block(`map {header.Access-Control-Request-${header}} {${prefix}_${list}}`, [
    `${matches(TOO_LONG)} "${before ?? ""}"`,
    `${matches(ECHOED[list])} "${before === undefined ? "" : `${before},`}\${0}"`,
    `default "${listed ?? ""}"`,
  ]);
}

/** Go repeats a thousand times at most (https://pkg.go.dev/regexp/syntax). */
const TOO_LONG = `^${".{1000}".repeat(Math.floor(MAX_ECHOED_LENGTH / 1000))}.{${(MAX_ECHOED_LENGTH % 1000) + 1}}`;
