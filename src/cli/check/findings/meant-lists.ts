import { extractTokens } from "../../../browser/header-list.ts";
import type { Evidence } from "../evidence.ts";
import { answeredBy, friendly, isAnswered, isOk, isPreflight, named, quote, sentHeader } from "./answers.ts";
import type { Found } from "./found.ts";
import { wrongCase } from "./lists.ts";

/** Lists of an answer that mean something else than their author thought. */
export function findMeantLists(evidence: Evidence): readonly Found[] {
  return [...findExposed(evidence), ...findLowerCase(evidence), ...findEchoedMethod(evidence)];
}

/** https://fetch.spec.whatwg.org/#concept-filtered-response-cors: with credentials * is a name. */
function findExposed(evidence: Evidence): readonly Found[] {
  return friendly(evidence).flatMap((probed) => {
    if (probed.probe.request.credentials !== "include" || probed.outcomes.standard.verdict !== "readable") return [];
    const answer = answeredBy(probed).findLast((heard) => !isPreflight(heard));
    const exposed = answer && extractTokens(answer.response.headers, "access-control-expose-headers");
    if (answer === undefined || !Array.isArray(exposed) || !exposed.includes("*")) return [];
    const found: Found = {
      code: "expose-wildcard-with-credentials",
      severity: "warning",
      about: named(answer),
      message: "Access-Control-Expose-Headers is *, and the request carries credentials: no header is exposed",
      cause: "With credentials * is the name of a header like others.",
      fix: "List the headers that pages read by name.",
      shown: [answer],
    };
    return [found];
  });
}

/** Listed for nobody: pages write these in upper case, or browsers do for them. */
const KNOWN = /^(delete|patch|put)$/i;

function findLowerCase(evidence: Evidence): readonly Found[] {
  return friendly(evidence).flatMap((probed) => {
    const answer = answeredBy(probed).find((heard) => isPreflight(heard) && isOk(heard));
    const listed = answer && extractTokens(answer.response.headers, "access-control-allow-methods");
    if (answer === undefined || !Array.isArray(listed)) return [];
    const members = listed as readonly string[];
    return members
      .filter((one) => KNOWN.test(one) && one !== one.toUpperCase() && !members.includes(one.toUpperCase()))
      .map((one) => ({ ...wrongCase(one.toUpperCase(), one, [answer]), severity: "warning" as const }));
  });
}

/** A list that has the method which nobody allows has every method. */
function findEchoedMethod({ bare }: Evidence): readonly Found[] {
  const { oddMethod } = bare;
  if (oddMethod === null || !isAnswered(oddMethod) || !isOk(oddMethod)) return [];
  const asked = sentHeader(oddMethod.request.headers, "access-control-request-method") ?? "";
  const listed = extractTokens(oddMethod.response.headers, "access-control-allow-methods");
  if (!Array.isArray(listed) || !listed.includes(asked)) return [];
  return [
    {
      code: "any-method-allowed",
      severity: "info",
      about: asked,
      message: `Access-Control-Allow-Methods echoes what is asked for, even ${quote(asked)}`,
      cause: "The list does not limit anything.",
      fix: "List the methods that the API has.",
      shown: [oddMethod],
    },
  ];
}
