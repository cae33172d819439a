import { waitUntil } from "cloudflare:workers";
import { cors } from "../../src/index.ts";
import { kvOrigins, withCors, type OriginsNamespace } from "../../src/workers/index.ts";

interface Env {
  TENANTS: KVNamespace;
  /** In seconds. */
  TTL: number;
  /** In milliseconds. */
  TIMEOUT: number;
  WAITS: boolean;
}

/** What becomes of reads, beside the real namespace's own answers. */
type Mode = "healthy" | "slow" | "failing" | "hanging" | "rubbish";

let mode: Mode = "healthy";
let reads = 0;

/** The real namespace, with the troubles of a network that is not there on one machine. */
function troubled(namespace: KVNamespace): OriginsNamespace {
  return {
    async get(key, options) {
      reads++;
      if (mode === "failing") throw new Error("KV GET failed: 503 Service Unavailable");
      if (mode === "hanging") return new Promise(() => {});
      if (mode === "rubbish") return { value: key } as never;
      if (mode === "slow") await scheduler.wait(200);
      return namespace.get(key, options);
    },
  };
}

/** The Worker that tenants.node.test.ts and bench/tenants.ts run in workerd. */
export default withCors(
  (env: Env) =>
    cors({
      allowOrigins: {
        patterns: ["https://dashboard.example.com"],
        timeout: 2 * env.TIMEOUT,
        resolve: kvOrigins(troubled(env.TENANTS), {
          prefix: "origin:",
          ttl: env.TTL,
          timeout: env.TIMEOUT,
          ...(!env.WAITS && { waitUntil }),
        }),
      },
      allowCredentials: true,
    }),
  {
    async fetch(request: Request): Promise<Response> {
      const { pathname, searchParams } = new URL(request.url);
      mode = (searchParams.get("mode") as Mode | null) ?? mode;
      if (pathname === "/reads") return Response.json(reads);
      return new Response("hello");
    },
  },
);
