import { once, EventEmitter } from "node:events";
import type { Said } from "./batches.ts";
import { END_MARKER } from "./play.ts";
import { StepLog } from "./step-log.ts";

/** `URL:line:column: CONSOLE SOURCE LEVEL text`, where only level and text are always there. */
const LINE = /CONSOLE (?:(?<source>\S+) )?(?:DEBUG|LOG|INFO|WARN|ERROR) (?<text>.*)$/s;

/** Reads WebKit's own words on each step off what it prints. */
export class WebkitLog {
  readonly #steps = new StepLog();
  readonly #events = new EventEmitter();
  #reasons: string[] = [];

  read(line: string): void {
    const { source, text } = LINE.exec(line.replace(/\r$/, ""))?.groups ?? {};
    if (text === undefined || this.#steps.mark(text)) return;
    if (text === END_MARKER) this.#events.emit("end");
    // Most reasons name no URL; the line after them does, and nothing comes between the two.
    else if (source === "SECURITY") this.#reasons.push(text);
    else if (text.includes(" cannot load ")) this.#fileAll(text);
  }

  #fileAll(text: string): void {
    const messages = [...this.#reasons, text];
    this.#reasons = [];
    this.#steps.file(text, (said) => ({ ...said, console: [...said.console, ...messages] }));
  }

  async ended(): Promise<void> {
    await once(this.#events, "end");
  }

  said(id: string, step: number): Said {
    return this.#steps.said(id, step);
  }

  clear(): void {
    this.#reasons = [];
    this.#steps.clear();
  }
}
