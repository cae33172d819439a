import { cors } from "corskit";

/**
 * Which pages may use this API, and what of it. It is said here and nowhere else.
 *
 * The Function URL answers preflights and sets the headers, as is emitted of this. It adds them to the function's own,
 * and browsers refuse a response that has them twice: so the function sets none, `owner: "gateway"`.
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
