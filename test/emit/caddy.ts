import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { start } from "../engines/processes.ts";
import { installCaddy } from "./install-caddy.ts";

/**
 * Caddy, in the foreground.
 *
 * @param folder for its files; it stays
 * @param sites what stands in the Caddyfile
 * @throws Error where it does not start, with what it says
 */
export async function runCaddy(folder: string, sites: string): Promise<{ close(): Promise<void> }> {
  const file = join(folder, "Caddyfile");
  await writeFile(file, `{\n\tadmin off\n\tauto_https off\n}\n${sites}`);
  const home = { HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder };
  const child = await start(installCaddy(), ["run", "--config", file], {
    env: { ...process.env, ...home },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said: string[] = [];
  const begun = (async () => {
    for await (const line of createInterface({ input: child.process.stderr! })) {
      said.push(line);
      if (line.includes("serving initial configuration")) return;
    }
    throw new Error(`Caddy does not start: ${said.slice(-3).join("\n")}`);
  })();
  await child.ready(begun);
  child.process.stderr!.resume();
  return { close: () => child.stop() };
}
