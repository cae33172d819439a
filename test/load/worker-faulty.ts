import { withCors } from "../../src/workers/index.ts";
import { faulty } from "./handlers.ts";
import { DEADLINE, policy } from "./policy.ts";

const seen: string[] = [];
addEventListener("unhandledrejection", ({ reason }) => seen.push(`unhandled rejection: ${String(reason)}`));

const guarded = withCors(policy, faulty, { timeout: DEADLINE });

export default {
  fetch: (request: Request) => (request.url.endsWith("/unhandled") ? Response.json(seen) : guarded(request)),
};
