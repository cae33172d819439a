import type { FailureCode } from "../../src/browser/index.ts";
import { isRedirectStatus } from "../../src/browser/redirect.ts";
import { addMember, setLine, without } from "./edit-lines.ts";
import { hopUrls } from "./hops.ts";
import type { Answer, Hop, PageSide, RawServer } from "./scenario.ts";

type Mend = (answer: Answer, page: PageSide, detail: string) => Answer | null;

/** One value, and the caches between are told that it may be another one for another page. */
const allowOrigin: Mend = (answer, { origin }) =>
  origin === "null" ? null : addMember(setLine(answer, "Access-Control-Allow-Origin", origin), "Vary", "Origin");

const allowCredentials: Mend = (answer) => setLine(answer, "Access-Control-Allow-Credentials", "true");

const listMethods: Mend = (answer, { method }) => setLine(answer, "Access-Control-Allow-Methods", method.toUpperCase());

const listHeaders: Mend = (answer, { headers }) =>
  setLine(answer, "Access-Control-Allow-Headers", headers.map(([name]) => name).join(", "));

/** What mends a preflight's answer. */
const PREFLIGHT: Readonly<Partial<Record<FailureCode, Mend>>> = {
  PreflightMissingAllowOriginHeader: allowOrigin,
  PreflightMultipleAllowOriginValues: allowOrigin,
  PreflightInvalidAllowOriginValue: allowOrigin,
  PreflightAllowOriginMismatch: allowOrigin,
  PreflightWildcardOriginNotAllowed: allowOrigin,
  PreflightInvalidAllowCredentials: allowCredentials,
  PreflightInvalidStatus: (answer) => ({ ...without(answer, "Location"), status: 204 }),
  PreflightDisallowedRedirect: (answer) => ({ ...without(answer, "Location"), status: 204 }),
  InvalidAllowMethodsPreflightResponse: listMethods,
  InvalidAllowHeadersPreflightResponse: listHeaders,
  MethodDisallowedByPreflightResponse: (answer, _, method) =>
    // A method in lower case is the page's fault.
    method === method.toUpperCase() ? addMember(answer, "Access-Control-Allow-Methods", method) : null,
  HeaderDisallowedByPreflightResponse: (answer, _, name) =>
    // What belongs on responses is the page's fault too.
    /^access-control-/i.test(name) ? null : addMember(answer, "Access-Control-Allow-Headers", name),
};

/** What mends the answer to the request itself. */
const ACTUAL: Readonly<Partial<Record<FailureCode, Mend>>> = {
  MissingAllowOriginHeader: allowOrigin,
  MultipleAllowOriginValues: allowOrigin,
  InvalidAllowOriginValue: allowOrigin,
  AllowOriginMismatch: allowOrigin,
  WildcardOriginNotAllowed: allowOrigin,
  InvalidAllowCredentials: allowCredentials,
};

/** What no header mends: the server answers itself where it redirected. */
const REDIRECTS: ReadonlySet<FailureCode> = new Set([
  "RedirectContainsCredentials",
  "RedirectDisallowed",
  "InvalidRedirect",
  "TooManyRedirects",
  "CorsDisabledScheme",
]);

/** @returns the mended server; null where it is not the server that is at fault */
export function fixRaw(page: PageSide, server: RawServer, code: FailureCode, detail: string): RawServer | null {
  if (REDIRECTS.has(code)) return answerAtOnce(server);
  const isTainted = hasForeignRedirect(page, server);
  if (code in ACTUAL && isTainted) return answerAtOnce(server);
  const mendPreflight = PREFLIGHT[code];
  const mendActual = ACTUAL[code];
  const [first, ...rest] = server.hops.map(({ preflight, actual }) => ({
    preflight: mendPreflight === undefined ? preflight : mendPreflight(preflight, page, detail),
    actual: mendActual === undefined ? actual : mendActual(actual, page, detail),
  }));
  const mended = [first, ...rest].filter(isHop);
  if ((mendPreflight ?? mendActual) === undefined || mended.length !== server.hops.length) return null;
  const [head, ...tail] = mended;
  return head === undefined ? null : { ...server, hops: [head, ...tail] };
}

function isHop(hop: { preflight: Answer | null; actual: Answer | null } | undefined): hop is Hop {
  return hop !== undefined && hop.preflight !== null && hop.actual !== null;
}

/** Whether a redirect makes the origin `null`, which no server can allow to one page alone. */
function hasForeignRedirect(page: PageSide, server: RawServer): boolean {
  const origins = hopUrls({ page, server }).map((url) => new URL(url).origin);
  return origins.some((origin, i) => {
    const next = origins[i + 1];
    return next !== undefined && next !== origin && origin !== page.origin;
  });
}

/** The first URL answers with what the last one had. */
function answerAtOnce(server: RawServer): RawServer {
  const [{ preflight }] = server.hops;
  const last = (server.hops.at(-1) ?? server.hops[0]).actual;
  const status = isRedirectStatus(last.status) ? 200 : last.status;
  return { ...server, hops: [{ preflight, actual: { ...without(last, "Location"), status } }] };
}
