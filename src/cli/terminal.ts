import { Writable, type Readable } from "node:stream";
import picocolors from "picocolors";

export type Colors = ReturnType<typeof picocolors.createColors>;

/** A keyboard and a screen, in the form that @clack/prompts takes. */
export interface Dialogue {
  readonly input: Readable;
  readonly output: Writable;
}

/** Where a command reads and writes. It is handed to commands, which touch no stream of the process themselves. */
export interface Terminal {
  /** What the command was asked for, a line or several without the last line break. To stdout. */
  out(text: string): void;
  /** What is said beside it: errors and notes. To stderr. */
  err(text: string): void;
  /** Colours for `out`, or functions that change nothing. */
  readonly colors: Colors;
  /** The same for `err`. */
  readonly errColors: Colors;
  /** Columns to fill, from 40 to 120. */
  readonly width: number;
  /** Whether a person watches. */
  readonly isTerminal: boolean;
  /** Shows a line that the next one replaces, and the end removes. Nothing where nobody watches. */
  progress(text: string): void;
  /** Removes that line. */
  endProgress(): void;
  /** Where a person can be asked; undefined where nobody would answer. */
  readonly dialogue: Dialogue | undefined;
  /**
   * All of stdin, but of a longer text than `most` characters only its beginning, with more than that; null where it is
   * a keyboard, so that nobody waits for it unasked.
   */
  readInput(most: number): Promise<string | null>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Node's types promise a terminal. */
type OutStream = Pick<NodeJS.WriteStream, "write"> & { readonly isTTY?: boolean; readonly columns?: number };

/** The part of a process that a terminal is made of. */
export interface Streams {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: OutStream;
  readonly stderr: OutStream;
  readonly env: Environment;
}

/** The terminal of a process. */
export function openTerminal({ stdin, stdout, stderr, env }: Streams): Terminal {
  const isTerminal = stderr.isTTY === true && env["TERM"] !== "dumb";
  const width = Math.min(120, Math.max(40, stdout.columns ?? 100));
  let shown = false;
  const endProgress = (): void => {
    if (shown) stderr.write(CLEAR_LINE);
    shown = false;
  };
  return {
    out(text) {
      endProgress();
      stdout.write(`${text}\n`);
    },
    err(text) {
      endProgress();
      stderr.write(`${text}\n`);
    },
    colors: picocolors.createColors(hasColors(stdout.isTTY, env)),
    errColors: picocolors.createColors(hasColors(stderr.isTTY, env)),
    width,
    isTerminal,
    progress(text) {
      if (!isTerminal) return;
      stderr.write(`${CLEAR_LINE}${text.slice(0, width - 1)}`);
      shown = true;
    },
    endProgress,
    dialogue: isTerminal && stdin.isTTY && stderr instanceof Writable ? { input: stdin, output: stderr } : undefined,
    async readInput(most) {
      if (stdin.isTTY) return null;
      let text = "";
      for await (const chunk of stdin.setEncoding("utf8")) {
        text += String(chunk);
        if (text.length > most) break;
      }
      return text;
    },
  };
}

const CLEAR_LINE = "\r\u001b[2K";

/** https://no-color.org and https://force-color.org: a variable counts where it is not empty. */
export function hasColors(isTerminal: boolean | undefined, env: Environment): boolean {
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  const forced = env["FORCE_COLOR"] ?? "";
  if (forced !== "") return forced !== "0" && forced !== "false";
  // A stream that is none says nothing of it.
  return isTerminal === true && env["TERM"] !== "dumb";
}
