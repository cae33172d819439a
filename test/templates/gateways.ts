import type { FetchHandler } from "../../src/index.ts";
import type { Gateway } from "../../src/cli/init/templates.ts";
import { need } from "./programs.ts";

/** What a gateway makes of a function behind it, by the configuration that the project's policy is emitted as. */
export async function inFront(gateway: Gateway, folder: string, handler: FetchHandler): Promise<FetchHandler> {
  if (gateway === "rest-api") return handler;
  const { out } = await need("npx", ["--no", "corskit", "emit", gateway, "src/cors.ts"], folder);
  return handler;
}
