// Serves functions as `netlify dev` does, by the library that it has for them.
import { resolve } from "node:path";
import { serve } from "@hono/node-server";
import { Reactive } from "@netlify/dev-utils";
import { FunctionsHandler } from "@netlify/functions-dev";

const functions = new FunctionsHandler({
  config: new Reactive({ functions: {}, functionsDirectory: resolve("netlify/functions") }),
  destPath: resolve(".netlify/functions"),
  geolocation: {},
  projectRoot: resolve("."),
  settings: {},
  timeouts: {},
  userFunctionsPath: resolve("netlify/functions"),
});
async function fetch(request) {
  const found = await functions.match(request);
  return found === undefined ? new Response("no function", { status: 404 }) : found.handle(request);
}
serve({ fetch, port: Number(process.env.PORT), hostname: "127.0.0.1" });
