import type { Readable } from "node:stream";
import type { LookupFunction } from "node:net";
import type { HeaderLine, NetworkRequest } from "../../../browser/index.ts";
import type { Heard } from "../evidence.ts";

/** What a protocol's client needs to send one request. */
export interface Sending {
  readonly request: NetworkRequest;
  readonly url: URL;
  readonly insecure: boolean;
  readonly lookup: LookupFunction;
  /** Gives up, with the error as its reason. */
  readonly signal: AbortSignal;
  /** Is called when there is a connection. */
  readonly onConnect: () => void;
}

/** The head of a response, raw, and its body as it arrives. */
export interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly HeaderLine[];
  readonly httpVersion: Heard["httpVersion"];
  readonly remoteAddress: string | null;
  readonly body: Readable;
}

/** Node's flat list of names and values as lines. */
export function toLines(flat: readonly string[]): readonly HeaderLine[] {
  const lines: HeaderLine[] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) lines.push([flat[i] as string, flat[i + 1] as string]);
  return lines;
}

/** The host for sockets: an IPv6 address without its brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
}

/** The server's name for TLS, which is no IP address (https://www.rfc-editor.org/rfc/rfc6066#section-3). */
export function serverNameOf(url: URL): string {
  return /^\[|^\d+(\.\d+){3}$/.test(url.hostname) ? "" : url.hostname.replace(/\.$/, "");
}

export function portOf({ port, protocol }: URL): number {
  return port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
}

/** @returns undefined where there is none */
export function bodyOf({ body }: NetworkRequest): Buffer | undefined {
  return typeof body === "string" ? Buffer.from(body, "utf8") : undefined;
}

/** An error as Node makes them, where Node makes none. */
export function noAnswer(message: string, code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code });
}
