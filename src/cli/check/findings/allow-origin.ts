import { fromUtf8 } from "../../../browser/header-list.ts";
import type { Heard } from "../evidence.ts";
import { allowOrigin, isPreflight, lines, named, quote } from "./answers.ts";
import type { Code } from "./codes.ts";
import type { Found } from "./found.ts";

const EXACT = "It is compared with the page's origin byte by byte.";

/** What is wrong with an Access-Control-Allow-Origin that is there and does not let the origin in. */
export function diagnoseAllowOrigin(heard: Heard, origin: string): Omit<Found, "severity"> {
  const value = allowOrigin(heard) ?? "";
  const where = isPreflight(heard) ? `the preflight's answer for ${named(heard)}` : `the answer to ${named(heard)}`;
  const found = (code: Code, message: string, cause: string, fix: string): Omit<Found, "severity"> => ({
    code,
    about: origin,
    message: `${message}, on ${where}`,
    cause,
    fix,
    shown: [heard],
  });
  const send = `Send Access-Control-Allow-Origin: ${origin}`;
  if (value === "null") {
    return found(
      "allow-origin-null",
      "Access-Control-Allow-Origin is null",
      "Some libraries answer so when they refuse an origin. null is the origin of any sandboxed frame, so that it lets strangers in and no site of yours.",
      `${send} to allowed origins, and no such header to others.`,
    );
  }
  if (/[ ,]/.test(value)) return diagnoseSeveral(heard, value, found, send);
  const kind = kindOf(value, origin);
  switch (kind) {
    case "path":
      return found(
        "allow-origin-path",
        `Access-Control-Allow-Origin is ${quote(value)}, with ${value === `${origin}/` ? "a slash at its end" : "a path"}`,
        `An origin is scheme, host and port. ${EXACT}`,
        `${send}, without anything behind it.`,
      );
    case "case":
      return found(
        "allow-origin-case",
        `Access-Control-Allow-Origin is ${quote(value)}, in upper case`,
        `Browsers write origins in lower case. ${EXACT}`,
        `${send}, in lower case.`,
      );
    case "pattern":
      return found(
        "allow-origin-pattern",
        `Access-Control-Allow-Origin is ${quote(value)}, a pattern`,
        `Browsers know no patterns in it: * alone stands for every origin, anything else for itself. ${EXACT}`,
        `Match the pattern on the server. ${send} where it covers the request's Origin, and Vary: Origin always.`,
      );
    case "scheme":
    case "port":
      return found(
        `allow-origin-${kind}`,
        `Access-Control-Allow-Origin is ${quote(value)}: the ${kind} differs from that of ${origin}`,
        `http and https, and other ports, are other origins; a default port (80, 443) is never written. ${EXACT}`,
        `${send}.`,
      );
    case "invalid":
      return found(
        "allow-origin-invalid",
        `Access-Control-Allow-Origin is ${quote(value)}, which is no origin`,
        value === ""
          ? "It is empty: a variable that is not set, or a list without a match."
          : `It takes scheme, host and port, nothing else. ${EXACT}`,
        `${send}.`,
      );
    case "other":
      return found(
        "origin-not-allowed",
        `the server does not let ${origin} in: Access-Control-Allow-Origin is ${quote(value)}`,
        `The server knows CORS and names another origin than the page's. ${EXACT}`,
        `Add ${origin} to the list of allowed origins; answer with the one that matches, and send Vary: Origin.`,
      );
  }
}

function diagnoseSeveral(
  heard: Heard,
  value: string,
  found: (code: Code, message: string, cause: string, fix: string) => Omit<Found, "severity">,
  send: string,
): Omit<Found, "severity"> {
  const members = value.split(/[ ,]+/).filter(Boolean);
  const count = lines(heard, "access-control-allow-origin").length;
  // One line may have been joined of several on its way; a list that somebody wrote has no doubles and no *.
  const isDoubled = count > 1 || new Set(members).size < members.length || members.includes("*");
  return isDoubled
    ? found(
        "headers-doubled",
        `Access-Control-Allow-Origin is there ${Math.max(count, members.length)} times (${quote(value)})`,
        "Two layers set it: the application and a proxy, gateway or Function URL in front, or the same middleware twice. Browsers take one value.",
        `Let one layer alone set CORS headers, and take them away in the other. ${send} once.`,
      )
    : found(
        "allow-origin-list",
        `Access-Control-Allow-Origin is a list (${quote(value)})`,
        "The list of allowed origins was sent as it is. The header takes one origin.",
        `Compare the request's Origin with the list on the server. ${send} where it is on it, and Vary: Origin always.`,
      );
}

/** How a value that lets nobody in differs from the origin that it is for. */
function kindOf(value: string, origin: string): "path" | "case" | "pattern" | "scheme" | "port" | "invalid" | "other" {
  if (value.startsWith(`${origin}/`)) return "path";
  if (value.toLowerCase() === origin) return "case";
  if (value.includes("*")) return "pattern";
  const [, scheme, host, rest] = /^([a-z][a-z0-9+.-]*):\/\/(\[[^\]/]*\]|[^/:]+)([^]*)/i.exec(value) ?? [];
  if (scheme === undefined || !URL.canParse(fromUtf8(value)) || !URL.canParse(origin)) return "invalid";
  const page = new URL(origin);
  if (host?.toLowerCase() !== page.hostname) return /^(:\d+)?\/?$/.test(rest ?? "") ? "other" : "invalid";
  return `${scheme.toLowerCase()}:` === page.protocol ? "port" : "scheme";
}
