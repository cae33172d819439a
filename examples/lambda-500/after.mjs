import { cors } from "corskit";
import { withCors } from "corskit/lambda";

const policy = cors({ allowOrigins: [process.env.ORIGIN] });

export const handler = withCors(policy, async ({ rawPath, body }) => {
  if (rawPath !== "/rides") return { statusCode: 404, body: "Not Found" };
  const ride = body === undefined ? { to: "Bern" } : JSON.parse(body);
  return { statusCode: 200, body: JSON.stringify(ride) };
});
