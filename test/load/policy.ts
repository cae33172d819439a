import { cors } from "../../src/index.ts";

export const APP = "https://app.example.com";
export const OTHER = "https://pr-7.example.org";
export const EVIL = "https://evil.example";
export const HOST = "api.example.com";

/** After so many milliseconds a handler that hangs is answered for. */
export const DEADLINE = 250;

/** The policy in front of every handler, and what the client judges by. */
export const policy = cors({
  allowOrigins: [APP, "https://*.example.org"],
  allowMethods: ["GET", "POST", "PUT"],
  allowHeaders: ["Content-Type"],
  exposeHeaders: ["X-Request-Id"],
  allowCredentials: true,
});
