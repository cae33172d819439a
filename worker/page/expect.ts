import type { Decisions } from "./decisions.ts";
import { isPreflighted, unsafeNames } from "./decisions.ts";
import type { Route } from "./routes.ts";

/** What a browser will make of what the policy decides. */
export interface Expectation {
  readonly readable: boolean;
  /** Chromium's name for the failure: Network.CorsError of its DevTools protocol. */
  readonly code: string | null;
  readonly why: string;
}

interface Fault {
  readonly code: string;
  /** What is wrong with the headers, as the rest of a sentence about them. */
  readonly text: string;
}

type Headers = Readonly<Record<string, string>>;

/** The browser's checks, in its order, on the headers that the policy puts on each response. */
export function expectation(
  route: Route,
  { preflight, actual }: Decisions,
  origin: string,
  credentials: boolean,
): Expectation {
  const { method } = route;
  if (isPreflighted(route)) {
    const unread = corsFault(preflight.headers, origin, credentials);
    const fault = unread ? { ...unread, code: `Preflight${unread.code}` } : listFault(route, preflight.headers);
    if (fault) {
      const why = `The answer to the preflight request (${preflight.status}) ${fault.text}. So the browser never sent the ${method}.`;
      return { readable: false, code: fault.code, why };
    }
  }
  const fault = corsFault(actual.headers, origin, credentials);
  if (fault) {
    const why = `The ${method} reached the server and ran: nothing is asked before a simple request. But its response ${fault.text}. So the browser keeps it from this page.`;
    return { readable: false, code: fault.code, why };
  }
  const asked = isPreflighted(route) ? `The preflight request was granted, and the` : "The";
  return { readable: true, code: null, why: `${asked} response names this page's origin.` };
}

/** https://fetch.spec.whatwg.org/#concept-cors-check */
function corsFault(headers: Headers, origin: string, credentials: boolean): Fault | null {
  const allowed = headers["Access-Control-Allow-Origin"];
  if (allowed === undefined) {
    return { code: "MissingAllowOriginHeader", text: "has no Access-Control-Allow-Origin" };
  }
  if (allowed === "*" && !credentials) return null;
  if (allowed === "*") {
    return { code: "WildcardOriginNotAllowed", text: "allows any origin, which does not count with credentials" };
  }
  if (allowed !== origin) {
    return { code: "AllowOriginMismatch", text: `allows ${allowed}, which is not this page's origin` };
  }
  if (!credentials || headers["Access-Control-Allow-Credentials"] === "true") return null;
  return { code: "InvalidAllowCredentials", text: "does not allow credentials" };
}

/** https://fetch.spec.whatwg.org/#cors-preflight-fetch, steps 7.5 and 7.7, for lists without `*`. */
function listFault(route: Route, headers: Headers): Fault | null {
  const methods = headers["Access-Control-Allow-Methods"] ?? "";
  if (!/^(GET|HEAD|POST)$/.test(route.method) && !methods.split(",").includes(route.method)) {
    return { code: "MethodDisallowedByPreflightResponse", text: `allows the methods ${methods}, not ${route.method}` };
  }
  const names = headers["Access-Control-Allow-Headers"] ?? "";
  const missing = unsafeNames(route).find((name) => !names.toLowerCase().split(",").includes(name));
  if (missing === undefined) return null;
  return { code: "HeaderDisallowedByPreflightResponse", text: `allows the headers ${names}, not ${missing}` };
}
