import { CATALOGUE } from "./catalogue.ts";
import type { Fault } from "./failure.ts";
import { isToken, type HeaderList } from "./header-list.ts";
import { fillTemplate, MESSAGES, type MessageTemplates, type Placeholders } from "./messages.ts";

/** Why the page may not have the response, for a person. */
export interface Failure extends Fault {
  /** The text that each engine's console shows, to the letter; several lines where it shows several. */
  readonly messages: MessageTemplates;
  readonly cause: string;
  readonly fix: string;
}

/** What a failure's texts need to know of the request beside its fault. */
export interface Circumstances {
  readonly origin: string;
  /** The URL that failed. */
  readonly url: string;
  /** The URL that was asked for: another one after a redirect. */
  readonly firstUrl: string;
  readonly headers: HeaderList;
  readonly initiator: "fetch" | "xhr";
  /** Of the response that failed; null where there was none. */
  readonly status: number | null;
}

/** Explains a fault. The texts are made when they are read. */
export function explain(fault: Fault, circumstances: Circumstances): Failure {
  const values = placeholdersOf(fault, circumstances);
  const { code, step, detail } = fault;
  return {
    code,
    step,
    detail,
    get messages() {
      const { chromium, firefox, webkit } = MESSAGES[code];
      const fill = (template: string): string => fillTemplate(template, values());
      return { chromium: fill(chromium).replace(CONTROL, escape), firefox: fill(firefox), webkit: fill(webkit) };
    },
    get cause() {
      return fillTemplate(CATALOGUE[code].cause, { ...values(), DETAIL: detail ?? "absent" });
    },
    get fix() {
      return fillTemplate(CATALOGUE[code].fix, { ...values(), DETAIL: detail ?? "absent" });
    },
  };
}

// oxlint-disable-next-line no-control-regex
const CONTROL = /[\0-\x08\x0b-\x1f\x7f-\xa0]/g;

/** Chromium's console shows control characters by their number. */
function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function placeholdersOf({ detail }: Fault, circumstances: Circumstances): () => Placeholders {
  const { origin, url, firstUrl, headers, initiator, status } = circumstances;
  const isFetch = initiator === "fetch";
  const text = detail ?? "";
  return () => ({
    KIND: isFetch ? "fetch" : "XMLHttpRequest",
    LOADER: isFetch ? "Fetch API" : "XMLHttpRequest",
    URL: url,
    PAGE_URL: `${origin}/`,
    REDIRECTED: url !== firstUrl ? `(redirected from '${firstUrl}') ` : "",
    ORIGIN: origin,
    STATUS: status === null ? "(null)" : String(status),
    DETAIL: text,
    TOKEN:
      text
        .split(",")
        .map((member) => member.trim())
        .find((member) => member !== "" && !isToken(member)) ?? text,
    WRITTEN: headers.find(([name]) => name.toLowerCase() === text)?.[0] ?? text,
    HAVE_SERVER: isFetch ? " Have the server send the header with a valid value." : "",
    ATTRIBUTE: isFetch
      ? ""
      : " The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.",
  });
}
