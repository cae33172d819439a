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
  const isDocs = url.pathname.startsWith("/docs/");
  const response = await assets.fetch(asset);
  const secured =
    isDocs && response.status === 404 ? await noSuchPage(url, assets) : new Response(response.body, response);
  const headers = { ...securityHeaders(url, sandboxed !== undefined), ...(isDocs ? docsPolicy(url) : {}) };
  for (const [name, value] of Object.entries(headers)) {
    secured.headers.set(name, value);
  }
  return secured;
}

/** The documentation's own page for it, or how to make the documentation. */
async function noSuchPage(url: URL, assets: Assets): Promise<Response> {
  const page = await assets.fetch(new Request(new URL("/docs/404", url)));
  if (page.ok) return new Response(page.body, { headers: page.headers, status: 404 });
  return new Response("The documentation is not built here: npm run docs:build makes it.\n", { status: 404 });
}

/** The documentation's styles stand in attributes too, and pictures in its style sheets. It asks nobody else. */
function docsPolicy({ origin }: URL): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `script-src ${origin}`,
    `style-src ${origin} 'unsafe-inline'`,
    `img-src ${origin} data:`,
    `connect-src ${origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return { "Content-Security-Policy": policy.join("; ") };
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
