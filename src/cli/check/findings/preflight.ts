import type { Evidence } from "../evidence.ts";
import {
  allAnswered,
  allowOrigin,
  header,
  isAnswered,
  isOk,
  isPreflight,
  letsIn,
  named,
  originOf,
  quote,
  sentHeader,
  variesOnOrigin,
  type Answered,
} from "./answers.ts";
import type { Code } from "./codes.ts";
import type { Blocked } from "./blocked.ts";
import type { Found } from "./found.ts";
import { isSignIn, redirectCause } from "./locations.ts";

const BEFORE = "Answer OPTIONS with 204 and the CORS headers before authentication, routing and redirects.";

/**
 * Who answered the preflight request, where its answer has another status than 200 to 299 or no
 * Access-Control-Allow-Origin.
 */
export function diagnosePreflight(blocked: Blocked, evidence: Evidence): Omit<Found, "severity"> | undefined {
  const { heard, probed } = blocked;
  if (heard === undefined || !isAnswered(heard)) return undefined;
  const { origin } = probed.probe;
  const { status } = heard.response;
  const found = (code: Code, message: string, cause: string, fix: string): Omit<Found, "severity"> => ({
    code,
    about: code === "origin-not-allowed" ? origin : named(heard),
    message,
    cause,
    fix,
    shown: [heard],
  });
  const location = header(heard, "location");
  if (status >= 300 && status <= 399 && location !== null) {
    return found(
      "preflight-redirected",
      `${named(heard)} is redirected (${status}) to ${quote(location)}: no browser follows that for a preflight request`,
      redirectCause(heard.request.url, location),
      isSignIn(heard.request.url, location)
        ? "Answer OPTIONS before anything asks for a session, which no preflight request carries."
        : "Let pages fetch the final URL, and answer OPTIONS before anything redirects.",
    );
  }
  const layer = refusingLayer(blocked, evidence, heard);
  if (layer !== undefined) return layer;
  if (status === 401 || status === 403 || status === 407) {
    const { withAuthorization } = evidence.bare;
    const proof = withAuthorization !== null && isAnswered(withAuthorization) && isOk(withAuthorization);
    const proven = proof
      ? ` With the page's Authorization the same request is answered with ${withAuthorization.response.status}.`
      : "";
    const refusal = found(
      "preflight-needs-authentication",
      `${named(heard)} is answered with ${status}: something asks a preflight request for credentials`,
      `Browsers send no cookies and no Authorization with a preflight request. An authentication layer, an authorizer, an access proxy or a firewall stands before the CORS layer.${proven}`,
      `Let OPTIONS through without credentials. ${BEFORE}`,
    );
    return proof ? { ...refusal, shown: [heard, withAuthorization] } : refusal;
  }
  if (status === 404 || status === 405 || status === 501) {
    const allow = header(heard, "allow");
    return found(
      "preflight-not-routed",
      `${named(heard)} is answered with ${status}: no route takes OPTIONS`,
      `A router answers the preflight request before any CORS layer sees it${allow === null ? "" : ` (Allow: ${allow})`}.`,
      BEFORE,
    );
  }
  if (!isOk(heard)) {
    return found(
      "preflight-error",
      `${named(heard)} is answered with ${status}`,
      "A preflight request has to be answered with 200 to 299, whatever else the answer says.",
      BEFORE,
    );
  }
  const actual = allAnswered(evidence).find((one) => !isPreflight(one) && letsIn(one, origin));
  if (actual === undefined) return undefined;
  return {
    ...found(
      "preflight-without-headers",
      `${named(heard)} is answered with ${status}, without Access-Control-Allow-Origin`,
      `The response to ${named(actual)} has it. Something answers OPTIONS by itself, or the handler sets the headers for its own methods alone.`,
      "Send the same CORS headers on the answer to OPTIONS.",
    ),
    shown: [heard, actual],
  };
}

/** The CORS layer itself, that refuses by its status or by leaving the headers out. */
function refusingLayer(
  { probed, exchange }: Blocked,
  evidence: Evidence,
  heard: Answered,
): Omit<Found, "severity"> | undefined {
  const { origin } = probed.probe;
  const others = allAnswered(evidence).filter((one) => isPreflight(one) && one !== heard && isOk(one));
  const granted = others.find((one) => originOf(one) === origin && letsIn(one, origin) && asks(one) !== asks(heard));
  if (granted !== undefined) {
    const [method, names] = [asksFor(heard, "method"), asksFor(heard, "headers")];
    const isMethod = asksFor(granted, "method") !== method && !/^(GET|HEAD|POST)$/.test(method ?? "");
    const about = isMethod ? (method ?? "") : (names ?? method ?? "");
    const { status } = heard.response;
    return {
      code: isMethod ? "method-not-allowed" : "header-not-allowed",
      about,
      message: `the preflight request for ${method ?? ""}${names === null ? "" : ` with ${names}`} is refused (${status}), others are granted`,
      cause: `The CORS layer answers preflight requests, and does not grant ${about}. It tells so by leaving out its headers, so that consoles speak of the origin instead.`,
      fix: `Add ${about} to the list of allowed ${isMethod ? "methods" : "headers"}.`,
      shown: [heard, granted],
    };
  }
  const known = others.some((one) => originOf(one) !== origin && allowOrigin(one) !== null);
  const isRefusal =
    exchange?.fault?.code === "PreflightMissingAllowOriginHeader" &&
    /^(200|204|403)$/.test(String(heard.response.status));
  return isRefusal && (known || variesOnOrigin(heard)) ? refused(origin, heard) : undefined;
}

/** The server knows CORS and says no by leaving the headers out. */
export function refused(origin: string, heard: Answered): Omit<Found, "severity"> {
  return {
    code: "origin-not-allowed",
    about: origin,
    message: `the server does not let ${origin} in: its answer to ${named(heard)} (${heard.response.status}) has no Access-Control-Allow-Origin`,
    cause: "The server knows CORS: it varies on Origin, or lets other origins in. This origin is not on its list.",
    fix: `Add ${origin} to the list of allowed origins, byte by byte as it stands here.`,
    shown: [heard],
  };
}

function asksFor(heard: Answered, what: "method" | "headers"): string | null {
  return sentHeader(heard.request.headers, `access-control-request-${what}`);
}

function asks(heard: Answered): string {
  return `${heard.request.url} ${asksFor(heard, "method") ?? ""} ${asksFor(heard, "headers") ?? ""}`;
}
