// One of the servers that are asked over loopback, in a process of its own: node server.ts <name>
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { cors } from "../../src/index.ts";
import { CONFIG } from "../contenders/asked.ts";
import { setHeaders } from "../contenders/by-hand.ts";
import { served } from "../workerd/served.ts";

const handlers: Readonly<Record<string, (request: Request) => Response | Promise<Response>>> = {
  unwrapped: served,
  "by hand": (request) => setHeaders(request, served(request)),
  corskit: cors(CONFIG).wrap(served),
};
const fetch = handlers[process.argv[2] ?? ""];
if (fetch === undefined) throw new Error(`there is no server ${process.argv[2]}`);
const server = createAdaptorServer({ fetch });
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.on("disconnect", () => process.exit());
