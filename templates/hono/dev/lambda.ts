// The function on this machine, without Docker and without AWS: npm run dev:lambda. fromLambda makes the events.
import { serve } from "@hono/node-server";
import { fromLambda } from "corskit/testing";
import { handler } from "../src/entry.lambda.ts";

serve({ fetch: fromLambda(handler), hostname: "127.0.0.1", port: Number(process.env["PORT"] ?? 3000) }, ({ port }) =>
  console.log(`http://localhost:${port}/notes`),
);
