import { readFile } from "node:fs/promises";
import * as after from "./after.mjs";
import * as before from "./before.mjs";

const html = await readFile(new URL("page.html", import.meta.url), "utf8");
const page = () => new Response(html, { headers: { "Content-Type": "text/html" } });

const HOSTS = {
  "app.rides.localhost": page,
  "evil.localhost": page,
  "login.rides.localhost": after.login,
  "api.rides.localhost": after.api,
  "login.before.localhost": before.login,
  "api.before.localhost": before.api,
};

/** All hosts at one port, as they would stand behind one load balancer. */
export function fetch(request) {
  const handler = HOSTS[new URL(request.url).hostname];
  return handler?.(request) ?? new Response("There is no such host", { status: 421 });
}
