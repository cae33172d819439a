import { cors } from "../src/index.ts";
import { policyFor } from "./cors.ts";
import type { Assets, Env } from "./env.ts";
import { siteOf } from "./simulator/site.ts";
import { why } from "./why.ts";

/** The demo asks it from a sandbox too, where its origin is `null`. It tells nobody more than preflights do. */
const open = cors({ allowOrigins: "*" });

/** The pages' hosts: `app.*`, and for the demo `evil.*` or any other, which its policy denies. */
export function site(request: Request, env: Pick<Env, "ASSETS" | "ORIGINS">): Response | Promise<Response> {
  const url = new URL(request.url);
  if (/^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)) {
    url.hostname = "app.localhost";
    return Response.redirect(url.href);
  }
  if (url.pathname === "/why") return open.wrap((asked) => why(asked, policyFor(env)))(request);
  return servePage(request, url, env.ASSETS);
}

/** Pages that may do nothing but run their script: their origin is `null`. */
const SANDBOXED: ReadonlyMap<string, string> = new Map([
  ["/demo/sandboxed", "/demo"],
  ["/frame", "/frame"],
]);

async function servePage(request: Request, url: URL, assets: Assets): Promise<Response> {
  const sandboxed = SANDBOXED.get(url.pathname);
  const asset = sandboxed === undefined ? request : new Request(new URL(sandboxed, url), request);
  const response = await assets.fetch(asset);
  const secured = new Response(response.body, response);
  for (const [name, value] of Object.entries(securityHeaders(url, sandboxed !== undefined))) {
    secured.headers.set(name, value);
  }
  return secured;
}

function securityHeaders(url: URL, sandboxed: boolean): Record<string, string> {
  const { page, others } = siteOf(url.href);
  // On one's own machine the demo's API may stand on any port, behind another runtime say.
  const api = url.hostname.endsWith(".localhost") ? ["http://api.localhost:*"] : [];
  const policy = [
    "default-src 'none'",
    // A sandboxed page is not itself: its own origin is `null`.
    `script-src ${url.origin}`,
    `style-src ${url.origin}`,
    `img-src ${url.origin}`,
    `connect-src ${[...new Set([url.origin, page, ...others, ...api])].join(" ")}`,
    `frame-src ${url.origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${url.pathname === "/frame" ? url.origin : "'none'"}`,
    ...(sandboxed ? ["sandbox allow-scripts"] : []),
  ];
  return {
    "Content-Security-Policy": policy.join("; "),
    "X-Content-Type-Options": "nosniff",
    // As browsers do by themselves, and the model with them: a stricter one makes the Origin of a no-cors POST `null`.
    "Referrer-Policy": "strict-origin-when-cross-origin",
  };
}
