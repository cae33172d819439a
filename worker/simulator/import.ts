import type { Recognized } from "../../src/browser/recognize.ts";
import { isPasteError } from "../../src/paste/limits.ts";
import type { PasteKind } from "../../src/paste/paste-kind.ts";
import type { PastedRequest, PastedResponse, PasteError } from "../../src/paste/pasted.ts";
import { decodeScenario, encodeScenario, isDecodeError } from "./codec.ts";
import { DEFAULT_PAGE, DEFAULT_POLICY, DEFAULT_RAW, PLAIN_HOP } from "./defaults.ts";
import type { Hop, Scenario } from "./scenario.ts";

/** A paste as a scenario. */
export interface Imported {
  readonly kind: PasteKind;
  readonly scenario: Scenario;
  /** What was left out and why, a sentence each. */
  readonly notes: readonly string[];
  /** The console's messages in it, each explained. */
  readonly messages: readonly Recognized[];
}

/**
 * Makes a scenario of whatever somebody pastes. The readers are loaded when there is something to read.
 *
 * @param current what it goes into: a request into its page's side, a response into its server's
 */
export async function importPaste(text: string, current: Scenario): Promise<Imported | PasteError> {
  const { kindOf } = await import("../../src/paste/paste-kind.ts");
  const kind = kindOf(text);
  const result = await read(kind, text, current);
  if (isPasteError(result)) return result;
  const decoded = decodeScenario(encodeScenario(result.scenario));
  if (!isDecodeError(decoded)) return { ...result, kind, scenario: decoded };
  return { message: decoded.message, fix: "Paste less: a scenario has to fit into a link." };
}

type Read = Omit<Imported, "kind"> | PasteError;

async function read(kind: PasteKind, text: string, current: Scenario): Promise<Read> {
  switch (kind) {
    case "curl": {
      const { parseCurl } = await import("../../src/paste/parse-curl.ts");
      return withRequest(parseCurl(text), current);
    }
    case "fetch": {
      const { parseFetch } = await import("../../src/paste/parse-fetch.ts");
      return withRequest(parseFetch(text), current);
    }
    case "response": {
      const { parseHeaders } = await import("../../src/paste/parse-headers.ts");
      return withResponse(parseHeaders(text), current);
    }
    case "config":
      return withConfig(text, current);
    default:
      return withMessages(text);
  }
}

function withRequest(request: PastedRequest | PasteError, { page, server }: Scenario): Read {
  if (isPasteError(request)) return request;
  const { url, method, headers, credentials, mode, redirect, notes } = request;
  const scenario: Scenario = {
    page: {
      ...DEFAULT_PAGE,
      origin: request.origin ?? page.origin,
      url,
      method,
      headers,
      credentials,
      mode,
      redirect,
      body: request.body === null ? DEFAULT_PAGE.body : { kind: "text", text: request.body },
    },
    server,
  };
  return { scenario, notes, messages: [] };
}

/** What a preflight request alone is answered with. */
const OF_PREFLIGHT = /^access-control-(allow-methods|allow-headers|max-age)$/i;

function withResponse(response: PastedResponse | PasteError, { page, server }: Scenario): Read {
  if (isPasteError(response)) return response;
  const { status, headers, notes } = response;
  const answer = { status, headers };
  const [first, ...rest]: readonly [Hop, ...Hop[]] = server.kind === "raw" ? server.hops : [PLAIN_HOP];
  const isPreflight = headers.some(([name]) => OF_PREFLIGHT.test(name));
  const hop = isPreflight ? { ...first, preflight: answer } : { ...first, actual: answer };
  // A server of one's own often sends the same on both.
  const both = isPreflight && server.kind !== "raw" ? { ...hop, actual: answer } : hop;
  return {
    scenario: { page, server: { ...DEFAULT_RAW, cache: server.cache, hops: [both, ...rest] } },
    notes,
    messages: [],
  };
}

async function withConfig(text: string, { page, server }: Scenario): Promise<Read> {
  const { parseLiteral } = await import("../../src/paste/parse-literal.ts");
  const literal = parseLiteral(text);
  if (isPasteError(literal)) return literal;
  const outcome = server.kind === "policy" ? server.outcome : DEFAULT_POLICY.outcome;
  return {
    scenario: { page, server: { ...DEFAULT_POLICY, config: text.trim(), outcome, cache: server.cache } },
    notes: [],
    messages: [],
  };
}

async function withMessages(text: string): Promise<Read> {
  const { recognize } = await import("../../src/browser/recognize.ts");
  const { scenarioOf } = await import("./cause.ts");
  const messages = recognize(text);
  for (const message of messages) {
    const scenario = await scenarioOf(message);
    if (scenario !== null) return { scenario, notes: [], messages };
  }
  const [first] = messages;
  if (first !== undefined) return { message: first.cause, fix: first.fix };
  return {
    message: "This is nothing that is known here.",
    fix: "Paste a console's message, a curl command, a call of fetch, a response's header lines, or a corskit config.",
  };
}
