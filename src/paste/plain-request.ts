import type { PastedRequest } from "./pasted.ts";

/** What `fetch(url)` asks for, with nothing else said. */
export function plainRequest(url: string): PastedRequest {
  return {
    url,
    origin: null,
    method: "GET",
    headers: [],
    body: null,
    credentials: "same-origin",
    mode: "cors",
    redirect: "follow",
    notes: [],
  };
}
