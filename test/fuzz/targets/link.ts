import { decodeScenario, encodeScenario, isDecodeError, MAX_LENGTH } from "../../../worker/simulator/codec.ts";

/** Any text as the state in the simulator's URL: a scenario that a link can hold, or why it is none. */
export function fuzz(text: string): void {
  check(text);
  // What stands in a link is Base64: without this hardly any text would get further.
  check(btoa(String.fromCharCode(...new TextEncoder().encode(text).slice(0, 5000))).replaceAll("=", ""));
}

function check(link: string): void {
  const decoded = decodeScenario(link);
  if (isDecodeError(decoded)) {
    if (decoded.message === "") throw new Error("an error has no words");
    return;
  }
  const own = encodeScenario(decoded);
  if (own.length > MAX_LENGTH) return;
  const again = decodeScenario(own);
  if (JSON.stringify(again) !== JSON.stringify(decoded)) throw new Error("its own link is another scenario");
}
