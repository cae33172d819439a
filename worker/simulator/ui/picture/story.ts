import type { Check, CookieDecision, Exchange, HeaderLine, Outcome } from "../../../../src/browser/index.ts";
import type { Visit } from "../../predict.ts";
import { secondsInWords } from "../parts/words.ts";

export type Lane = "page" | "browser" | "cache" | "server";
export type Tone = "plain" | "good" | "bad";

/** What happens, in order. The drawing and the list for screen readers both tell it. */
export type Step =
  | { readonly kind: "heading"; readonly text: string }
  | {
      readonly kind: "message";
      readonly from: Lane;
      readonly to: Lane;
      readonly title: string;
      readonly lines: readonly HeaderLine[];
      readonly tone: Tone;
    }
  | { readonly kind: "note"; readonly text: string; readonly tone: Tone }
  | { readonly kind: "check"; readonly check: Check; readonly verdict: "passes" | "fails" | "not reached" };

/**
 * @param call what the page asks for: `PUT https://api.example.com/users` and the like
 * @param lines the author's headers
 */
export function tell(call: string, lines: readonly HeaderLine[], visits: readonly Visit[]): readonly Step[] {
  return visits.flatMap((visit, i) => [...headingOf(visits, i), ...tellVisit(call, lines, visit)]);
}

function headingOf(visits: readonly Visit[], i: number): readonly Step[] {
  if (visits.length === 1) return [];
  const pause = (visits[i]?.at ?? 0) - (visits[i - 1]?.at ?? 0);
  return [{ kind: "heading", text: i === 0 ? "First request" : `The same again, ${secondsInWords(pause)} later` }];
}

function tellVisit(call: string, lines: readonly HeaderLine[], visit: Visit): readonly Step[] {
  const { outcome, received, sparesPreflight } = visit;
  const steps: Step[] = [{ kind: "message", from: "page", to: "browser", title: call, lines, tone: "plain" }];
  if (sparesPreflight) {
    const text = "Does not ask again: the answer to the preflight request is still kept";
    steps.push({ kind: "note", text, tone: "plain" });
  }
  for (const [i, exchange] of outcome.exchanges.entries()) {
    const fromCache = received[i]?.by === "shared cache";
    steps.push(
      ...noteBefore(exchange, outcome.exchanges[i - 1]),
      ...tellCookies(exchange, outcome, "withheld", "Keeps back the cookie"),
      ...tellExchange(exchange, fromCache),
      ...tellCookies(exchange, outcome, "rejected", "Does not keep the cookie"),
    );
  }
  return [...steps, ...tellEnd(outcome)];
}

/** Cookies that one would look for in the lines and not find. */
function tellCookies(
  { kind, request }: Exchange,
  { cookies }: Outcome,
  action: CookieDecision["action"],
  words: string,
): readonly Step[] {
  if (kind === "preflight") return [];
  return cookies
    .filter((decision) => decision.action === action && decision.url === request.url)
    .map(({ name, reason }) => ({ kind: "note", text: `${words} ${name}: ${reason ?? ""}`, tone: "plain" }));
}

/** Why the browser sends this one now. */
function noteBefore(exchange: Exchange, before: Exchange | undefined): readonly Step[] {
  const parts = [
    ...(before?.kind === "actual" ? ["Follows the redirect."] : []),
    ...(exchange.kind === "preflight" ? [`Asks first: ${reasonToAsk(exchange)}`] : []),
  ];
  return parts.length === 0 ? [] : [{ kind: "note", text: parts.join(" "), tone: "plain" }];
}

function reasonToAsk({ request }: Exchange): string {
  const method = valueIn(request.headers, "access-control-request-method") ?? "";
  const names = valueIn(request.headers, "access-control-request-headers");
  const isSafelisted = /^(GET|HEAD|POST)$/.test(method);
  const parts = [
    ...(isSafelisted ? [] : [`the method is ${method}`]),
    ...(names === null ? [] : [`${names.includes(",") ? "headers" : "the header"} ${names.replaceAll(",", ", ")}`]),
  ];
  return parts.length === 0 ? "an upload listener or a stream" : parts.join("; ");
}

function valueIn(headers: readonly HeaderLine[], wanted: string): string | null {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null;
}

function tellExchange(exchange: Exchange, fromCache: boolean): readonly Step[] {
  const { request, response, kind, fault, checks } = exchange;
  const far: Lane = fromCache ? "cache" : "server";
  const sent: Step = {
    kind: "message",
    from: "browser",
    to: far,
    title: `${request.method} ${request.url}`,
    lines: request.headers,
    tone: "plain",
  };
  if (response === null) return [sent, { kind: "note", text: "No answer: the network failed", tone: "bad" }];
  const about = kind === "preflight" ? "answer to the preflight request" : "response";
  const title = `${response.status}${response.statusText && ` ${response.statusText}`} ${about}${fromCache ? ", kept by the cache" : ""}`;
  const tone: Tone = fault === null ? "plain" : "bad";
  const received: Step = { kind: "message", from: far, to: "browser", title, lines: response.headers, tone };
  return [sent, received, ...tellChecks(checks, fault !== null), ...tellFault(exchange)];
}

/** The browser stops at the first that fails; the others are told all the same, to be mended in one go. */
function tellChecks(checks: readonly Check[], stops: boolean): readonly Step[] {
  const failing = stops ? checks.findIndex(({ passed }) => !passed) : -1;
  return checks.map((check, i): Step => {
    const reached = failing === -1 || i <= failing;
    return { kind: "check", check, verdict: reached ? (check.passed ? "passes" : "fails") : "not reached" };
  });
}

/** A fault that no single comparison shows. */
function tellFault({ fault, checks }: Exchange): readonly Step[] {
  if (fault === null || checks.some(({ passed }) => !passed)) return [];
  return [{ kind: "note", text: fault.code + (fault.detail === null ? "" : `: ${fault.detail}`), tone: "bad" }];
}

function tellEnd({ verdict, response, failure, exchanges }: Outcome): readonly Step[] {
  const end = (title: string, tone: Tone): Step => ({
    kind: "message",
    from: "browser",
    to: "page",
    title,
    lines: [],
    tone,
  });
  if (failure !== null) {
    const early: readonly Step[] =
      exchanges.length === 0 ? [{ kind: "note", text: `Nothing is sent: ${failure.cause}`, tone: "bad" }] : [];
    return [...early, end("TypeError: the page learns nothing more", "bad")];
  }
  if (verdict === "opaque") return [end("An opaque response: no status, no headers, no body", "plain")];
  return [end(`The response, ${response?.status ?? ""}: the page may read it`, "good")];
}
