import {
  openPage,
  type Engine,
  type NetworkRequest,
  type NetworkResponse,
  type Outcome,
  type Page,
} from "../../src/browser/index.ts";
import { hopOf, originOf, urlOf } from "./address.ts";
import { firstCookies, guestLines, GUESTS, VISITED } from "./cookie-lines.ts";
import { BODY, hasBody, responseLines } from "./response-lines.ts";
import type { Header, Observation, Received, Scenario, Seen, Step, Verdict } from "./scenario.ts";
import { summarize } from "./summarize.ts";

/** To fill a jar takes longer than a scenario, and what a page keeps of many preflights slows it down. */
const PER_PAGE = 100;

/** What the model says that an engine does with each scenario. */
export async function predict(
  scenarios: readonly Scenario[],
  engine: Engine,
  port: number,
): Promise<readonly Observation[]> {
  const observations: Observation[] = [];
  for (let start = 0; start < scenarios.length; start += PER_PAGE) {
    const model = new Model(engine, port);
    await model.visitSites();
    for (const scenario of scenarios.slice(start, start + PER_PAGE)) observations.push(await model.play(scenario));
  }
  return observations;
}

/** What is being played, and what has come of it. */
interface Running {
  readonly scenario: Scenario;
  readonly received: Received[];
  step: number;
}

/** The page of an engine's model, and the server that it talks to. */
class Model {
  readonly #engine: Engine;
  readonly #port: number;
  readonly #page: Page;
  #running: Running | undefined;
  /** Steps follow each other within milliseconds, but for their pauses. */
  #now = Date.now();

  constructor(engine: Engine, port: number) {
    this.#engine = engine;
    this.#port = port;
    this.#page = openPage({
      origin: originOf("app", port),
      engine,
      now: () => this.#now,
      transport: (request) => this.#answer(request),
    });
  }

  /** The way to the page: over each host as the visited site, and then as its guests. */
  async visitSites(): Promise<void> {
    for (const [index, host] of VISITED.entries()) {
      const url = `${originOf(host, this.#port)}/start/${index}`;
      for (const [, line] of firstCookies(host)) this.#page.cookies.set(url, line);
    }
    for (const host of GUESTS) {
      await this.#page.fetch(`${originOf(host, this.#port)}/cookie/${host}`, { credentials: "include" });
    }
  }

  async play(scenario: Scenario): Promise<Observation> {
    const seen: Seen[] = [];
    const running: Running = { scenario, received: [], step: 0 };
    this.#running = running;
    for (const [index, step] of scenario.steps.entries()) {
      running.step = index;
      this.#now += step.pause ?? 0;
      const outcome = await this.#page.fetch(urlOf(scenario, step.path, step.hops[0].host, 0, this.#port), {
        method: step.method,
        headers: step.headers,
        body: bodyOf(step),
        credentials: step.credentials,
        mode: step.mode,
        redirect: step.redirect,
        initiator: step.via,
        uploadListener: step.uploadListener,
      });
      seen.push(seenOf(outcome, step, this.#engine));
    }
    return { id: scenario.id, seen, received: running.received };
  }

  #answer(request: NetworkRequest): NetworkResponse {
    if (this.#running === undefined) return welcome(request);
    // The server speaks HTTP/1.1, over which Chromium sends no streams (net::ERR_H2_OR_QUIC_REQUIRED).
    if (request.body instanceof ReadableStream) throw new Error("no stream over HTTP/1.1");
    return answer(this.#running, request, this.#port);
  }
}

function welcome({ url, headers }: NetworkRequest): NetworkResponse {
  const origin = headers.find(([name]) => name === "Origin")?.[1] ?? "";
  const host = GUESTS.find((guest) => url.endsWith(`/cookie/${guest}`));
  return { status: 200, statusText: "", headers: host === undefined ? [] : guestLines(host, origin), body: null };
}

function bodyOf({ body }: Step): BodyInit | null {
  if (body === "none") return null;
  return body === "text" ? BODY : new Blob([BODY]).stream();
}

function answer(
  { scenario, step: index, received }: Running,
  { method, url, headers }: NetworkRequest,
  port: number,
): NetworkResponse {
  const step = scenario.steps[index] as Step;
  const hop = hopOf(url);
  const wire = { method, target: url, headers: asSent(headers) };
  received.push(summarize(wire, index, hop, step.headers));
  const isPreflight = method === "OPTIONS" && wire.headers.some(([name]) => name === "access-control-request-method");
  const lines = responseLines(scenario, step, hop, { method, isPreflight }, port);
  const at = step.hops[hop];
  const status = (isPreflight ? at?.preflight.status : at?.actual.status) ?? 0;
  return { status, statusText: "", headers: lines, body: hasBody(method, status) ? BODY : null };
}

/** Browsers send the lines of one name as one. */
function asSent(headers: NetworkRequest["headers"]): readonly Header[] {
  const joined = new Map<string, string>();
  for (const [name, value] of headers) {
    const before = joined.get(name.toLowerCase());
    joined.set(name.toLowerCase(), before === undefined ? value : `${before}, ${value}`);
  }
  return [...joined].map(([name, value]) => [name, value.trim()]);
}

function seenOf({ verdict, response, failure }: Outcome, step: Step, engine: Engine): Seen {
  const type = response === null ? "" : step.via === "xhr" ? "xhr" : response.type;
  return {
    verdict: verdictOf(verdict, type, failure?.code),
    status: response?.status ?? 0,
    type,
    redirected: response?.redirected ?? false,
    headers: response === null ? [] : [...new Set(response.headers.keys())].toSorted(),
    corsError: failure?.code ?? null,
    failedParameter: failure?.detail ?? null,
    netError: null,
    console: failure === null ? [] : failure.messages[engine === "standard" ? "chromium" : engine].split("\n"),
  };
}

function verdictOf(verdict: Outcome["verdict"], type: string, code: string | undefined): Verdict {
  if (verdict === "readable") return "readable";
  if (verdict === "opaque") return type === "opaqueredirect" ? "opaque-redirect" : "opaque";
  return code === "InvalidRequest" ? "thrown" : "blocked";
}
