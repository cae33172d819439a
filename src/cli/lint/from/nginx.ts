import type { Finding } from "../../finding.ts";
import { anyOriginWithCredentials } from "./dangers.ts";
import { emptyNotes, splitNames, type ForeignNames, type ForeignPolicy, type Notes } from "./foreign.ts";
import { readBlocks, type Directive } from "./nginx-blocks.ts";
import {
  originCondition,
  originsOfValue,
  textsOf,
  variablesIn,
  type Condition,
  type Variables,
} from "./nginx-origin.ts";

/** A header that is added, and under which condition. */
interface Added {
  readonly name: string;
  readonly value: string;
  readonly always: boolean;
  readonly condition: Condition;
  /** Within an `if` for OPTIONS. */
  readonly onPreflight: boolean;
  readonly directive: Directive;
}

/**
 * The policies of an nginx configuration: one for each server or location that sets Access-Control-Allow-Origin
 * (https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header).
 *
 * @throws CannotRun where its blocks cannot be read
 */
export function readNginx(text: string, file: string): readonly ForeignPolicy[] {
  const root = readBlocks(text, file);
  const variables = variablesIn(root);
  return scopesIn({ line: 1, column: 1, name: "", args: [], block: root }).flatMap((scope) => {
    const added = addedIn(scope.block ?? [], { kind: "always", text: "", directive: scope });
    return added.some(({ name }) => name === ALLOW_ORIGIN) ? [readScope(scope, added, variables)] : [];
  });
}

const ALLOW_ORIGIN = "access-control-allow-origin";

/** The blocks that headers are inherited by: all but `if`, which is its location's. */
function scopesIn(directive: Directive): readonly Directive[] {
  const inner = (directive.block ?? []).filter(({ name, block }) => block !== null && name !== "map");
  return [...(directive.name === "if" ? [] : [directive]), ...inner.flatMap(scopesIn)];
}

function addedIn(block: readonly Directive[], condition: Condition, onPreflight = false): readonly Added[] {
  return block.flatMap((directive): readonly Added[] => {
    const { name, args, block: inner } = directive;
    if (name === "add_header") {
      const [header = "", value = "", last] = args;
      return [{ name: header.toLowerCase(), value, always: last === "always", condition, onPreflight, directive }];
    }
    if (name !== "if" || inner === null) return [];
    const isPreflight =
      args.some((arg) => arg.includes("$request_method")) && args.some((arg) => arg.includes("OPTIONS"));
    return addedIn(inner, originCondition(directive) ?? condition, onPreflight || isPreflight);
  });
}

function readScope(scope: Directive, added: readonly Added[], variables: Variables): ForeignPolicy {
  const notes = emptyNotes();
  const valuesOf = (name: string): readonly string[] =>
    added.filter((one) => one.name === name).flatMap(({ value }) => textsOf(value, variables));
  const credentials = valuesOf("access-control-allow-credentials").includes("true");
  // What a preflight request is told besides grants nothing that the actual response does not.
  const allowing = added.filter(({ name }) => name === ALLOW_ORIGIN);
  const actual = allowing.filter(({ onPreflight }) => !onPreflight);
  const seen = new Set<string>();
  const origins = (actual.length > 0 ? actual : allowing)
    .filter(({ value, condition }) => {
      // The same line stands in each `if` as a rule.
      const key = `${value} ${condition.kind} ${condition.text}`;
      return !seen.has(key) && seen.add(key);
    })
    .flatMap(({ value, condition }) => originsOfValue(value, condition, variables, credentials, notes));
  if (credentials && origins.some(({ kind }) => kind === "any")) {
    notes.findings.push(anyOriginWithCredentials("Access-Control-Allow-Origin"));
  }
  const isDynamic = origins.length > 1 || origins.some(({ kind }) => !["any", "exact"].includes(kind));
  notes.findings.push(...headerFindings(scope, added, isDynamic && !mayVary(valuesOf("vary"))));
  const maxAge = Number(valuesOf("access-control-max-age").find((value) => /^\d+$/.test(value)) ?? Number.NaN);
  const where = scope.name === "" ? "the file" : [scope.name, ...scope.args].join(" ");
  return {
    name: `line ${scope.line}, ${where}`,
    origins,
    methods: namesOf("access-control-allow-methods", "$http_access_control_request_method", added, variables, notes),
    headers: namesOf("access-control-allow-headers", "$http_access_control_request_headers", added, variables, notes),
    exposed: listedNames("access-control-expose-headers", added, variables, notes),
    credentials,
    maxAge: Number.isNaN(maxAge) ? null : maxAge,
    ...notes,
  };
}

/** A variable that is set elsewhere may say it. */
function mayVary(values: readonly string[]): boolean {
  return values.some((value) => value.includes("$") || /(^|[\s,])(origin|\*)($|[\s,])/i.test(value));
}

function namesOf(
  header: string,
  requested: string,
  added: readonly Added[],
  variables: Variables,
  notes: Notes,
): ForeignNames {
  const isRequested = added.some(
    ({ name, value }) =>
      name === header && textsOf(value, variables).some((text) => text.split(",").includes(requested)),
  );
  return isRequested ? "requested" : listedNames(header, added, variables, notes);
}

function listedNames(header: string, added: readonly Added[], variables: Variables, notes: Notes): readonly string[] {
  const given = added
    .filter(({ name }) => name === header)
    .flatMap(({ value, directive }) => textsOf(value, variables).map((text) => ({ text, directive })));
  return given.flatMap(({ text, directive: { line, column } }) => {
    if (!text.includes("$")) return splitNames(text);
    notes.unread.push({ line, column, what: `${header} is ${text}` });
    return [];
  });
}

function headerFindings(scope: Directive, added: readonly Added[], lacksVary: boolean): readonly Finding[] {
  const findings: Finding[] = [];
  const own = added.filter(({ name }) => name.startsWith("access-control-"));
  const bare = own.find(({ always }) => !always);
  if (bare !== undefined) {
    findings.push({
      code: "no-always",
      severity: "warning",
      message: `${bare.directive.args[0]} is missing on errors: its add_header has no always`,
      cause:
        "without it nginx adds a header to 200, 201, 204, 206, 301, 302, 303, 304, 307 and 308 only: a page cannot read a 401, 404 or 500",
      fix: "end each add_header with always",
      snippet: `add_header ${bare.directive.args.slice(0, 2).map(quoted).join(" ")} always;`,
      evidence: [evidence(bare.directive)],
    });
  }
  if (lacksVary) {
    findings.push({
      code: "vary-missing",
      severity: "warning",
      message: "the answer depends on the Origin, and does not say so: Vary: Origin is missing",
      cause: "a cache serves one origin's answer to another, which the browser refuses",
      fix: "add it where the headers are added, outside of every if",
      snippet: "add_header Vary Origin always;",
    });
  }
  for (const directive of losers(scope, true)) {
    findings.push({
      code: "headers-lost",
      severity: "error",
      message: `${[directive.name, ...directive.args].join(" ")} loses the CORS headers of ${scope.name || "the file"}`,
      cause: "add_header is inherited only by blocks that have none of their own",
      fix: "repeat the CORS headers there, or include them from a file in each block",
      evidence: [evidence(directive)],
    });
  }
  return findings;
}

/** The blocks beneath that have an add_header of their own, but none of Access-Control-Allow-Origin. */
function losers(scope: Directive, isTop: boolean): readonly Directive[] {
  const block = scope.block ?? [];
  const headers = block.filter(({ name }) => name === "add_header").map(({ args: [name = ""] }) => name.toLowerCase());
  if (!isTop && headers.includes(ALLOW_ORIGIN)) return [];
  if (!isTop && headers.length > 0) return [scope];
  // What is set under conditions alone is not inherited in the first place.
  if (isTop && !headers.includes(ALLOW_ORIGIN)) return [];
  return block.filter((one) => one.block !== null && one.name !== "map").flatMap((one) => losers(one, false));
}

function evidence({ line, name, args }: Directive): string {
  return `line ${line}: ${[name, ...args].join(" ")}`;
}

function quoted(word: string): string {
  return /^[\w$*:/.-]+$/.test(word) ? word : JSON.stringify(word);
}
