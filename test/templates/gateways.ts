import { join } from "node:path";
import { parse } from "yaml";
import type { Transport } from "../../src/browser/index.ts";
import { functionUrlService } from "../emit/function-url-service.ts";
import { httpApiService, type CorsConfiguration } from "../emit/http-api-service.ts";
import { toFetch, toTransport } from "./handlers.ts";
import { need } from "./programs.ts";
import type { Owner } from "./variants.ts";

/** What a gateway makes of a function behind it, by the configuration that the project's own policy is emitted as. */
export async function inFront(owner: Owner, folder: string, behind: Transport): Promise<Transport> {
  const corskit = join(folder, "node_modules", "corskit", "dist", "cli", "main.js");
  const { out } = await need(process.execPath, [corskit, "emit", owner, "src/cors.ts"], folder);
  if (owner === "function-url") {
    const unknown = { repeats: false, comparesMethod: true, reflects: false };
    return toTransport(functionUrlService(out, toFetch(behind), unknown));
  }
  const { CorsConfiguration: cors } = parse(out) as { readonly CorsConfiguration: CorsConfiguration };
  const setup = { cors, authorizer: false, optionsRoute: false, integration: behind };
  return httpApiService(setup, { repeats: false, forwards: false });
}
