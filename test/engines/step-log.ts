import { SILENT, type Said } from "./batches.ts";
import { MARKER } from "./play.ts";

const SCENARIO_OF_URL = /\/x\/([^/]+)\//;

/**
 * Files what an engine says under the step that its scenario is at. Steps of one scenario follow each other,
 * and each puts a marker into the console when it begins, so the order of events tells them apart.
 */
export class StepLog {
  readonly #at = new Map<string, number>();
  readonly #said = new Map<string, Said>();

  /** @returns whether the console's text was a marker */
  mark(text: string): boolean {
    if (!text.startsWith(MARKER)) return false;
    const [id = "", step] = text.slice(MARKER.length + 1).split(" ");
    this.#at.set(id, Number(step));
    return true;
  }

  /** @param text a URL, or a message that shows one; what shows none of ours is left out */
  file(text: string, amend: (before: Said) => Said): void {
    const id = SCENARIO_OF_URL.exec(text)?.[1];
    if (id === undefined) return;
    const key = `${id} ${this.#at.get(id)}`;
    this.#said.set(key, amend(this.#said.get(key) ?? SILENT));
  }

  fileMessage(text: string): void {
    this.file(text, (before) => ({ ...before, console: [...before.console, text] }));
  }

  said(id: string, step: number): Said {
    return this.#said.get(`${id} ${step}`) ?? SILENT;
  }

  clear(): void {
    this.#at.clear();
    this.#said.clear();
  }
}
