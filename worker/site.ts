import { cors } from "../src/index.ts";
import { policyFor } from "./cors.ts";
import type { Env } from "./env.ts";
import { why } from "./why.ts";

/** The page asks it from a sandbox too, where its origin is `null`. It tells nobody more than preflights do. */
const open = cors({ allowOrigins: "*" });

/** The page's hosts: `app.*`, which the policy allows, and `evil.*` or any other, which it denies. */
export function site(request: Request, env: Env): Response | Promise<Response> {
  const url = new URL(request.url);
  if (/^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)) {
    url.hostname = "app.localhost";
    return Response.redirect(url.href);
  }
  if (url.pathname === "/why") return open.wrap((asked) => why(asked, policyFor(env)))(request);
  return serveAsset(request, url, env);
}

async function serveAsset(request: Request, url: URL, env: Env): Promise<Response> {
  // The same page once more, where it may do nothing but run its script: a page of the origin `null`.
  const sandboxed = url.pathname === "/sandboxed";
  const asset = sandboxed ? new Request(new URL("/", url), request) : request;
  const response = await env.ASSETS.fetch(asset);
  const secured = new Response(response.body, response);
  for (const [name, value] of Object.entries(securityHeaders(url, sandboxed))) secured.headers.set(name, value);
  return secured;
}

function securityHeaders({ protocol, host, hostname, origin }: URL, sandboxed: boolean): Record<string, string> {
  // On one's own machine the API may stand on any port, behind another runtime say.
  const api = hostname.endsWith(".localhost") ? "api.localhost:*" : `api.${host.replace(/^[^.]*\./, "")}`;
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src ${origin} ${protocol}//${api}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    ...(sandboxed ? ["sandbox allow-scripts"] : []),
  ];
  return {
    "Content-Security-Policy": policy.join("; "),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
  };
}
