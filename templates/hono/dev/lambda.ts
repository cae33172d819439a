// The function on this machine, without Docker and without AWS: npm run dev:lambda. fromLambda makes the events.
import { serve } from "@hono/node-server";
import { fromLambda } from "corskit/testing";
import { handler } from "../src/entry.lambda.ts";

const answer = fromLambda(handler);

// Any other name that leads here is that of a site that wants to read along (DNS rebinding).
const fetch = (request: Request): Response | Promise<Response> =>
  /^(localhost|127\.0\.0\.1)$/.test(new URL(request.url).hostname)
    ? answer(request)
    : new Response(null, { status: 421 });

serve({ fetch, hostname: "127.0.0.1", port: Number(process.env["PORT"] ?? 3000) }, ({ port }) =>
  console.log(`http://localhost:${port}/notes`),
);
