// A Worker of a user's, on the packed library and Cloudflare's types.
import { cors } from "corskit";
import { kvOrigins, withCors } from "corskit/workers";
import { DurableObject, waitUntil, WorkerEntrypoint } from "cloudflare:workers";

interface Env {
  ORIGINS: string;
  TENANTS: KVNamespace;
}

const policy = (env: Env): ReturnType<typeof cors> => cors({ allowOrigins: env.ORIGINS.split(",") });

export const Room = withCors(
  policy,
  class extends DurableObject<Env> {
    override fetch(): Response {
      return new Response(this.env.ORIGINS);
    }
    add(a: number, b: number): number {
      return a + b;
    }
  },
);

export const Service = withCors(
  policy,
  class extends WorkerEntrypoint<Env> {
    override async fetch(request: Request): Promise<Response> {
      return Response.json(request.cf ?? {});
    }
  },
);

const sum: number = new Room({} as DurableObjectState, { ORIGINS: "" } as Env).add(1, 2);

export const tenants = withCors(
  ({ TENANTS }) => ({ allowOrigins: { resolve: kvOrigins(TENANTS, { ttl: 300, waitUntil }) } }),
  (_request: Request, _env: Env) => new Response("hello"),
);

export default withCors((env) => cors({ allowOrigins: env.ORIGINS.split(",") }), {
  async fetch(request, env, ctx) {
    ctx.waitUntil(Promise.resolve(sum));
    return new Response(`${request.url} ${env.ORIGINS}`);
  },
  scheduled(controller) {
    controller.noRetry();
  },
} satisfies ExportedHandler<Env>) satisfies ExportedHandler<Env>;
