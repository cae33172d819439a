import { EventEmitter, once } from "node:events";
import { fileURLToPath } from "node:url";
import { filesIn } from "../../src/cli/simulate/assets.ts";
import { simulatorHandler, startSimulator } from "../../src/cli/simulate/server.ts";
import { encodeScenario } from "../../worker/simulator/codec.ts";
import { EXAMPLES } from "../../worker/simulator/gallery.ts";
import { bundleFrame, bundleLabPage } from "../simulator/bundle-lab.ts";
import type { Played } from "../simulator/lab.ts";
import { randomLinks } from "../simulator/random-links.ts";
import { Closers } from "./closers.ts";
import { within } from "./limit.ts";
import { openPageIn } from "./open-page.ts";
import type { EngineName } from "./scenario.ts";

const PUBLIC = fileURLToPath(new URL("../../worker/public/", import.meta.url));
const LIMIT_MS = 600_000;

/** The links of the simulator's gallery, and random ones. */
export function linksOf(seed: number, count: number): readonly string[] {
  return [...EXAMPLES.map(({ scenario }) => encodeScenario(scenario)), ...randomLinks(seed, count)];
}

/**
 * Plays links for real in an engine, against the simulator's server on Node.js.
 *
 * @param control the web's security is off
 * @throws Error where the engine does not run on this machine, or takes too long
 */
export async function playLinks(
  engine: EngineName,
  links: readonly string[],
  control: boolean,
): Promise<readonly Played[]> {
  const closers = new Closers();
  try {
    const results = new EventEmitter();
    const done = once(results, "done");
    const files = new Map([
      ...(await filesIn(PUBLIC)),
      ["/lab", asset("text/html", '<!doctype html><body><script type="module" src="/lab.js"></script>')],
      ["/lab.js", asset("text/javascript", await bundleLabPage())],
      ["/dist/frame.js", asset("text/javascript", await bundleFrame())],
      ["/lab-links", asset("application/json", JSON.stringify(links))],
    ]);
    const handler = simulatorHandler(files);
    const { port, server } = await startSimulator(0, async (request) => {
      if (!request.url.endsWith("/lab-results")) return handler(request);
      results.emit("done", await request.text());
      return new Response(null, { status: 204 });
    });
    closers.add(async () => {
      server.closeAllConnections();
      server.close();
    });
    await openPageIn(engine, `http://app.localhost:${port}/lab`, control, closers);
    const [json] = (await within(LIMIT_MS, `${engine}, ${links.length} links`, done)) as [string];
    if (!json.startsWith("[")) throw new Error(json);
    return JSON.parse(json) as readonly Played[];
  } finally {
    await closers.close();
  }
}

function asset(type: string, text: string) {
  return { type, bytes: new TextEncoder().encode(text) };
}
