import { once, EventEmitter } from "node:events";
import type { WireRequest, WireResponse } from "./wire.ts";

/** Where a page that nobody can call into fetches its work and leaves the results. */
export class Desk {
  readonly #events = new EventEmitter();
  #work: string | undefined;
  #isAsked = false;

  /** @returns the page's result @throws Error as the page did */
  async give(work: string): Promise<string> {
    const done = once(this.#events, "done");
    this.#work = work;
    this.#events.emit("work");
    const { result, error } = JSON.parse(String((await done)[0])) as { result?: string; error?: string };
    if (result === undefined) throw new Error(error);
    return result;
  }

  /** Waits for a page to come for work. */
  async asked(): Promise<void> {
    if (!this.#isAsked) await once(this.#events, "asked");
  }

  async answer({ method, body }: WireRequest): Promise<WireResponse> {
    if (method === "POST") {
      this.#events.emit("done", body);
      return json("");
    }
    this.#isAsked = true;
    this.#events.emit("asked");
    if (this.#work === undefined) await once(this.#events, "work");
    const work = this.#work ?? "";
    this.#work = undefined;
    return json(work);
  }
}

/** In ASCII, so that lengths count alike in characters and in bytes. */
function json(text: string): WireResponse {
  const body = text.replaceAll(/[\x80-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return {
    status: 200,
    headers: [
      ["Cache-Control", "no-store"],
      ["Content-Length", String(body.length)],
    ],
    body,
  };
}
