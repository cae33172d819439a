import type { Blocked } from "./blocked.ts";
import { header, isAnswered, named, quote } from "./answers.ts";
import type { Found } from "./found.ts";

/** A redirect that cannot be followed, or that cost the request its origin. */
export function diagnoseRedirect({ failure, heard, probed }: Blocked): Omit<Found, "severity"> | undefined {
  if (heard === undefined || !isAnswered(heard)) return undefined;
  const location = header(heard, "location");
  return {
    code: "redirect-fails",
    about: named(heard),
    message: `${named(heard)} is redirected${location === null ? "" : ` to ${quote(location)}`}, and browsers do not follow (${failure.code})`,
    cause: failure.cause,
    fix: failure.fix,
    shown: probed.heard,
  };
}

/** After redirects across origins a request's Origin is null (https://fetch.spec.whatwg.org/#serializing-a-request-origin). */
export function diagnoseTaint({ heard, probed }: Blocked): Omit<Found, "severity"> | undefined {
  if (heard === undefined || !isAnswered(heard)) return undefined;
  return {
    code: "redirect-taints-origin",
    about: named(heard),
    message: `${named(heard)} comes after redirects across origins: its Origin is null, and the answer does not let null in`,
    cause:
      "Once a server of another origin than the page's redirects to yet another origin, browsers no longer tell who asks.",
    fix: "Let pages fetch the final URL. Never allow the origin null for this: any site can have it.",
    shown: probed.heard,
  };
}
