// Serves a function of Vercel's as the plain Fetch handler that it is: the platform cannot be run here.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { serve } from "@hono/node-server";

const { default: fn } = await import(pathToFileURL(resolve("api/index.ts")).href);
serve({ fetch: (request) => fn.fetch(request), port: Number(process.env.PORT), hostname: "127.0.0.1" });
