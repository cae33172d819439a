import type { HeaderLine } from "../../src/browser/index.ts";
import type { PageSide } from "./scenario.ts";

// What a page passes to fetch() or XMLHttpRequest: the same for the model and for the real browser.

/** A body of kind `json` brings its Content-Type along, as libraries do it, where the author sets none. */
export function authorHeaders({ headers, body }: PageSide): readonly HeaderLine[] {
  const isSet = headers.some(([name]) => name.toLowerCase() === "content-type");
  return body.kind === "json" && !isSet ? [...headers, ["Content-Type", "application/json"]] : headers;
}

export function bodyOf({ body }: PageSide): BodyInit | null {
  switch (body.kind) {
    case "none":
      return null;
    case "urlencoded":
      return new URLSearchParams(body.text);
    case "multipart": {
      const form = new FormData();
      form.set("text", body.text);
      return form;
    }
    default:
      return body.text;
  }
}

/** An XMLHttpRequest has neither modes nor the credentials mode `omit`; a fetch has no upload to listen to. */
export function asAsked(page: PageSide): PageSide {
  if (page.initiator === "fetch") return { ...page, uploadListener: false };
  const credentials = page.credentials === "include" ? "include" : "same-origin";
  return { ...page, credentials, mode: "cors", redirect: "follow" };
}
