import type { ClientHttp2Session } from "node:http2";
import type { LookupFunction } from "node:net";
import type { NetworkRequest } from "../../../browser/index.ts";
import type { Heard, WireError } from "../evidence.ts";
import { portOf, type Answer, type Sending } from "./answer.ts";
import { readStart } from "./body.ts";
import { openConnections, sendHttp1 } from "./http1.ts";
import { negotiate, sendHttp2 } from "./http2.ts";
import { NOT_SENT, TooLate, toWireError } from "./wire-error.ts";

export interface WireOptions {
  /** The only host that is contacted, on whatever port. */
  readonly hostname: string;
  /** Milliseconds until the headers have to be there. All requests together have three times as much. */
  readonly timeout: number;
  readonly maxRequests: number;
  readonly insecure: boolean;
  /** @param port the port that will be connected to */
  readonly lookup: (port: number) => LookupFunction;
  /** The command that sends the same. */
  readonly curl: (request: NetworkRequest) => string;
  /** Is told of each request that is sent, for the display. */
  readonly onSend?: (request: NetworkRequest, count: number) => void;
}

/** The network, raw: lines as they are sent and come back, over HTTP/1.1 and HTTP/2. */
export interface Wire {
  /** Sends a request and hears the answer. Never rejects. */
  send(request: NetworkRequest): Promise<Heard>;
  close(): void;
}

/** Requests at a time: browsers open six connections to a host. */
const AT_A_TIME = 6;

export function openWire(options: WireOptions): Wire {
  const { hostname, timeout, maxRequests, insecure, lookup, curl, onSend } = options;
  const connections = openConnections();
  const sessions = new Map<string, Promise<ClientHttp2Session | null>>();
  const turn = queue(AT_A_TIME);
  const end = performance.now() + 3 * timeout;
  let count = 0;

  /** One for all requests to an origin; null where it speaks HTTP/1.1. */
  const sessionFor = (sending: Sending): Promise<ClientHttp2Session | null> => {
    const { origin } = sending.url;
    const known = sessions.get(origin);
    if (known !== undefined) return known;
    const negotiated = negotiate(sending);
    const forget = (): void => void sessions.delete(origin);
    negotiated.then((session) => session?.once("close", forget), forget);
    sessions.set(origin, negotiated);
    return negotiated;
  };

  const exchange = async (sending: Sending, isRetry = false): Promise<Answer> => {
    const session = sending.url.protocol === "https:" ? await sessionFor(sending) : null;
    if (session === null) return sendHttp1(sending, connections);
    try {
      return await sendHttp2(sending, session);
    } catch (error) {
      // It may end just when it is used again: a browser asks once more then.
      if (isRetry || !session.closed || sending.signal.aborted) throw error;
      sessions.delete(sending.url.origin);
      return exchange(sending, true);
    }
  };

  const hear = async (request: NetworkRequest, url: URL): Promise<Heard> => {
    const start = performance.now();
    const { signal, onConnect, clear } = deadline(timeout);
    const told = { request, curl: curl(request) };
    try {
      const answer = await exchange({ request, url, insecure, lookup: lookup(portOf(url)), signal, onConnect });
      clear();
      const milliseconds = performance.now() - start;
      const { status, statusText, headers, httpVersion, remoteAddress } = answer;
      const body = await readStart(answer.body, headers);
      const response = { status, statusText, headers, body };
      return { ...told, response, error: null, httpVersion, remoteAddress, milliseconds };
    } catch (error) {
      const reason: unknown = signal.aborted ? signal.reason : error;
      return { ...told, ...nothing(toWireError(reason)), milliseconds: performance.now() - start };
    } finally {
      clear();
    }
  };

  const refusal = (url: URL): WireError | null => {
    const not = (code: string, message: string): WireError => ({ kind: "other", code, message });
    if (url.hostname !== hostname)
      return not(NOT_SENT.anotherHost, `${url.host} is not ${hostname}, and was not asked`);
    if (count >= maxRequests) return not(NOT_SENT.maxRequests, `${maxRequests} requests have been sent`);
    return performance.now() > end ? not(NOT_SENT.outOfTime, "the check has taken too long") : null;
  };

  return {
    send: (request) =>
      turn(async () => {
        const url = new URL(request.url);
        const refused = refusal(url);
        if (refused !== null) return { request, curl: curl(request), ...nothing(refused), milliseconds: 0 };
        count += 1;
        onSend?.(request, count);
        return hear(request, url);
      }),
    close() {
      connections.plain.destroy();
      connections.tls.destroy();
      for (const session of sessions.values()) session.then((one) => one?.destroy()).catch(() => {});
    },
  };
}

function nothing(error: WireError): Pick<Heard, "response" | "error" | "httpVersion" | "remoteAddress"> {
  return { response: null, error, httpVersion: null, remoteAddress: null };
}

/** What ends a request that takes too long. */
function deadline(timeout: number): Pick<Sending, "signal" | "onConnect"> & { readonly clear: () => void } {
  const controller = new AbortController();
  let connected = false;
  const timer = setTimeout(() => controller.abort(new TooLate(connected, timeout)), timeout);
  return {
    signal: controller.signal,
    onConnect() {
      connected = true;
    },
    clear: () => clearTimeout(timer),
  };
}

/** Lets so many work at a time; the others wait for their turn. */
function queue(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let working = 0;
  return async (work) => {
    if (working >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else working += 1;
    try {
      return await work();
    } finally {
      // The place goes on to the next one.
      const next = waiting.shift();
      if (next === undefined) working -= 1;
      else next();
    }
  };
}
