// The function before and after, each behind the stand-in, with the gateway responses of the template and without.
import { readFile } from "node:fs/promises";
import { serve as listen } from "@hono/node-server";
import { handler as after } from "./after.mjs";
import { handler as before } from "./before.mjs";
import { gateway } from "./gateway.mjs";

const WITHOUT = "Resources: { Api: { Properties: {} } }";

/** @param ports of the page and three gateways; 0 for any */
export async function serve([page, ...ports]) {
  const template = await readFile(new URL("template.yaml", import.meta.url), "utf8");
  const html = await readFile(new URL("page.html", import.meta.url), "utf8");
  const fetches = [
    () => new Response(html, { headers: { "Content-Type": "text/html" } }),
    gateway(before, WITHOUT),
    gateway(before, template),
    gateway(after, template),
  ];
  const servers = await Promise.all([page, ...ports].map((port, i) => start(fetches[i], port)));
  return {
    apis: servers.slice(1).map((server) => `http://localhost:${server.address().port}`),
    close() {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

function start(fetch, port) {
  return new Promise((resolve) => {
    const server = listen({ fetch, port, hostname: "127.0.0.1" }, () => resolve(server));
  });
}
