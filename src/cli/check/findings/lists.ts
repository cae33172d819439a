import { extractTokens } from "../../../browser/header-list.ts";
import { header, named, quote } from "./answers.ts";
import type { Heard } from "../evidence.ts";
import type { Blocked } from "./blocked.ts";
import type { Found } from "./found.ts";

/** What a preflight's answer does not grant: a method, headers, or a list that cannot be read. */
export function diagnoseLists({ probed, failure, exchange, heard }: Blocked): Omit<Found, "severity"> {
  const isMethods = /Method/.test(failure.code);
  const name = isMethods ? "Access-Control-Allow-Methods" : "Access-Control-Allow-Headers";
  const value = heard === undefined ? null : header(heard, name);
  const shown: readonly Heard[] = heard === undefined ? [] : [heard];
  const detail = failure.detail ?? "";
  if (failure.code.startsWith("Invalid")) {
    return {
      code: isMethods ? "allow-methods-invalid" : "allow-headers-invalid",
      about: quote(detail),
      message: `${name} is no list: ${quote(detail)}`,
      cause: `It takes names with commas between them. One member that is no name (with a space, a bracket, a quote) spoils all of it.`,
      fix: `Send names and commas alone, as in ${name}: ${isMethods ? "GET, PUT, DELETE" : "Authorization, Content-Type"}.`,
      shown,
    };
  }
  const listed = heard === undefined ? null : extractTokens(heard.response?.headers ?? [], name);
  const members = Array.isArray(listed) ? (listed as readonly string[]) : [];
  const missing = isMethods
    ? [detail]
    : (exchange?.checks ?? []).filter((check) => check.name === name && !check.passed).map(({ wanted }) => wanted);
  const about = missing.length === 0 ? detail : missing.join(", ");
  const wildcard = members.includes("*");
  if (wildcard && probed.probe.request.credentials === "include") {
    return {
      code: "wildcard-list-with-credentials",
      about,
      message: `${name}: * does not cover ${about}, because the request carries credentials`,
      cause: "With credentials * is the name of a header or method like others, not a wildcard.",
      fix: `List what pages use by name: ${name}: ${about}.`,
      shown,
    };
  }
  if (wildcard && missing.every((one) => one === "authorization")) {
    return {
      code: "authorization-under-wildcard",
      about,
      message: `Authorization is sent, and ${name} is *: this works today in browsers, and not by the standard`,
      cause:
        "To the Fetch standard * never covers Authorization (https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name). Engines let it pass so far.",
      fix: `List it beside the wildcard: ${name}: *, Authorization.`,
      shown,
    };
  }
  if (!isMethods) {
    return {
      code: "header-not-allowed",
      about,
      message: `${name} ${value === null ? "is missing" : "does not list"}${value === null ? ", and pages send" : ""} ${about}`,
      cause: `The page sends ${about}, and the preflight's answer to ${heard === undefined ? "it" : named(heard)} allows ${value === null ? "no header" : quote(value)}.`,
      fix: `Add ${about} to ${name}, by name.`,
      shown,
    };
  }
  const otherCase = members.find((member) => member.toLowerCase() === detail.toLowerCase());
  if (otherCase !== undefined) return wrongCase(detail, otherCase, shown);
  return {
    code: "method-not-allowed",
    about,
    message: `${name} ${value === null ? "is missing, and pages use" : "does not list"} ${about}`,
    cause: `The page uses ${about}, and the preflight's answer allows ${value === null ? "GET, HEAD and POST alone" : quote(value)}.`,
    fix: `Add ${about} to ${name}.`,
    shown,
  };
}

/** Methods are case-sensitive (https://httpwg.org/specs/rfc9110.html#method.overview), but a few that browsers put right. */
export function wrongCase(used: string, listed: string, shown: readonly Heard[]): Omit<Found, "severity"> {
  const isPage = used !== used.toUpperCase();
  return {
    code: "method-case",
    about: used,
    message: `Access-Control-Allow-Methods lists ${listed}, and pages use ${used}`,
    cause: "Methods are case-sensitive: browsers compare them byte by byte, and make upper case of no PATCH.",
    fix: isPage
      ? `Write the method in upper case where the page fetches, and list ${used.toUpperCase()}.`
      : `List ${used} in upper case.`,
    shown,
  };
}
