import type { Evidence } from "../evidence.ts";
import { allowOrigin, answeredBy, friendly, header, isOk, isPreflight, letsIn, named, quote } from "./answers.ts";
import type { Found } from "./found.ts";

/** The preflight's answer and the response say different things of one page, though this request got through. */
export function findDisagreement(evidence: Evidence): readonly Found[] {
  return friendly(evidence).flatMap((probed) => {
    const { origin } = probed.probe;
    const answers = answeredBy(probed);
    const preflight = answers.find((heard) => isPreflight(heard) && isOk(heard) && letsIn(heard, origin));
    const actual = answers.find((heard) => !isPreflight(heard) && letsIn(heard, origin));
    if (preflight === undefined || actual === undefined || preflight.request.url !== actual.request.url) return [];
    const name = ["access-control-allow-origin", "access-control-allow-credentials"].find(
      (each) => header(preflight, each) !== header(actual, each),
    );
    if (name === undefined) return [];
    const [before, after] = [preflight, actual].map((heard) => {
      const value = header(heard, name);
      return value === null ? "absent" : quote(value);
    });
    const shownName =
      name === "access-control-allow-origin" ? "Access-Control-Allow-Origin" : "Access-Control-Allow-Credentials";
    const isWild = [preflight, actual].some((heard) => allowOrigin(heard) === "*");
    const found: Found = {
      code: "preflight-and-actual-disagree",
      severity: "warning",
      about: named(actual),
      message: `${shownName} is ${before} on the preflight's answer and ${after} on the answer to ${named(actual)}`,
      cause: `Two layers or two pieces of code answer OPTIONS and the other methods. Requests with credentials fail${isWild ? ", since * lets none of them in" : ""}.`,
      fix: "Let one layer set the same headers on both.",
      shown: [preflight, actual],
    };
    return [found];
  });
}
