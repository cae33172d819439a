import { recognize } from "../../../src/browser/index.ts";

/** A message of a console's, and what is known of it. */
const KNOWN =
  "Access to fetch at 'https://api.example.com/' from origin 'https://app.example.com' has been blocked by CORS policy: " +
  "No 'Access-Control-Allow-Origin' header is present on the requested resource.";

/**
 * Any text as a console's: what is recognised stands in it, in order, with its values, and is a message by itself. A
 * message on a line before it is found as well.
 */
export function fuzz(text: string): void {
  let at = 0;
  for (const { text: found, values, cause, fix } of recognize(text)) {
    const start = text.indexOf(found, at);
    if (found === "" || start < 0) throw new Error(`${JSON.stringify(found)} does not stand there`);
    at = start + found.length;
    if (cause === "" || fix === "") throw new Error(`${JSON.stringify(found)} has no words`);
    if (recognize(found).length === 0) throw new Error(`by itself it is nothing: ${JSON.stringify(found)}`);
    for (const [name, value] of Object.entries(values))
      if (!words(found).includes(words(value))) throw new Error(`${name} is ${JSON.stringify(value)}`);
  }
  const [first] = recognize(`${KNOWN}\n-\n${text}`);
  if (first === undefined || !words(first.text).startsWith(KNOWN)) throw new Error("it hides a message before it");
}

/** A text without what a console does to it: lines that it breaks. */
function words(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
