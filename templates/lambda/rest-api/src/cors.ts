import { cors } from "corskit";

/**
 * Which pages may use this API, and what of it. It is said here and nowhere else.
 *
 * A REST API adds nothing to what the function answers: the function sets the headers of that. What the gateway answers
 * itself (a throttled request's 429, an authorizer's 401, the 504 of a function that hangs) has what is emitted of this.
 */
export const policy = cors({
  // With more than one, pages of the first alone can read the gateway's own errors: what it says there is fixed.
  allowOrigins: ["https://app.example.com"],
  allowMethods: ["GET", "PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
  exposeHeaders: ["Location"],
  allowCredentials: false,
  maxAge: 7200,
});
