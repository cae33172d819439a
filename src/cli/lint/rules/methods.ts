import { isSafelistedMethod } from "../../../browser/methods.ts";
import type { Finding } from "../../finding.ts";
import { line, lineWithout, type Rule } from "./rule.ts";
import { meant } from "./spelling.ts";

/** The methods of HTTP that pages use, and those of WebDAV (https://www.iana.org/assignments/http-methods). */
const KNOWN = (
  "GET HEAD POST PUT PATCH DELETE OPTIONS QUERY ACL BIND CHECKIN CHECKOUT COPY LABEL LINK LOCK MERGE MKACTIVITY " +
  "MKCALENDAR MKCOL MKWORKSPACE MOVE ORDERPATCH PROPFIND PROPPATCH PURGE REBIND REPORT SEARCH SUBSCRIBE UNBIND UNLINK " +
  "UNLOCK UNSUBSCRIBE UPDATE"
).split(" ");

/** Methods that are listed in vain. */
export const methods: Rule = ({ allowMethods }) => {
  const findings: Finding[] = [];
  const at = (method: string): readonly string[] => [
    `allowMethods[${allowMethods.indexOf(method)}]: ${JSON.stringify(method)}`,
  ];
  const isSafe = allowMethods.filter(isSafelistedMethod);
  if (isSafe.length > 0 && isSafe.length === allowMethods.length && !isSafe.includes("POST")) {
    findings.push({
      code: "method-safelisted",
      severity: "info",
      message: `allowMethods lists ${isSafe.join(" and ")}, and pages can send POST all the same`,
      cause: "GET, HEAD and POST are safelisted: browsers ask nobody before they send them",
      fix: "let the server refuse POST itself; the list is for the other methods, and may be empty",
      snippet: "allowMethods: [],",
      evidence: isSafe.flatMap(at),
    });
  }
  if (allowMethods.includes("OPTIONS")) {
    findings.push({
      code: "method-options",
      severity: "info",
      message: "OPTIONS is listed, and needs no permission to be a preflight request",
      cause: "browsers send preflight requests themselves; only a page that calls OPTIONS itself has to be permitted",
      fix: "remove OPTIONS",
      snippet: lineWithout("allowMethods", allowMethods, "OPTIONS"),
      evidence: at("OPTIONS"),
    });
  }
  if (allowMethods.includes("*") && allowMethods.length > 1) {
    const others = allowMethods.filter((method) => method !== "*");
    findings.push({
      code: "method-covered",
      severity: "info",
      message: `"*" covers ${others.join(", ")} already`,
      cause: "a list that says a thing twice is read as if it said two things",
      fix: "list the methods that there are; or * alone",
      snippet: line("allowMethods", others),
      evidence: at("*"),
    });
  }
  for (const method of allowMethods) {
    const likely = method === "*" ? undefined : meant(method, KNOWN);
    if (likely === undefined) continue;
    findings.push({
      code: "method-unknown",
      severity: "warning",
      message: `no page sends ${method}; was ${likely} meant?`,
      cause: "methods are compared letter by letter: this grants nothing",
      fix: `write ${likely}`,
      snippet: line("allowMethods", allowMethods, (one) => [one === method ? likely : one]),
      evidence: at(method),
    });
  }
  return findings;
};
