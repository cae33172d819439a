import { PassThrough, Writable } from "node:stream";
import { openTerminal, type Terminal } from "../../src/cli/terminal.ts";

/** A terminal in a test. */
export interface TestTerminal extends Terminal {
  /** What was written to stdout so far. */
  printed(): string;
  /** What was written to stderr, prompts among it. */
  said(): string;
  /** Waits until stderr has that text, further to what earlier calls waited for, then types keys. */
  type(after: string, keys: string): Promise<void>;
}

/** @param isPerson somebody watches, and can be asked */
export function testTerminal(isPerson = false): TestTerminal {
  const out = collector();
  const err = collector();
  const keyboard = Object.assign(new PassThrough(), { isTTY: isPerson, setRawMode: () => {} });
  const stderr = Object.assign(err.stream, { isTTY: isPerson, columns: 100, rows: 30 });
  let seen = 0;
  const terminal = openTerminal({
    // What @clack/prompts uses of a keyboard.
    stdin: keyboard as unknown as NodeJS.ReadStream,
    stdout: out.stream,
    stderr,
    env: { NO_COLOR: "1" },
  });
  return {
    ...terminal,
    printed: out.text,
    said: err.text,
    async type(after, keys) {
      while (!err.text().slice(seen).includes(after)) await err.more();
      seen = err.text().length;
      keyboard.write(keys);
    },
  };
}

function collector() {
  let text = "";
  let wake = (): void => {};
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      wake();
      done();
    },
  });
  return { stream, text: () => text, more: () => new Promise<void>((resolve) => (wake = resolve)) };
}
