import { join } from "node:path";
import { parse } from "yaml";
import type { Transport } from "../../src/browser/index.ts";
import type { Gateway } from "../../src/cli/init/templates.ts";
import { functionUrlService } from "../emit/function-url-service.ts";
import { httpApiService, type CorsConfiguration } from "../emit/http-api-service.ts";
import { toFetch, toTransport } from "./handlers.ts";
import { need } from "./programs.ts";

/**
 * What a gateway makes of a function behind it, by the configuration that the project's own policy is emitted as. A
 * REST API leaves the function's headers as they are.
 */
export async function inFront(gateway: Gateway, folder: string, behind: Transport): Promise<Transport> {
  if (gateway === "rest-api") return behind;
  const corskit = join(folder, "node_modules", "corskit", "dist", "cli", "main.js");
  const { out } = await need(process.execPath, [corskit, "emit", gateway, "src/cors.ts"], folder);
  if (gateway === "function-url") {
    const unknown = { repeats: false, comparesMethod: true, reflects: false };
    return toTransport(functionUrlService(out, toFetch(behind), unknown));
  }
  const { CorsConfiguration: cors } = parse(out) as { readonly CorsConfiguration: CorsConfiguration };
  const setup = { cors, authorizer: false, optionsRoute: false, integration: behind };
  return httpApiService(setup, { repeats: false, forwards: false });
}
