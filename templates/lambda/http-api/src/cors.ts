import { cors } from "corskit";

/**
 * Which pages may use this API, and what of it. It is said here and nowhere else.
 *
 * The HTTP API answers preflights and sets the headers, as is emitted of this. It ignores those that the function sets:
 * so the function sets none, `owner: "gateway"`.
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
