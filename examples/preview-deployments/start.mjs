import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { serve } from "@hono/node-server";
import * as after from "./after.mjs";
import * as before from "./before.mjs";
import * as tempting from "./tempting.mjs";

const html = await readFile(new URL("page.html", import.meta.url), "utf8");
const page = () => new Response(html, { headers: { "Content-Type": "text/html" } });

for (const [port, fetch] of [
  [8820, page],
  [8821, before.fetch],
  [8822, tempting.fetch],
  [8823, after.fetch],
]) {
  await once(serve({ fetch, port, hostname: "127.0.0.1" }), "listening");
}
console.log("Open http://deploy-preview-7--rides.localhost:8820 and follow its links\nCtrl-C stops it.");
