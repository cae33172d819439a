import { isPasteError } from "../../paste/limits.ts";
import { kindOf } from "../../paste/paste-kind.ts";
import type { PastedRequest } from "../../paste/pasted.ts";
import { plainRequest } from "../../paste/plain-request.ts";
import { CannotRun } from "../cannot-run.ts";

export const EXAMPLE = "https://api.example.com/users";

/**
 * What the arguments are about: a URL, a curl command whose words the shell has taken apart, or a snippet that was
 * copied as a whole. The readers of snippets are loaded where there is one.
 *
 * @throws CannotRun
 */
export async function readTarget(target: readonly string[]): Promise<PastedRequest> {
  const [first = "", ...more] = target;
  const isCommand = more.length > 0 && kindOf(first) === "curl";
  if (more.length > 0 && !isCommand) {
    throw new CannotRun(
      `there is more than one target: ${target.join(" ")}`,
      `give one, in quotation marks: "${EXAMPLE}"`,
    );
  }
  const text = isCommand ? target.map(quote).join(" ") : first;
  const kind = kindOf(text);
  if (isCommand || kind === "curl" || kind === "fetch") return readPaste(text, kind);
  return plainRequest(first);
}

async function readPaste(text: string, kind: string): Promise<PastedRequest> {
  const read =
    kind === "fetch"
      ? (await import("../../paste/parse-fetch.ts")).parseFetch(text)
      : (await import("../../paste/parse-curl.ts")).parseCurl(text);
  if (isPasteError(read)) throw new CannotRun(read.message, read.fix);
  return read;
}

/** A word for the reader of shell commands, which takes it for what it is. */
function quote(word: string): string {
  return /^[\w./:-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
