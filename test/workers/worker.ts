import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";
import { cors } from "../../src/index.ts";
import { withCors } from "../../src/workers/index.ts";

/** The Worker that worker.node.test.ts runs in workerd: each path does what only the platform can do. */
interface Env {
  ORIGINS: string;
  UPSTREAM: string;
  ROOM: DurableObjectNamespace<RoomBase>;
  PLAIN_ROOM: DurableObjectNamespace<RoomBase>;
  SERVICE: Service<typeof ServiceBase>;
  FIELD: Fetcher;
}

const policy = (env: Env): ReturnType<typeof cors> => cors({ allowOrigins: env.ORIGINS.split(",") });

function openSocket(): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  server.addEventListener("message", ({ data }) => server.send(`echo ${String(data)}`));
  return new Response(null, { status: 101, webSocket: client });
}

class RoomBase extends DurableObject<Env> {
  override fetch(request: Request): Response {
    return request.headers.get("upgrade") === "websocket" ? openSocket() : new Response("room", { status: 404 });
  }
  add(a: number, b: number): number {
    return a + b;
  }
}
export const Room = withCors(policy, RoomBase);
export class PlainRoom extends RoomBase {}

class ServiceBase extends WorkerEntrypoint<Env> {
  override fetch(): Response {
    throw new Error(`not for you: ${this.env.UPSTREAM}`);
  }
  add(a: number, b: number): number {
    return a + b;
  }
}
export const ServiceWithCors = withCors(policy, ServiceBase);

class FieldBase extends WorkerEntrypoint<Env> {
  override fetch = async (): Promise<Response> => new Response(`field: ${this.env.ORIGINS}`);
}
export const FieldWithCors = withCors(policy, FieldBase);

const ROUTES: Readonly<Record<string, (request: Request, env: Env, ctx: ExecutionContext) => unknown>> = {
  "/proxy-gzip": (_, env) => fetch(`${env.UPSTREAM}/?gzip`),
  "/made-gzip": async (_, env) => {
    const compressed = await (await fetch(`${env.UPSTREAM}/?gzip`)).text();
    const stream = new Blob([compressed]).stream().pipeThrough(new CompressionStream("gzip"));
    return new Response(stream, { encodeBody: "manual", headers: { "Content-Encoding": "gzip", Vary: "Origin" } });
  },
  "/socket": openSocket,
  "/room": (request, env) => env.ROOM.get(env.ROOM.idFromName("a")).fetch(request),
  "/plain-room": (request, env) => env.PLAIN_ROOM.get(env.PLAIN_ROOM.idFromName("a")).fetch(request),
  "/rpc": async (_, env) => {
    const sums = [await env.ROOM.get(env.ROOM.idFromName("a")).add(1, 2), await env.SERVICE.add(3, 4)];
    return new Response(sums.join());
  },
  "/service": (request, env) => env.SERVICE.fetch(request),
  "/field": (request, env) => env.FIELD.fetch(request),
  "/cached": async (request) => {
    const key = new Request(request.url);
    await caches.default.put(key, new Response("cached", { headers: { "Cache-Control": "max-age=60" } }));
    return caches.default.match(key);
  },
  "/redirect": () => Response.redirect("https://example.com/", 302),
  "/network-error": () => Response.error(),
  "/nothing": () => undefined,
  "/object": () => ({ status: 200 }),
  "/never": () => new Promise(() => {}),
  "/wait": async (_request, _env, ctx) => {
    // The platform refuses a ctx that lost its `this`.
    ctx.waitUntil(Promise.resolve());
    return new Response("waited");
  },
};

export default withCors(
  policy,
  {
    fetch: (request: Request, env: Env, ctx: ExecutionContext) => {
      const route = ROUTES[new URL(request.url).pathname];
      if (route === undefined) throw `no such route`;
      return route(request, env, ctx) as Promise<Response>;
    },
    scheduled(controller: ScheduledController) {
      controller.noRetry();
    },
    queue(batch: MessageBatch) {
      batch.ackAll();
    },
  },
  { timeout: 1000 },
);
