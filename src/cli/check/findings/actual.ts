import { isRedirectStatus } from "../../../browser/redirect.ts";
import type { Evidence } from "../evidence.ts";
import {
  allAnswered,
  allowOrigin,
  header,
  isAnswered,
  isPreflight,
  letsIn,
  named,
  originOf,
  quote,
  variesOnOrigin,
} from "./answers.ts";
import type { Blocked } from "./blocked.ts";
import type { Found } from "./found.ts";
import { redirectCause } from "./locations.ts";
import { refused } from "./preflight.ts";

/** Why a response, of a preflight request or an actual one, has no Access-Control-Allow-Origin. */
export function diagnoseMissing({ probed, heard }: Blocked, evidence: Evidence): Omit<Found, "severity"> | undefined {
  if (heard === undefined || !isAnswered(heard)) return undefined;
  const { origin } = probed.probe;
  const { status } = heard.response;
  const location = header(heard, "location");
  if (isRedirectStatus(status) && location !== null) {
    return {
      code: "redirect-without-headers",
      about: named(heard),
      message: `${named(heard)} is redirected (${status}) to ${quote(location)}, without Access-Control-Allow-Origin`,
      cause: `Browsers check each response on the way, the redirect too. ${redirectCause(heard.request.url, location)}`,
      fix: "Let pages fetch the final URL. A redirect that has to stay needs the CORS headers as well; a page to sign in has no place in an API: answer 401.",
      shown: [heard],
    };
  }
  const all = allAnswered(evidence);
  const letIn = all.filter((one) => originOf(one) === origin && letsIn(one, origin));
  const actual = letIn.find((one) => !isPreflight(one));
  const preflight = letIn.find(isPreflight);
  if (status >= 400 && (actual !== undefined || preflight !== undefined)) {
    return errorWithout(probed.probe.purpose === "error-page", heard, actual ?? preflight ?? heard);
  }
  if (preflight !== undefined) {
    return {
      code: "actual-without-headers",
      about: named(heard),
      message: `the answer to ${named(heard)} (${status}) has no Access-Control-Allow-Origin, the preflight's has`,
      cause: "The CORS headers were set for OPTIONS alone. The response itself needs them as well.",
      fix: "Set Access-Control-Allow-Origin (and -Allow-Credentials, -Expose-Headers) on the response to each method.",
      shown: [heard, preflight],
    };
  }
  const knows = all.some((one) => originOf(one) !== origin && allowOrigin(one) !== null);
  if (knows || variesOnOrigin(heard)) return refused(origin, heard);
  return {
    code: "allow-origin-missing",
    about: origin,
    message: `no answer has CORS headers (${named(heard)}: ${status})`,
    cause:
      status >= 400
        ? `The answer is an error (${status}), made perhaps by something before the handler: it has to let pages in just like a success.`
        : "Nothing in front of the handler, nor the handler, sets Access-Control-Allow-Origin, whoever asks.",
    fix: `Send Access-Control-Allow-Origin: ${origin} on every response, errors included, and answer OPTIONS with it.`,
    shown: [heard],
  };
}

function errorWithout(
  isProvoked: boolean,
  heard: Parameters<typeof named>[0],
  better: Parameters<typeof named>[0],
): Omit<Found, "severity"> {
  const status = heard.response?.status ?? 0;
  return {
    code: "error-without-headers",
    about: `${status}`,
    message: `the answer to ${isProvoked ? "a path that does not exist" : named(heard)} (${status}) lacks the CORS headers that others have`,
    cause: `Something else than the CORS layer makes this error: ${MAKERS[status] ?? "a gateway, a default error handler, a crash"}. Pages see a CORS error in the place of ${status}.`,
    fix: "Set the headers where every response passes, errors included: before the routes, in the error handler, in the gateway's own responses.",
    shown: [heard, better],
  };
}

const MAKERS: Readonly<Record<number, string>> = {
  401: "an authorizer, a session check",
  403: "an authorizer, a firewall, a gateway that knows no such route",
  404: "a router that knows no such path",
  405: "a router that knows no such method",
  413: "a limit on the body's size in a proxy or gateway",
  429: "a rate limit",
  500: "a default error handler, after the handler threw",
  502: "a proxy that got no answer from the server behind it",
  503: "a proxy or load balancer without a healthy server",
  504: "a gateway whose patience ended before the handler's",
};
