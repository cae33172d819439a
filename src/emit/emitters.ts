import { apiManagement } from "./api-management.ts";
import { caddy } from "./caddy.ts";
import { cloudFront } from "./cloudfront.ts";
import { cloudflareRule } from "./cloudflare-rule.ts";
import type { Emission, EmitOptions } from "./emission.ts";
import { envoy } from "./envoy.ts";
import { functionUrl } from "./function-url.ts";
import { headersFile } from "./headers-file.ts";
import { httpApi } from "./http-api.ts";
import { netlify } from "./netlify.ts";
import { nginx } from "./nginx.ts";
import { r2 } from "./r2.ts";
import type { EmitInput } from "./read-policy.ts";
import { restApi } from "./rest-api.ts";
import { s3 } from "./s3.ts";
import type { TargetName } from "./targets.ts";
import { traefik } from "./traefik.ts";
import { vercel } from "./vercel.ts";

/** What writes for each target. Options are checked by it: what comes from a command line has any values. */
export const EMITTERS: Readonly<Record<TargetName, (input: EmitInput, options: EmitOptions) => Emission>> = {
  "http-api": httpApi,
  "rest-api": restApi,
  "function-url": functionUrl,
  cloudfront: cloudFront,
  s3,
  "cloudflare-rule": cloudflareRule,
  "headers-file": headersFile,
  r2,
  nginx,
  caddy,
  envoy,
  traefik,
  "api-management": apiManagement,
  vercel,
  netlify,
};
