// A user's file, on the packed library and the DOM's types: compiled, then run.
import { cors, corsByPath, CorsConfigError, type AsyncCors, type Cors, type Decision } from "corskit";
import { openPage, type Outcome } from "corskit/browser";
import { EmitError, nginx } from "corskit/emit";
import { cors as honoCors } from "corskit/hono";
import { fromFetch, withCors as lambdaCors } from "corskit/lambda";
import { fromLambda, matchers, pageFetch, policyTable } from "corskit/testing";
import { withCors } from "corskit/workers";
import { Hono } from "hono";

const APP = "https://app.example.com";
const policy: Cors = cors({ allowOrigins: [APP], allowCredentials: true });
const asked: AsyncCors = cors({ allowOrigins: { resolve: async (origin) => origin === APP } });
const request = new Request("https://api.example.com/", { headers: { Origin: APP } });

const handlers: Record<string, (request: Request) => Response | Promise<Response>> = {
  wrap: policy.wrap(() => new Response("ok")),
  resolver: asked.wrap(async () => new Response("ok")),
  paths: corsByPath({ "/*": policy }).wrap(() => new Response("ok")),
  workers: withCors(policy, { fetch: () => new Response("ok") }).fetch,
  hono: new Hono().use(honoCors(policy)).get("/", (c) => c.text("ok")).fetch,
};
for (const [name, handler] of Object.entries(handlers)) {
  const response = await handler(request);
  if (response.headers.get("access-control-allow-origin") !== APP) throw new Error(name);
}

const servers = [
  fromLambda(fromFetch(policy, () => new Response("ok"))),
  fromLambda(lambdaCors(policy, async () => ({ statusCode: 200, body: "ok" }))),
  policy,
];
for (const server of servers) {
  const table = await policyTable(server, [APP], [{ url: request.url }]);
  if (!table.includes("reads 200")) throw new Error(table);
}
if (typeof matchers.toBlockPage !== "function") throw new Error("the matchers");
const page = openPage({ origin: "https://evil.example", server: policy.wrap(() => new Response("ok")) });
const outcome: Outcome = await page.fetch(request.url);
if (outcome.verdict !== "blocked") throw new Error(outcome.verdict);
const reason: unknown = await pageFetch(page)(request.url).catch((error: unknown) => error);
if (!(reason instanceof TypeError)) throw new Error("the page reads what it may not");

const decision: Decision = policy.decide({
  method: "GET",
  url: request.url,
  origin: "https://evil.example",
  requestMethod: null,
  requestHeaders: null,
});
if (decision.allowed) throw new Error("denied origins are allowed");

try {
  cors({ allowOrigins: ["https://app.example.com/"] });
  throw new Error("a faulty config is taken");
} catch (error) {
  if (!(error instanceof CorsConfigError)) throw error;
}

// @ts-expect-error allowOrigins has no default
void (() => cors({}));
// @ts-expect-error there is no such option
void (() => cors({ origin: APP, allowOrigins: "*" }));

if (!nginx(policy, { source: "cors.config.ts" }).output.includes(APP)) throw new Error("nginx");
try {
  nginx(asked);
  throw new Error("a resolver is emitted");
} catch (error) {
  if (!(error instanceof EmitError)) throw error;
}
