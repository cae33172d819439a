import type { HeaderLine } from "../../../browser/index.ts";
import type { Heard } from "../evidence.ts";

const SENT = /^(origin|access-control-request-(method|headers|private-network))$/i;
const CAME =
  /^(access-control-.*|vary|location|www-authenticate|allow|cache-control|age|x-cache|server|via|x-powered-by|set-cookie)$/i;

const LONGEST = 300;

/** The lines of a request and its answer that decide: `> ` sent, `< ` received. Cookies without their values. */
export function shownLines({ request, response, error }: Heard): readonly string[] {
  const sent = request.headers.filter(([name]) => SENT.test(name)).map((line) => `> ${written(line)}`);
  const head = cut(`> ${request.method} ${request.url}`);
  if (response === null) return [head, ...sent, cut(`< nothing: ${error?.code ?? ""} ${error?.message ?? ""}`.trim())];
  const came = response.headers.filter(([name]) => CAME.test(name)).map((line) => `< ${written(line)}`);
  return [head, ...sent, `< ${response.status}`, ...came];
}

function written([name, value]: HeaderLine): string {
  const shown = /^set-cookie$/i.test(name) ? value.replace(/=[^;]*/, "=…") : value;
  return cut(`${name}: ${shown}`);
}

function cut(line: string): string {
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
