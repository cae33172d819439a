import { setTimeout } from "node:timers/promises";
import { withCors } from "corskit/lambda";
import { policy } from "./cors.mjs";

const api = async ({ path }) => {
  // The database has a bad day.
  if (path === "/report") await setTimeout(2000);
  return { statusCode: 200, body: "{}" };
};

// On AWS the gateway gives up after 29 seconds, which withCors knows; the stand-in here does after one.
export const handler = withCors(policy, api, { gatewayTimeout: 1000 });
