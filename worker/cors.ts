import { cors, type Cors } from "../src/index.ts";

/** The one policy: which pages may read the API, and what of it. */
export function policyFor({ ORIGINS }: { readonly ORIGINS: string }): Cors {
  return cors({
    allowOrigins: ORIGINS.split(","),
    allowMethods: ["GET", "POST", "PUT", "DELETE"],
    exposeHeaders: ["Allow", "Content-Disposition", "Location", "Retry-After", "X-Request-Id"],
    allowCredentials: true,
  });
}
