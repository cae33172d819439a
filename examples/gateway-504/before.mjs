import { setTimeout } from "node:timers/promises";

export async function handler({ path }) {
  // The database has a bad day.
  if (path === "/report") await setTimeout(2000);
  return { statusCode: 200, headers: { "Access-Control-Allow-Origin": "http://app.localhost:8810" }, body: "{}" };
}
