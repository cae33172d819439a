import type { Evidence } from "../../evidence.ts";
import { allAnswered, header, isAnswered } from "../answers.ts";
import type { Found } from "../found.ts";
import { isSignIn } from "../locations.ts";
import type { SoftwareId } from "../software-names.ts";
import { recognise, type Recognised } from "../software.ts";
import { cloudFront, functionUrl, httpApi, restApi, s3 } from "./aws.ts";
import { aspnet, django, rails, spring } from "./frameworks.ts";
import { corskit, express, fastify, hono, lambda, next, workers } from "./javascript.ts";
import { cloudflare, cloudflareAccess, netlify, vercel } from "./platforms.ts";
import { apache, caddy, envoy, iis, nginx } from "./servers.ts";
import { snippetValues, type Values } from "./values.ts";

const POLICIES: Readonly<Record<SoftwareId, (values: Values) => string>> = {
  "http-api": httpApi,
  "rest-api": restApi,
  "function-url": functionUrl,
  alb: lambda,
  s3,
  cloudfront: cloudFront,
  cloudflare,
  "cloudflare-access": cloudflareAccess,
  workers,
  hono,
  vercel,
  netlify,
  nginx,
  apache,
  caddy,
  iis,
  envoy,
  express,
  fastify,
  next,
  aspnet,
  spring,
  django,
  rails,
};

/** What stands before others' servers, and seldom is where CORS belongs. */
const EDGES: ReadonlySet<SoftwareId> = new Set(["alb", "cloudfront", "cloudflare", "vercel"]);

/** What no policy mends. */
const WITHOUT = /^(dns|connection|tls|protocol|network|mixed|local|request|redirect|cookie|engines|cache|answers|any)-/;

/**
 * The fix for the software at hand, ready to paste, with the origins that are to be let in and no others.
 *
 * @returns undefined where there is none to paste
 */
export function snippetFor(found: Found, evidence: Evidence): string | undefined {
  if (found.code === "cookie-not-cross-site") return cookie(found);
  if (/^(preflight-redirected|redirect-without-headers)$/.test(found.code)) return finalUrl(found);
  if (WITHOUT.test(found.code)) return undefined;
  const values = snippetValues(found, evidence);
  const software = softwareFor(found, evidence);
  return values && (software === undefined ? corskit : POLICIES[software.id])(values);
}

/** What made the answer in question, or else any other: the handler's own framework rather than what is before it. */
export function softwareFor({ shown }: Pick<Found, "shown">, evidence: Evidence): Recognised | undefined {
  const own = shown.slice(0, 1).filter(isAnswered).flatMap(recognise);
  const all = [...own, ...allAnswered(evidence).flatMap(recognise)];
  return all.find(({ id }) => !EDGES.has(id)) ?? all[0];
}

/** https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.2.7 */
function cookie({ about }: Found): string | undefined {
  return /^[A-Za-z0-9_.-]{1,64}$/.test(about)
    ? `Set-Cookie: ${about}=…; Path=/; Secure; HttpOnly; SameSite=None; Partitioned\n`
    : undefined;
}

/** Where the page is to fetch from in the first place: on the same host alone, or it is another API; no sign-in page. */
function finalUrl({ shown: [heard] }: Found): string | undefined {
  const location = heard === undefined ? null : header(heard, "location");
  if (heard === undefined || location === null || !URL.canParse(location, heard.request.url)) return undefined;
  const url = new URL(location, heard.request.url);
  if (isSignIn(heard.request.url, location)) return undefined;
  const isSame = url.hostname === new URL(heard.request.url).hostname && /^https?:$/.test(url.protocol);
  return isSame && url.username === "" && url.href.length <= 500
    ? `await fetch(${JSON.stringify(url.href)});\n`
    : undefined;
}
