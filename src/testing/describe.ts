import type { Check, Exchange, Outcome } from "../browser/index.ts";
import type { PageRequest, Visit } from "./visit.ts";

/**
 * What happened, step by step, for a person: each request and answer with its header lines, each comparison
 * that the browser made with the bytes on both sides, the verdict, and where it is bad its code, cause and fix.
 *
 * @param request what the page asked for, as it was passed
 * @returns lines of plain text
 */
export function describeOutcome(request: PageRequest, outcome: Outcome): string {
  return describeVisit({ request, outcome, thrown: [] });
}

/** The same, with what the handler threw. */
export function describeVisit({ request, outcome, thrown }: Visit): string {
  const { exchanges, cookies } = outcome;
  const steps = exchanges.map((exchange, i) => describeExchange(exchange, i + 1));
  const notes = [
    ...thrown.map((error) => `the handler threw ${nameOf(error)}; the page sees a bare 500`),
    ...cookies.map(({ name, action, reason }) => `cookie ${name} ${action}${reason === null ? "" : `: ${reason}`}`),
  ];
  return [
    describeRequest(request),
    ...steps,
    ...(notes.length > 0 ? [notes.join("\n")] : []),
    describeEnd(outcome),
  ].join("\n\n");
}

function describeRequest({
  origin,
  url,
  method = "GET",
  credentials,
  mode,
  redirect,
  engine = "standard",
}: PageRequest): string {
  const options = Object.entries({ credentials, mode, redirect }).filter(([, value]) => value !== undefined);
  const rest = options.map(([name, value]) => `, ${name}: ${value}`).join("");
  return `page   ${origin} (${engine})\nfetch  ${method} ${String(url)}${rest}`;
}

function describeExchange({ kind, request, response, checks, fault }: Exchange, number: number): string {
  const lines = [`${number}. ${kind} request`, `   > ${request.method} ${request.url}`];
  for (const [name, value] of request.headers) lines.push(`   > ${name}: ${value}`);
  if (response === null) lines.push("   < no answer: the network failed");
  else {
    // No reason phrase: HTTP/2 has none, and runtimes differ in making one up.
    lines.push(`   < ${response.status}`);
    for (const [name, value] of response.headers) lines.push(`   < ${name}: ${value}`);
  }
  lines.push(...checks.map(describeCheck));
  // What no single comparison shows, such as a list that cannot be parsed.
  if (fault !== null && checks.every(({ passed }) => passed))
    lines.push(`   FAIL  ${fault.code}: ${fault.detail ?? ""}`);
  return lines.join("\n");
}

function describeCheck({ name, passed, wanted, found }: Check): string {
  // Quoted, so that white space and an empty value show.
  const bytes = found === null ? "nothing" : JSON.stringify(found);
  return `   ${passed ? "pass" : "FAIL"}  ${name}: wanted ${wanted}, found ${bytes}`;
}

function describeEnd({ verdict, response, failure }: Outcome): string {
  if (failure === null) return `verdict  ${verdict}${verdict === "readable" ? `, ${response?.status}` : ""}`;
  const { code, cause, fix, step } = failure;
  return `verdict  ${verdict}\ncode     ${code}\ncause    ${cause}\nfix      ${fix}\nspec     ${step}`;
}

function nameOf(thrown: unknown): string {
  return thrown instanceof Error
    ? String(thrown)
    : `something that is no Error: ${JSON.stringify(thrown) ?? String(thrown)}`;
}
