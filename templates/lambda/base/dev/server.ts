// The function on this machine, without Docker and without AWS: npm run dev.
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { cors } from "corskit";
import { fromLambda } from "corskit/testing";
import { policy } from "../src/cors.ts";
import { handler } from "../src/index.ts";

const PORT = Number(process.env["PORT"] ?? 3000);

// Pages on this machine may use the API that runs on this machine, and only that one.
const { allowOrigins } = policy.config;
const origins = allowOrigins === "*" ? allowOrigins : [...allowOrigins, "http://localhost:*"];

// fromLambda makes the events; the kit sets the headers here, whoever does on AWS.
const serve = cors({ ...policy.config, allowOrigins: origins, owner: "kit" }).wrap(fromLambda(handler));

// Any other name that leads here is that of a site that wants to read along (DNS rebinding).
const OWN_HOST = /^(localhost|127\.0\.0\.1)(:\d+)?$/;

const server = createServer(async (incoming, outgoing) => {
  if (!OWN_HOST.test(incoming.headers.host ?? "")) {
    outgoing.writeHead(421).end();
    return;
  }
  try {
    const response = await serve(await toRequest(incoming));
    outgoing.statusCode = response.status;
    outgoing.setHeaders(response.headers);
    outgoing.end(await response.bytes());
  } catch {
    // There is no Request for it: for TRACE, say.
    outgoing.writeHead(400).end();
  }
});
server.listen(PORT, "127.0.0.1");
await once(server, "listening");
console.log(`http://localhost:${PORT}/notes`);

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const { method = "GET", url = "/", headersDistinct } = incoming;
  const headers = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  const body = method === "GET" || method === "HEAD" ? null : await buffer(incoming);
  return new Request(`http://localhost:${PORT}${url}`, { method, headers, body });
}
