import { cors } from "corskit";

/**
 * Which pages may read the API: the one place that says so.
 *
 * The HTTP API answers preflights and sets the headers, from what `npm run emit` writes of this. It ignores those
 * that the function sets, so the function sets none: the owner is the gateway.
 */
export const policy = cors({
  // Exact origins, or "*": an HTTP API knows no patterns.
  allowOrigins: ["https://app.example.com"],
  allowMethods: ["GET", "PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
  exposeHeaders: ["Location"],
  allowCredentials: false,
  maxAge: 7200,
  owner: "gateway",
});
