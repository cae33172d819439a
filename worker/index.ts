import type { ExecutionContext } from "hono";
import { withCors } from "../src/workers/index.ts";
import { policyFor } from "./cors.ts";
import type { Env } from "./env.ts";
import { isForOwnPages, isOwnHost } from "./own-host.ts";
import { createRides } from "./rides.ts";
import { serveScenario } from "./simulator/serve.ts";
import { site } from "./site.ts";

export { SimulatorRun } from "./simulator/run-object.ts";

const api = withCors((env: Env) => policyFor(env), createRides(), { timeout: 1000 });

const NO_HOST = "ORIGINS names pages of this machine alone, and this is no name of this machine.\n";

/**
 * One Worker on several hosts: scenarios are run for real on all of them, `api.*` is the demo's API as well, and every
 * other one serves the pages.
 */
export default {
  fetch(request: Request, env: Env, ctx: ExecutionContext): Response | Promise<Response> {
    const { host, hostname } = new URL(request.url);
    if (isForOwnPages(env.ORIGINS) && !isOwnHost(host)) return new Response(NO_HOST, { status: 421 });
    const run = serveScenario(request, (id, one) => env.RUNS.get(env.RUNS.idFromName(id)).fetch(one));
    if (run !== undefined) return run;
    return hostname.startsWith("api.") ? api.fetch(request, env, ctx) : site(request, env);
  },
};
