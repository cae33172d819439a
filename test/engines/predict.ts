import {
  openPage,
  type Engine,
  type NetworkRequest,
  type NetworkResponse,
  type Outcome,
} from "../../src/browser/index.ts";
import { originOf } from "./address.ts";
import { BODY, hasBody, responseLines } from "./response-lines.ts";
import type { Header, Observation, Received, Scenario, Seen, Step, Verdict } from "./scenario.ts";
import { summarize } from "./summarize.ts";
import { urlOf } from "./address.ts";

/** What the model says that an engine does with a scenario. */
export async function predict(scenario: Scenario, engine: Engine, port: number): Promise<Observation> {
  const received: Received[] = [];
  const seen: Seen[] = [];
  let at = 0;
  const page = openPage({
    origin: originOf("app", port),
    engine,
    // The steps follow each other within milliseconds.
    now: () => 0,
    transport: (request) => {
      // The server speaks HTTP/1.1, over which Chromium sends no streams (net::ERR_H2_OR_QUIC_REQUIRED).
      if (request.body instanceof ReadableStream) throw new Error("no stream over HTTP/1.1");
      return answer(scenario, at, request, port, received);
    },
  });
  for (const [index, step] of scenario.steps.entries()) {
    at = index;
    const outcome = await page.fetch(urlOf(scenario, step.path, step.hops[0].host, 0, port), {
      method: step.method,
      headers: step.headers,
      body: bodyOf(step),
      credentials: step.credentials,
      mode: step.mode,
      redirect: step.redirect,
      initiator: step.via,
      uploadListener: step.uploadListener,
    });
    seen.push(seenOf(outcome, step, engine));
  }
  return { id: scenario.id, seen, received };
}

function bodyOf({ body }: Step): BodyInit | null {
  if (body === "none") return null;
  return body === "text" ? BODY : new Blob([BODY]).stream();
}

function answer(
  scenario: Scenario,
  index: number,
  { method, url, headers }: NetworkRequest,
  port: number,
  received: Received[],
): NetworkResponse {
  const step = scenario.steps[index] as Step;
  const hop = Number(new URL(url).searchParams.get("h"));
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
