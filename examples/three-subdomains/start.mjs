import { serve } from "@hono/node-server";
import { fetch } from "./hosts.mjs";

serve({ fetch, port: 8830, hostname: "127.0.0.1" }, () =>
  console.log("Open http://app.rides.localhost:8830, and then http://evil.localhost:8830\nCtrl-C stops it."),
);
