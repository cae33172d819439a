import type { Explanation } from "./catalogue.ts";
import type { FailureCode } from "./failure.ts";
import { fillTemplate, type Placeholders } from "./placeholders.ts";

/** For what a message does not tell. */
const UNTOLD: Placeholders = {
  URL: "the URL",
  ORIGIN: "the page's origin",
  PAGE_URL: "the page",
  STATUS: "an error status",
  DETAIL: "a value that the message does not tell",
};

const UNTOLD_DETAILS: Readonly<Partial<Record<FailureCode, string>>> = {
  AllowOriginMismatch: "another value",
  PreflightAllowOriginMismatch: "another value",
  InvalidAllowOriginValue: "see its value in the network panel",
  PreflightInvalidAllowOriginValue: "see its value in the network panel",
  PreflightMultipleAllowOriginValues: "two or more, with a comma between them",
  InvalidAllowMethodsPreflightResponse: "see its value in the network panel",
  InvalidAllowHeadersPreflightResponse: "see its value in the network panel",
  MethodDisallowedByPreflightResponse: "the request's method",
  HeaderDisallowedByPreflightResponse: "the header",
  RedirectContainsCredentials: "see Location in the network panel",
  CorsDisabledScheme: "something else",
  DisallowedByMode: "see the URL",
};

/** Fills an explanation in with what a message tells; what it does not tell is said in general, or left out in brackets. */
export function fillKnown({ cause, fix }: Explanation, values: Placeholders, code?: FailureCode): Explanation {
  // The model's word for a header that is not there; Chromium prints nothing for it.
  const told = values["DETAIL"] === "" ? { ...values, DETAIL: "absent" } : values;
  const untold = code === undefined ? undefined : UNTOLD_DETAILS[code];
  const all = { ...UNTOLD, ...(untold === undefined ? {} : { DETAIL: untold }), ...told };
  const fill = (template: string): string => {
    const brackets = template.replace(/ \(\{([A-Z_]+)\}\)/g, (whole, name: string) =>
      told[name] === undefined ? "" : whole,
    );
    return fillTemplate(brackets, all);
  };
  return { cause: fill(cause), fix: fill(fix) };
}
