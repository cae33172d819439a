import { CATALOGUE, TAINTED } from "./catalogue.ts";
import type { Fault } from "./failure.ts";
import { fromUtf8 } from "./header-list.ts";
import { getHeader } from "./header-list.ts";
import { MESSAGES, type MessageTemplates } from "./messages.ts";
import { fillTemplate, placeholdersOf, type Circumstances } from "./placeholders.ts";
import { variantsOf } from "./variants.ts";

/** Why the page may not have the response, for a person. */
export interface Failure extends Fault {
  /** The text that each engine's console shows, to the letter; several lines where it shows several. */
  readonly messages: MessageTemplates;
  readonly cause: string;
  readonly fix: string;
}

/** Explains a fault. The texts are made when they are read. */
export function explain(fault: Fault, circumstances: Circumstances): Failure {
  const values = placeholdersOf(fault, circumstances);
  const { code, step, detail } = fault;
  const inWords = (template: string): string => fillTemplate(template, { ...values(), DETAIL: detail ?? "absent" });
  const explanation = isTainted(circumstances) && OF_ORIGIN.test(code) ? TAINTED : CATALOGUE[code];
  return {
    code,
    step,
    detail,
    get messages() {
      const { chromium, firefox, webkit } = MESSAGES[code];
      const { exchange, url, firstUrl } = circumstances;
      const { status = 0, headers = [] } = exchange?.response ?? {};
      const variants = variantsOf({
        ...circumstances,
        status,
        headers,
        detail: detail ?? "",
        isPreflight: exchange?.kind === "preflight",
        isFirst: url === firstUrl,
      });
      const fill = (template: string): string => fillTemplate(fillTemplate(template, variants), values());
      return {
        chromium: fill(chromium).replace(CONTROL, escape),
        firefox: fill(firefox).replace(NOT_ASCII, fromUtf8),
        webkit: fill(webkit).replace(/[\x80-\xff]/g, "\u00ef\u00bf\u00bd"),
      };
    },
    get cause() {
      return inWords(explanation.cause);
    },
    get fix() {
      return inWords(explanation.fix);
    },
  };
}

const OF_ORIGIN =
  /^(Preflight)?(MissingAllowOriginHeader|MultipleAllowOriginValues|InvalidAllowOriginValue|AllowOriginMismatch|WildcardOriginNotAllowed)$/;

/** Whether the origin that was sent is no longer the page's. */
function isTainted({ origin, exchange }: Circumstances): boolean {
  return origin !== "null" && getHeader(exchange?.request.headers ?? [], "origin") === "null";
}

// oxlint-disable-next-line no-control-regex
const CONTROL = /[\0-\x08\x0b-\x1f\x7f-\xff]/g;

/** Firefox takes them for UTF-8; WebKitGTK shows the bytes of U+FFFD for each. */
const NOT_ASCII = /[\x80-\xff]+/g;

/** Chromium's console shows control characters and all that is not ASCII by their number. */
function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}
