import { DEFAULT_PAGE, DEFAULT_POLICY, DEFAULT_RAW, PLAIN_HOP } from "./defaults.ts";
import type { Scenario } from "./scenario.ts";
import { Invalid } from "./shape.ts";
import { toScenario } from "./to-scenario.ts";

/** The longest link, in characters: servers take request lines of 8 KiB (https://httpwg.org/specs/rfc9110.html#uri). */
export const MAX_LENGTH = 8192;

/** Why a link holds no scenario. */
export interface DecodeError {
  /** Where, as in `server.hops[1].actual.status`; empty for the link as a whole. */
  readonly path: string;
  /** What is wrong, one sentence. */
  readonly message: string;
}

/**
 * A scenario for a URL: JSON without what is as usual, in base64url (https://www.rfc-editor.org/rfc/rfc4648#section-5),
 * which needs no escaping in a path or a fragment.
 *
 * @returns ASCII letters, digits, `-` and `_`; of more than `MAX_LENGTH` characters where nobody will decode it
 */
export function encodeScenario({ page, server }: Scenario): string {
  const plain =
    server.kind === "raw"
      ? { ...without(server, DEFAULT_RAW), hops: server.hops.map((hop) => without(hop, PLAIN_HOP)) }
      : { kind: server.kind, ...without(server, DEFAULT_POLICY) };
  const bytes = new TextEncoder().encode(JSON.stringify({ page: without(page, DEFAULT_PAGE), server: plain }));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/**
 * The scenario of a link. Whatever the text: the result is a scenario whose every field is of its type and within
 * its bounds, or an error. Never throws.
 */
export function decodeScenario(text: string): Scenario | DecodeError {
  const whole = (message: string): DecodeError => ({ path: "", message });
  if (text.length > MAX_LENGTH) return whole(`The link has ${text.length} characters; at most ${MAX_LENGTH} are read.`);
  if (!/^[\w-]+$/.test(text)) return whole("The link holds characters that are not of base64url.");
  let json: unknown;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return whole("The link is cut off or damaged: it does not hold JSON in base64url.");
  }
  try {
    return toScenario(json);
  } catch (error) {
    if (error instanceof Invalid) return { path: error.path, message: error.message };
    throw error;
  }
}

export function isDecodeError(decoded: Scenario | DecodeError): decoded is DecodeError {
  return "message" in decoded;
}

/** What differs from the usual. */
function without<T extends object>(value: T, usual: T): Partial<T> {
  const differs = ([name, part]: [string, unknown]): boolean =>
    JSON.stringify(part) !== JSON.stringify(usual[name as keyof T]);
  return Object.fromEntries(Object.entries(value).filter(differs)) as Partial<T>;
}
