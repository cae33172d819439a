import { header, isPreflight, lines, named, quote } from "./answers.ts";
import type { Blocked } from "./blocked.ts";
import type { Found } from "./found.ts";

/** Why a request with credentials fails where the origin itself would pass. */
export function diagnoseCredentials({ probed, heard }: Blocked): Omit<Found, "severity"> | undefined {
  if (heard === undefined) return undefined;
  const { origin } = probed.probe;
  const value = header(heard, "access-control-allow-credentials");
  const where = isPreflight(heard) ? "the preflight's answer" : `the answer to ${named(heard)}`;
  const rest = { about: origin, shown: [heard] };
  if (header(heard, "access-control-allow-origin") === "*") {
    return {
      ...rest,
      code: "wildcard-with-credentials",
      message: `Access-Control-Allow-Origin is * on ${where}, and the request carries credentials`,
      cause: `With credentials * lets nobody in${value === null ? "" : `, although Access-Control-Allow-Credentials is ${quote(value)}`}.`,
      fix: `Answer allowed origins with their own name (${origin}), Access-Control-Allow-Credentials: true and Vary: Origin; never echo whoever asks. Or fetch without credentials.`,
    };
  }
  if (value === null) {
    return {
      ...rest,
      code: "credentials-not-allowed",
      message: `Access-Control-Allow-Credentials is missing on ${where}`,
      cause: "Without it a page may not read a response that it asked for with cookies (credentials: include).",
      fix: "Send Access-Control-Allow-Credentials: true, on the preflight's answer and on the response; or fetch without credentials.",
    };
  }
  const count = lines(heard, "access-control-allow-credentials").length;
  const members = value.split(",").map((member) => member.trim());
  if (members.length > 1 && members.every((member) => member === "true")) {
    return {
      ...rest,
      code: "headers-doubled",
      message: `Access-Control-Allow-Credentials is there ${Math.max(count, members.length)} times (${quote(value)}), on ${where}`,
      cause: "Two layers set it. Browsers take one value.",
      fix: "Let one layer alone set CORS headers, and take them away in the other.",
    };
  }
  return {
    ...rest,
    code: "allow-credentials-invalid",
    message: `Access-Control-Allow-Credentials is ${quote(value)} on ${where}`,
    cause: "It counts only where it is exactly true, in lower case.",
    fix: "Send Access-Control-Allow-Credentials: true, or leave the header out where credentials are not meant.",
  };
}
