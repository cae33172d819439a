import { once } from "node:events";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CannotRun } from "../cannot-run.ts";
import type { Terminal } from "../terminal.ts";
import { filesIn } from "./assets.ts";
import type { SimulateOptions } from "./command.ts";
import { hashFor } from "./link.ts";
import { simulatorHandler, startSimulator } from "./server.ts";

/** The page's files: beside the built command, or where they are made. */
const FOLDERS = ["./public/", "../../../worker/public/"].map((path) => fileURLToPath(new URL(path, import.meta.url)));

/**
 * Serves the simulator until it is interrupted.
 *
 * @param scenario what to begin with
 * @returns the exit code
 * @throws CannotRun
 */
export async function run(
  scenario: string | undefined,
  { port }: SimulateOptions,
  { out, err, colors }: Terminal,
): Promise<0> {
  const hash = scenario === undefined ? "" : hashFor(scenario);
  const folder = FOLDERS.find((one) => existsSync(`${one}dist/simulator.js`));
  if (folder === undefined)
    throw new CannotRun("The simulator's page is not built.", "Run node scripts/build-page.mjs.");
  const simulator = await startSimulator(port, simulatorHandler(await filesIn(folder)));
  out(`Open  ${colors.bold(`http://app.localhost:${simulator.port}/${hash}`)}`);
  err("It answers this machine alone. Ctrl-C stops it.");
  await once(simulator.server, "close");
  return 0;
}
