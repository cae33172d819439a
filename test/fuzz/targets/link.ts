import { decodeScenario, encodeScenario, isDecodeError, MAX_LENGTH } from "../../../worker/simulator/codec.ts";
import type { Scenario } from "../../../worker/simulator/scenario.ts";
import { simulate } from "../../../worker/simulator/ui/simulate.ts";

/** Any text as the state in the simulator's URL: a scenario that a link can hold and that runs, or why it is none. */
export async function fuzz(text: string): Promise<void> {
  await check(text);
  // What stands in a link is Base64: without this hardly any text would get further.
  await check(btoa(String.fromCharCode(...new TextEncoder().encode(text).slice(0, 5000))).replaceAll("=", ""));
}

async function check(link: string): Promise<void> {
  const decoded = decodeScenario(link);
  if (isDecodeError(decoded)) {
    if (decoded.message === "") throw new Error("an error has no words");
    return;
  }
  checkScenario(decoded);
  const own = encodeScenario(decoded);
  if (own.length <= MAX_LENGTH && JSON.stringify(decodeScenario(own)) !== JSON.stringify(decoded))
    throw new Error("its own link is another scenario");
  await simulate(decoded);
}

/** What a scenario may not be, since a real server sends it, and a real page asks. */
function checkScenario({ page, server }: Scenario): void {
  if (new URL(page.url).host === "") throw new Error(`${page.url} has no host`);
  if (page.origin !== "null" && !/^[a-z][a-z\d+.-]*:\/\/[^/\s]+$/.test(page.origin))
    throw new Error(`${page.origin} is no origin`);
  const texts = [page.method, page.cookie, page.body.text, server.kind === "policy" ? server.config : ""];
  if (page.method.length > 64 || texts.some((text) => text.length > 4096)) throw new Error("a text is too long");
  if (page.headers.length > 40 || page.again.length > 8) throw new Error("a list is too long");
  if (server.kind === "policy") return;
  for (const { status, headers } of server.hops.flatMap(({ preflight, actual }) => [preflight, actual])) {
    if (status !== 0 && !(status >= 100 && status <= 999)) throw new Error(`status ${status}`);
    // As Node.js and browsers take them: throws for what would end a line, or is no name.
    for (const [name, value] of headers) new Headers().append(name, value);
  }
}
