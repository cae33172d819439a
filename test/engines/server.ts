import { build } from "esbuild";
import { fileURLToPath } from "node:url";
import { hopOf, originOf } from "./address.ts";
import { firstCookies, guestLines, VISITED } from "./cookie-lines.ts";
import { Desk } from "./desk.ts";
import { BODY, hasBody, responseLines } from "./response-lines.ts";
import type { Header, Host, Received, Scenario } from "./scenario.ts";
import { summarize } from "./summarize.ts";
import { listen, valueOf, type WireRequest, type WireResponse } from "./wire.ts";

/** Answers all three hosts on one port and keeps what it was asked. */
export interface ExchangeServer {
  readonly port: number;
  /** Leads to the page, over all hosts, each of which sets its cookies as a first party. */
  readonly start: string;
  /** The same, to a page that asks for its work. */
  readonly startWorking: string;
  readonly desk: Desk;
  register(scenarios: readonly Scenario[]): void;
  /** Forgets a scenario and returns what it brought. */
  collect(id: string): readonly Received[];
  close(): Promise<void>;
}

interface Running {
  readonly scenario: Scenario;
  readonly received: Received[];
  step: number;
}

export async function startServer(): Promise<ExchangeServer> {
  const html = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>corskit</title><script>${await bundle()}</script>`;
  const running = new Map<string, Running>();
  const desk = new Desk();
  const server = await listen((request) => {
    const [path = "", query = ""] = request.target.split("?");
    const [, kind = "", id = "", rest = ""] = path.split("/");
    if (kind === "x") return exchange(running.get(id), request, hopOf(request.target), server.port);
    if (kind === "step") return toStep(running.get(id), Number(rest));
    if (kind === "desk") return desk.answer(request);
    if (kind === "cookie")
      return text(200, guestLines(id as Host, valueOf(request.headers, "origin") ?? "*"), "cookie");
    if (kind === "start") return lead(Number(id), query, server.port);
    return text(200, [["Content-Type", "text/html"]], path === "/" ? html : "");
  });
  const start = `${originOf("api", server.port)}/start/0`;
  return {
    port: server.port,
    start,
    startWorking: `${start}?work`,
    desk,
    register(scenarios) {
      for (const scenario of scenarios) running.set(scenario.id, { scenario, received: [], step: 0 });
    },
    collect(id) {
      const received = running.get(id)?.received ?? [];
      running.delete(id);
      return received;
    },
    close: server.close,
  };
}

function exchange(running: Running | undefined, request: WireRequest, hop: number, port: number): WireResponse {
  const step = running?.scenario.steps[running.step];
  if (running === undefined || step?.hops[hop] === undefined) return text(500, [], "no such exchange");
  const seen = summarize(request, running.step, hop, step.headers);
  running.received.push(seen);
  const isPreflight = seen.method === "OPTIONS" && seen.requestMethod !== null;
  const lines = responseLines(running.scenario, step, hop, { method: request.method, isPreflight }, port);
  const { status } = isPreflight ? step.hops[hop].preflight : step.hops[hop].actual;
  return { status, headers: lines, body: hasBody(request.method, status) ? BODY : "" };
}

function toStep(running: Running | undefined, step: number): WireResponse {
  if (running !== undefined) running.step = step;
  return { status: 204, headers: [["Cache-Control", "no-store"]], body: "" };
}

/** From host to host, and then to the page. */
function lead(at: number, query: string, port: number): WireResponse {
  const [host = "app", next] = VISITED.slice(at);
  const path = next === undefined ? "/" : `${originOf(next, port)}/start/${at + 1}`;
  const location = query === "" ? path : `${path}?${query}`;
  return text(302, [...firstCookies(host), ["Location", location]], "");
}

function text(status: number, headers: readonly Header[], body: string): WireResponse {
  return {
    status,
    headers: [...headers, ["Cache-Control", "no-store"], ["Content-Length", String(Buffer.byteLength(body, "latin1"))]],
    body,
  };
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("client.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "iife",
    charset: "ascii",
    target: "es2022",
  });
  return outputFiles[0]?.text ?? "";
}
