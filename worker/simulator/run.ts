import type { NetworkRequest } from "../../src/browser/index.ts";
import { decodeScenario, isDecodeError } from "./codec.ts";
import { hasBody } from "./raw-server.ts";
import type { Received } from "./received.ts";
import { readStagedUrl, siteOf } from "./site.ts";
import type { ScenarioServer } from "./server.ts";
import { stage } from "./stage.ts";

/** More than any scenario brings about; what comes after is answered, but not told. */
const MOST = 200;

/** The same in characters. */
const MOST_CHARACTERS = 1_000_000;

/** What is said beside the answers of scenarios is inert text too. */
const INERT = {
  "Cache-Control": "no-store",
  "Content-Type": "text/plain; charset=utf-8",
  "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
};

/**
 * One run of a scenario on the real server: `/s/<run>/<slot>/<scenario>` answers as the scenario says, and
 * `/runs/<run>` tells what has arrived. It holds nothing but that list and what the scenario's shared cache keeps.
 */
export class Run {
  #encoded = "";
  #server: Promise<ScenarioServer | string> | undefined;
  readonly #received: Received[] = [];
  #characters = 0;

  /** Never rejects for anything that a request says. */
  async fetch(request: Request): Promise<Response> {
    const path = readStagedUrl(request.url);
    if (path === null) return this.#tell(request);
    if (this.#server === undefined) {
      this.#encoded = path.encoded;
      this.#server = openServer(path.encoded, request.url, path.run);
    }
    if (path.encoded !== this.#encoded) return say(409, "This run is another scenario's.");
    const server = await this.#server;
    if (typeof server === "string") return say(400, server);
    const { response, received } = await server.answer(toNetwork(request));
    if (typeof path.slot === "number" || path.slot === "nowhere") this.#keep(received);
    const { status, body } = response;
    const headers = new Headers(response.headers.map(([name, value]): [string, string] => [name, value]));
    return new Response(hasBody(request.method, status) ? body : null, { status, headers });
  }

  #keep(received: Received): void {
    if (this.#received.length >= MOST || this.#characters >= MOST_CHARACTERS) return;
    this.#received.push(received);
    this.#characters += JSON.stringify(received).length;
  }

  #tell({ method, url }: Request): Response {
    if (!new URL(url).pathname.startsWith("/runs/")) return say(404, "There is nothing here.");
    if (method !== "GET") return say(405, "Only GET.");
    return Response.json(this.#received, { headers: { ...INERT, "Content-Type": "application/json" } });
  }
}

export function say(status: number, text: string): Response {
  return new Response(`${text}\n`, { status, headers: INERT });
}

/** @returns why not, where it cannot be staged */
async function openServer(encoded: string, url: string, run: string): Promise<ScenarioServer | string> {
  const scenario = decodeScenario(encoded);
  if (isDecodeError(scenario)) return scenario.message;
  const staged = await stage(scenario, siteOf(url), run);
  return "obstacles" in staged ? staged.obstacles.join("\n") : staged.openServer();
}

function toNetwork({ method, url, headers }: Request): NetworkRequest {
  return { method, url, headers: [...headers], body: null, credentials: headers.has("cookie") };
}
