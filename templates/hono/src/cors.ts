import { cors } from "corskit";

/** Which pages may use this API, and what of it, on either platform. It is said here and nowhere else: `npm run emit` after a change. */
export const policy = cors({
  allowOrigins: ["https://app.example.com"],
  allowMethods: ["GET", "PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
  exposeHeaders: ["Location"],
  allowCredentials: false,
  maxAge: 7200,
});
