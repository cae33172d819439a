import { recognize } from "../../../src/browser/index.ts";

/** Any text as a console's: what is recognised stands in it, in order. */
export function fuzz(text: string): void {
  let at = 0;
  for (const { text: found } of recognize(text)) {
    const start = text.indexOf(found, at);
    if (found === "" || start < 0) throw new Error(`${JSON.stringify(found)} does not stand there`);
    at = start + found.length;
  }
}
