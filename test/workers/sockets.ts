import { DurableObject } from "cloudflare:workers";
import { cors } from "../../src/index.ts";
import { withCors } from "../../src/workers/index.ts";

/** The Worker of websocket.browser.test.ts: sockets behind a policy, in a Durable Object behind one, and behind none. */
interface Env {
  ALLOWED: string;
  ROOM: DurableObjectNamespace;
}

const policy = ({ ALLOWED }: Env): ReturnType<typeof cors> =>
  cors({ allowOrigins: [ALLOWED, "https://other.example"], allowCredentials: true });
const open = cors({ allowOrigins: "*" });
const sandboxes = cors({ allowOrigins: ["https://other.example", "null"], dangerouslyAllowNullOrigin: true });
const unguarded = ({ ALLOWED }: Env): ReturnType<typeof cors> =>
  cors({ allowOrigins: [ALLOWED, "https://other.example"], allowCredentials: true, guardWebSockets: false });

/** Tells the visitor's session at once, as an API does that trusts its cookies; then says everything again. */
function openSocket(request: Request): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  server.binaryType = "arraybuffer";
  server.accept();
  server.send(`session ${request.headers.get("Cookie")}`);
  server.addEventListener("message", ({ data }) => server.send(data));
  server.addEventListener("close", ({ code, reason }) => server.close(code, reason));
  return new Response(null, { status: 101, webSocket: client });
}

class RoomBase extends DurableObject<Env> {
  override fetch(request: Request): Response {
    return openSocket(request);
  }
}
export const Room = withCors(policy, RoomBase);

const worker = withCors(policy, { fetch: (request: Request, _env: Env) => openSocket(request) });
const everybodys = withCors(open, { fetch: (request: Request, _env: Env) => openSocket(request) });
const nobodys = withCors(sandboxes, { fetch: (request: Request, _env: Env) => openSocket(request) });
const stranger = withCors(unguarded, { fetch: (request: Request, _env: Env) => openSocket(request) });

export default {
  fetch(request: Request, env: Env): Response | Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === "/worker") return worker.fetch(request, env);
    if (pathname === "/room") return env.ROOM.get(env.ROOM.idFromName("a")).fetch(request);
    if (pathname === "/unguarded") return stranger.fetch(request, env);
    if (pathname === "/everybodys") return everybodys.fetch(request, env);
    if (pathname === "/nobodys") return nobodys.fetch(request, env);
    return new Response("<!doctype html><title>page</title>", {
      headers: { "Content-Type": "text/html", "Set-Cookie": "session=1; Secure; SameSite=None" },
    });
  },
};
