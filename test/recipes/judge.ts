import { openPage, type Exchange, type Transport } from "../../src/browser/index.ts";
import { network } from "../templates/network.ts";
import { ALLOWED, DENIED, VISITS, type Visit } from "./visits.ts";

const API = "https://api.example.net";

/** What became of one visit, of every page. */
export interface Judged {
  readonly visit: string;
  /** Where allowed pages come to something else: that. */
  readonly seen?: number | string;
  /** What else is wrong: a denied page that reads, a header that is missing or there twice. */
  readonly faults: readonly string[];
}

/**
 * Has pages of allowed and of denied origins visit a server, with credentials, in the model of the browser.
 *
 * @param port of 127.0.0.1 where it listens
 */
export async function judge(port: number): Promise<readonly Judged[]> {
  const transport: Transport = (request) => network({ ...request, url: toLocal(request.url, port) });
  const judged: Judged[] = [];
  for (const visit of VISITS) judged.push(await judgeVisit(visit, transport));
  return [...judged, await withoutOrigin(transport)];
}

async function judgeVisit(visit: Visit, transport: Transport): Promise<Judged> {
  const { name, path, init, wanted } = visit;
  const faults: string[] = [];
  const came = new Set<number | string>();
  for (const origin of [...ALLOWED, ...DENIED]) {
    const isAllowed = ALLOWED.includes(origin);
    // A page that nobody has visited, so that no preflight is cached.
    const page = openPage({ origin, engine: "chromium", transport, localNetworkAccess: "granted" });
    const { response, failure, exchanges } = await page.fetch(API + path, { ...init, credentials: "include" });
    const seen = response?.status ?? failure?.code ?? "nothing";
    if (isAllowed) came.add(seen);
    else if (response !== null) faults.push(`${origin} reads ${seen}`);
    for (const one of exchanges) {
      const wrong = isAllowed ? faultsForAllowed(one, origin) : faultsForDenied(one);
      faults.push(...wrong.map((fault) => `${fault} (${one.kind}, ${origin})`));
    }
  }
  if (came.size > 1) faults.push(`allowed pages come to ${[...came].join(" and ")}`);
  const [seen = "nothing"] = came;
  return wanted.includes(seen) ? { visit: name, faults } : { visit: name, seen, faults };
}

/** Whoever is no page: its answer goes into the same caches. */
async function withoutOrigin(transport: Transport): Promise<Judged> {
  const request = { method: "GET", url: `${API}/api/rides`, headers: [], body: null, credentials: false };
  const response = await transport(request);
  const faults = linesOf({ response }, "access-control-allow-origin").map(
    (value) => `allows ${value} without an Origin`,
  );
  return { visit: "no page", faults: [...faults, ...varyFaults({ response })] };
}

type Answered = Pick<Exchange, "response">;

function linesOf({ response }: Answered, name: string): readonly string[] {
  return (response?.headers ?? []).filter(([one]) => one.toLowerCase() === name).map(([, value]) => value);
}

/** A cache that serves one page's answer to another has to be told, or not to keep it. */
function varyFaults(exchange: Answered): readonly string[] {
  const namesIn = (header: string): readonly string[] =>
    linesOf(exchange, header).flatMap((line) => line.split(",").map((name) => name.trim().toLowerCase()));
  const varies = namesIn("vary").some((name) => name === "origin" || name === "*");
  return varies || namesIn("cache-control").includes("no-store") ? [] : ["no Vary: Origin"];
}

function faultsForAllowed(exchange: Exchange, origin: string): readonly string[] {
  const expected = [
    ["access-control-allow-origin", origin],
    ["access-control-allow-credentials", "true"],
  ] as const;
  const wrong = expected.flatMap(([name, value]) => {
    const lines = linesOf(exchange, name);
    return lines.length === 1 && lines[0] === value ? [] : [`${name}: ${lines.join(" | ") || "none"}`];
  });
  const status = exchange.response?.status;
  if (exchange.kind === "preflight" && status !== 204) wrong.push(`status ${status}`);
  return [...wrong, ...varyFaults(exchange)];
}

function faultsForDenied(exchange: Exchange): readonly string[] {
  const headers = exchange.response?.headers ?? [];
  const wrong = headers.flatMap(([name]) => (name.toLowerCase().startsWith("access-control-") ? [name] : []));
  const status = exchange.response?.status;
  if (exchange.kind === "preflight" && status !== 403) wrong.push(`status ${status}`);
  return [...wrong, ...varyFaults(exchange)];
}

function toLocal(url: string, port: number): string {
  const { pathname, search } = new URL(url);
  return `http://api.localhost:${port}${pathname}${search}`;
}
