import { cors } from "corskit";

/**
 * Which pages may read the API: the one place that says so.
 *
 * The Function URL answers preflights and sets the headers, from what `npm run emit` writes of this. The function
 * must set none then: browsers refuse a response that has them twice. So the owner is the gateway.
 */
export const policy = cors({
  // Exact origins, or "*": a Function URL knows no patterns.
  allowOrigins: ["https://app.example.com"],
  allowMethods: ["GET", "PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
  exposeHeaders: ["Location"],
  allowCredentials: false,
  maxAge: 7200,
  owner: "gateway",
});
