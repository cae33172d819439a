import type { Check, Engine, Exchange, HeaderLine, Outcome } from "../../../browser/index.ts";
import { printableLine } from "../../report/printable.ts";
import { wrap } from "../../report/wrap.ts";
import type { Heard, Probed } from "../evidence.ts";
import { ENGINES } from "../ask.ts";
import { isHeldBack, NAMES, sameOutcome, type Look } from "./verdict.ts";

/** The exchanges of a probe as text, once for all engines that saw the same. */
export function sequence(probed: Probed, engines: readonly Engine[], look: Look): string {
  const { probe, outcomes } = probed;
  const groups: Engine[][] = [];
  for (const engine of engines) {
    const group = groups.find(([first]) => first !== undefined && sameOutcome(outcomes[first], outcomes[engine]));
    if (group === undefined) groups.push([engine]);
    else group.push(engine);
  }
  const { method, url, credentials } = probe.request;
  const how = credentials === "include" ? `${method}, with credentials` : method;
  const title = look.colors.bold(printableLine(`${probe.origin} → ${url} (${how})`));
  return [title, ...groups.flatMap((group) => drawGroup(group, groups.length > 1, probed, look))].join("\n");
}

function drawGroup(group: readonly Engine[], named: boolean, probed: Probed, look: Look): readonly string[] {
  const [engine = "standard"] = group;
  const outcome = probed.outcomes[engine];
  const who = group.map((one) => NAMES[one]).join(", ");
  return [
    ...(named ? [look.colors.dim(`  ${who}:`)] : []),
    ...outcome.exchanges.flatMap((exchange) => drawExchange(exchange, probed, look)),
    drawEnd(outcome, probed, look),
    ...drawConsole(group, outcome, probed, look),
  ];
}

function drawExchange({ request, response, checks }: Exchange, { heard }: Probed, look: Look): readonly string[] {
  const { colors } = look;
  const one = heard.find((other) => isFor(other, request));
  const sent = request.headers.filter(([name]) => TOLD.test(name));
  const url = new URL(request.url);
  const lines = [`  → ${request.method} ${printableLine(url.pathname + url.search)}`];
  lines.push(...sent.map((line) => colors.dim(`      ${written(line)}`)));
  if (response === null) {
    lines.push(`  ← ${colors.red(printableLine(`no answer: ${one?.error?.message ?? "not sent"}`))}`);
    return lines;
  }
  const version = one?.httpVersion === null || one === undefined ? "" : `, HTTP/${one.httpVersion}`;
  const time = one === undefined ? "" : ` (${Math.round(one.milliseconds)} ms${version})`;
  lines.push(`  ← ${response.status} ${printableLine(response.statusText)}`.trimEnd() + colors.dim(time));
  const received = response.headers.filter(([name]) => DECIDING.test(name));
  const rows = checks.filter(({ name }) => name === "status" || !received.some(([other]) => same(other, name)));
  for (const line of received) lines.push(...drawLine(line, checks, look));
  for (const check of rows) if (!check.passed) lines.push(...drawCheck(check, look));
  return lines;
}

/** Of the request, what CORS put there, and what decides whether it needs a preflight. */
const TOLD = /^(origin|access-control-.*|content-type|authorization|cookie|x-.*)$/i;

/** Of the response, what browsers and caches look at. */
const DECIDING = /^(access-control-.*|vary|location|set-cookie|age|x-cache|cf-cache-status|timing-allow-origin)$/i;

/** A line without what is secret in it: reports end up in the logs of CI servers. */
function written([name, value]: HeaderLine): string {
  return printableLine(`${name}: ${SECRET.get(name.toLowerCase())?.(value) ?? value}`);
}

const SECRET: ReadonlyMap<string, (value: string) => string> = new Map([
  ["authorization", (value: string) => (value.includes(" ") ? value.replace(/ .*/, " …") : "…")],
  ["cookie", () => "…"],
  ["set-cookie", (value: string) => value.replace(/=[^;]*/, "=…")],
]);

function isFor({ request }: Heard, { method, url, headers }: Exchange["request"]): boolean {
  const has = ([name, value]: HeaderLine): boolean => request.headers.some(([n, v]) => n === name && v === value);
  return request.method === method && request.url === url && headers.every(has);
}

function same(one: string, two: string): boolean {
  return one.toLowerCase() === two.toLowerCase();
}

/** A line of the response, with what the browser made of it. */
function drawLine([name, value]: HeaderLine, checks: readonly Check[], look: Look): readonly string[] {
  const own = checks.filter((check) => same(check.name, name));
  const failed = own.filter(({ passed }) => !passed);
  const mark = own.length === 0 ? " " : failed.length === 0 ? look.colors.green("✓") : look.colors.red("✗");
  const line = `    ${mark} ${written([name, value])}`;
  return [line, ...failed.flatMap((check) => drawWanted(check, value, name, look))];
}

function drawCheck(check: Check, { colors }: Look): readonly string[] {
  const found = check.found === null ? `no ${check.name}` : `${check.name} ${check.found}`;
  return [
    `    ${colors.red(`✗ ${printableLine(found)}`)}`,
    `        ${colors.dim("wanted")} ${printableLine(check.wanted)}`,
  ];
}

/** What would have passed below what was there, with a mark where they part. */
function drawWanted({ wanted }: Check, found: string, name: string, { colors }: Look): readonly string[] {
  const label = "wanted".padStart(name.length + 7);
  const line = `${colors.dim(label)} ${printableLine(wanted)}`;
  const origin = wanted.replace(/ or \*$/, "");
  if (!/^access-control-allow-origin$/i.test(name) || !isClose(origin, found)) return [line];
  let at = 0;
  while (at < origin.length && origin[at] === found[at]) at += 1;
  return [line, colors.red(`${" ".repeat(label.length + 1 + at)}^`)];
}

function isClose(one: string, two: string): boolean {
  return one.slice(0, 4) === two.slice(0, 4);
}

function drawEnd({ verdict, failure, response }: Outcome, probed: Probed, { colors, width }: Look): string {
  if (failure === null) {
    const what =
      verdict === "readable" ? `the page reads it (${response?.status ?? ""})` : "the page sees nothing of it";
    return `  = ${colors.green(what)}`;
  }
  if (failure.code === "NetworkFailure" && isHeldBack(probed)) {
    return `  = ${colors.dim("not sent by corskit, so that nothing can be said of it")}`;
  }
  const kind = verdict === "blocked" ? "blocked" : "fails, and not for CORS";
  const text = wrap(printableLine(`${kind}: ${failure.cause}`), width, "  = ");
  return `${colors.red(text)}\n${colors.dim(`    ${failure.code}, ${failure.step}`)}`;
}

/** What visitors will have seen in their consoles. */
function drawConsole(group: readonly Engine[], { failure }: Outcome, probed: Probed, look: Look): readonly string[] {
  if (failure === null || (failure.code === "NetworkFailure" && isHeldBack(probed))) return [];
  const browsers = ENGINES.filter((engine) => engine !== "standard" && group.includes(engine));
  return browsers.flatMap((engine) => {
    const text = engine === "standard" ? "" : (probed.outcomes[engine].failure?.messages[engine] ?? "");
    if (text === "") return [];
    const head = `    ${NAMES[engine]}'s console: `;
    return [
      look.colors.dim(
        text
          .split("\n")
          .map((line) => wrap(printableLine(line), look.width, head))
          .join("\n"),
      ),
    ];
  });
}
