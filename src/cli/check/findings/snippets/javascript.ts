import { addressSpaceOf } from "../../../../browser/site.ts";
import type { Values } from "./values.ts";

const list = (items: readonly string[]): string => JSON.stringify(items).replaceAll('","', '", "');

/** The options of corskit's own policy. */
function policy({ origins, methods, headers, credentials, maxAge }: Values): string {
  const isInsecure = (origin: string): boolean =>
    origin.startsWith("http:") && addressSpaceOf(new URL(origin)) !== "loopback";
  return [
    "{",
    `  allowOrigins: ${list(origins)},`,
    `  allowMethods: ${list(methods)},`,
    `  allowHeaders: ${list(headers)},`,
    ...(credentials ? ["  allowCredentials: true,"] : []),
    ...(credentials && origins.some(isInsecure) ? ["  dangerouslyAllowInsecureOrigins: true,"] : []),
    `  maxAge: ${maxAge},`,
    "}",
  ].join("\n");
}

export function corskit(values: Values): string {
  return `// npm install corskit: one policy for every response, preflights and errors included.
import { cors } from "corskit";

const api = cors(${policy(values)});
export default { fetch: api.wrap(handler) };
`;
}

export function hono(values: Values): string {
  return `// Hono: before the routes.
import { cors } from "corskit/hono";

app.use(cors(${policy(values)}));
`;
}

export function workers(values: Values): string {
  return `// Cloudflare Workers: around the whole module.
import { withCors } from "corskit/workers";

export default withCors(${policy(values)}, worker);
`;
}

export function lambda(values: Values): string {
  return `// Lambda behind a load balancer, which sets no CORS headers itself.
import { withCors } from "corskit/lambda";

export const handler = withCors(${policy(values)}, yourHandler);
`;
}

export function express({ origins, methods, headers, credentials, maxAge }: Values): string {
  return `// Express: before authentication and the routes, so that preflights and errors pass through it.
import cors from "cors";

app.use(
  cors({
    origin: ${list(origins)},
    methods: ${list(methods)},
    allowedHeaders: ${list(headers)},
    credentials: ${credentials},
    maxAge: ${maxAge},
  }),
);
`;
}

export function fastify({ origins, methods, headers, credentials, maxAge }: Values): string {
  return `// Fastify: before the routes.
import cors from "@fastify/cors";

await app.register(cors, {
  origin: ${list(origins)},
  methods: ${list(methods)},
  allowedHeaders: ${list(headers)},
  credentials: ${credentials},
  maxAge: ${maxAge},
});
`;
}

export function next({ origins: [origin], methods, headers, credentials, maxAge }: Values): string {
  return `// Next.js, next.config.mjs: one origin. Route handlers need an OPTIONS that answers 204.
export default {
  async headers() {
    return [
      {
        source: "/api/:path*",
        headers: [
          { key: "Access-Control-Allow-Origin", value: ${JSON.stringify(origin)} },
          { key: "Access-Control-Allow-Methods", value: ${JSON.stringify(methods.join(", "))} },
          { key: "Access-Control-Allow-Headers", value: ${JSON.stringify(headers.join(", "))} },${
            credentials ? '\n          { key: "Access-Control-Allow-Credentials", value: "true" },' : ""
          }
          { key: "Access-Control-Max-Age", value: "${maxAge}" },
        ],
      },
    ];
  },
};
`;
}
