import { decodeScenario, encodeScenario, isDecodeError } from "../../../worker/simulator/codec.ts";
import { DEFAULT_PAGE, DEFAULT_RAW } from "../../../worker/simulator/defaults.ts";
import { EXAMPLES } from "../../../worker/simulator/gallery.ts";
import { CannotRun } from "../cannot-run.ts";

const FIX = "Pass the URL of an API, a link that the simulator made, or the name of one of its examples.";

/**
 * The address's fragment for what somebody passes: a link or what stands behind its `#s=`, an example's name, an API's
 * URL, which is then asked by a page of another origin.
 *
 * @throws CannotRun
 */
export function hashFor(text: string): string {
  if (EXAMPLES.some(({ id }) => id === text)) return `#${text}`;
  const encoded = /#s=([\w-]+)$/.exec(text)?.[1] ?? text;
  const decoded = decodeScenario(encoded);
  if (!isDecodeError(decoded)) return `#s=${encoded}`;
  if (encoded !== text) throw new CannotRun(decoded.message, FIX);
  if (!/^https?:\/\//i.test(text)) throw new CannotRun(`${JSON.stringify(text.slice(0, 60))} is no scenario.`, FIX);
  const ofUrl = encodeScenario({ page: { ...DEFAULT_PAGE, url: text }, server: DEFAULT_RAW });
  const read = decodeScenario(ofUrl);
  if (isDecodeError(read)) throw new CannotRun(read.message, FIX);
  return `#s=${ofUrl}`;
}
