import { recognize, type FailureCode, type HeaderLine, type Recognized } from "../../browser/index.ts";
import { printCurl } from "../../paste/print-curl.ts";

/** What is told of a text. */
export interface Explained {
  readonly messages: readonly ExplainedMessage[];
  /** Lines that are no message that is known, nor what stands around one. */
  readonly unknown: readonly string[];
}

export interface ExplainedMessage extends Recognized {
  /** Where to look next, a sentence. */
  readonly lookAt: string;
  /** The command that shows the response in question, where the message tells enough of the request. */
  readonly curl: string | null;
}

export function explainText(text: string): Explained {
  const messages = recognize(text).map((message) => ({ ...message, lookAt: lookAt(message), curl: curlOf(message) }));
  return { messages, unknown: restOf(text, messages) };
}

const OPTIONS =
  "The OPTIONS request in the network panel, in Chrome of the type preflight: its status and its Access-Control-Allow-* lines.";
const RESPONSE =
  "The response in the network panel: its status, who made it (Server, Via), and its Access-Control-* lines, each of which may be there once.";

function lookAt({ codes, topic, isCors }: Recognized): string {
  const [code] = codes;
  if (topic === "content-security-policy") return "The Content-Security-Policy line of the page's own response.";
  if (isCors === null || topic === "second-line")
    return "The console's other lines about the same URL, and the network panel.";
  if (code === undefined || isCors === false)
    return "The request in the network panel: its status, and what blocked it.";
  if (OF_THE_CALL.has(code)) return "The page's own call: its URL, mode and redirect.";
  return isOfPreflight(code) ? OPTIONS : RESPONSE;
}

const OF_THE_CALL: ReadonlySet<FailureCode> = new Set([
  "DisallowedByMode",
  "NoCorsRedirectModeNotFollow",
  "CorsDisabledScheme",
  "InsecureLocalNetwork",
  "LocalNetworkAccessPermissionDenied",
]);

function isOfPreflight(code: FailureCode): boolean {
  return code.includes("Preflight");
}

function curlOf({ codes: [code], topic, values }: Recognized): string | null {
  const { URL: url, ORIGIN: origin, DETAIL: detail = "" } = values;
  if (topic !== null || code === undefined || OF_THE_CALL.has(code) || origin === undefined) return null;
  if (url === undefined || !/^https?:/i.test(url) || !URL.canParse(url)) return null;
  const headers: HeaderLine[] = [["Origin", origin]];
  if (!isOfPreflight(code)) return printCurl({ method: "GET", url, headers, body: null }, { include: true });
  // A method that no server is asked for by chance, where the message does not tell it.
  const method = code === "MethodDisallowedByPreflightResponse" ? detail : "PUT";
  headers.push(["Access-Control-Request-Method", method]);
  if (code === "HeaderDisallowedByPreflightResponse") {
    headers.push(["Access-Control-Request-Headers", detail.toLowerCase()]);
  }
  return printCurl({ method: "OPTIONS", url, headers, body: null }, { include: true });
}

/** Stacks, places in sources, counters, links: what consoles print around messages. */
const NOISE =
  /^(?:at\s|\S+:\d+$|\d+$|\[?Learn more\]?$|Understand this (?:error|warning)$|\(anonymous\)|Promise\.|\[?(?:error|warning|log)\]?:?$|Show \d+ more|[{}()[\];,]*$)/i;

/** A line of a stack in Firefox and Safari. */
const FRAME = /@\s*[^\s@]+:\d/;

function restOf(text: string, messages: readonly Recognized[]): readonly string[] {
  const rest: string[] = [];
  let at = 0;
  for (const message of messages) {
    const start = text.indexOf(message.text, at);
    rest.push(...wholeLines(text.slice(at, start), at > 0, true));
    at = start + message.text.length;
  }
  rest.push(...wholeLines(text.slice(at), at > 0, false));
  return rest.map((line) => line.trim()).filter((line) => !NOISE.test(line) && !FRAME.test(line));
}

/** The lines of a gap, without those that a message begins or ends in. */
function wholeLines(gap: string, isAfter: boolean, isBefore: boolean): readonly string[] {
  const lines = gap.split(/\r\n|\n|\r/);
  return lines.slice(isAfter ? 1 : 0, isBefore ? -1 : undefined);
}
