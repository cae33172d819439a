import { cors } from "corskit";

/**
 * Which pages may read the API: the one place that says so.
 *
 * A REST API answers preflights, and its own errors, from what `npm run emit` writes of this. What the function
 * answers has the function's headers: the gateway adds none to it.
 */
export const policy = cors({
  // One origin, since what the gateway says for its own errors is static.
  allowOrigins: ["https://app.example.com"],
  allowMethods: ["GET", "PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
  exposeHeaders: ["Location"],
  allowCredentials: false,
  maxAge: 7200,
});
