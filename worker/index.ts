import type { ExecutionContext } from "hono";
import { withCors } from "../src/workers/index.ts";
import { policyFor } from "./cors.ts";
import type { Env } from "./env.ts";
import { createRides } from "./rides.ts";
import { site } from "./site.ts";

const api = withCors((env: Env) => policyFor(env), createRides(), { timeout: 1000 });

/** One Worker on two kinds of host: `api.*` is the API, every other one serves the page that calls it. */
export default {
  fetch(request: Request, env: Env, ctx: ExecutionContext): Response | Promise<Response> {
    const isApi = new URL(request.url).hostname.startsWith("api.");
    return isApi ? api.fetch(request, env, ctx) : site(request, env);
  },
};
