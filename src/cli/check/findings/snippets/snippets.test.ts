import { parse } from "yaml";
import { describe, expect, test } from "vitest";
import { evidenceOf, type Asked } from "../../../../../test/support/evidence.ts";
import { byHand, PAGE, plain } from "../../../../../test/support/server-by-hand.ts";
import { findingsOf } from "../index.ts";
import type { SoftwareId } from "../software-names.ts";

const ASKED: Asked = {
  method: "PUT",
  headers: [
    ["Content-Type", "application/json"],
    ["X-Api-Version", "2"],
  ],
  body: "{}",
  credentials: "include",
  origins: [PAGE, "https://admin.example.com:8443"],
};

/** What gives each software away. */
const TELLS: Readonly<Record<SoftwareId, readonly [name: string, value: string] | string>> = {
  "http-api": ["apigw-requestid", "abc="],
  "rest-api": '{"message":"Missing Authentication Token"}',
  "function-url": ["x-amzn-requestid", "abc"],
  alb: ["server", "awselb/2.0"],
  s3: ["server", "AmazonS3"],
  cloudfront: ["x-amz-cf-id", "abc"],
  cloudflare: ["cf-ray", "abc-LIS"],
  "cloudflare-access": ["www-authenticate", "Cloudflare-Access resource_metadata"],
  workers: "",
  hono: "404 Not Found",
  vercel: ["x-vercel-id", "lis1::abc"],
  netlify: ["x-nf-request-id", "abc"],
  nginx: ["server", "nginx/1.22.1"],
  apache: ["server", "Apache/2.4.62 (Debian)"],
  caddy: ["server", "Caddy"],
  iis: ["server", "Microsoft-IIS/10.0"],
  envoy: ["server", "istio-envoy"],
  express: ["x-powered-by", "Express"],
  fastify: '{"message":"Route OPTIONS:/users not found","error":"Not Found","statusCode":404}',
  next: ["x-powered-by", "Next.js"],
  aspnet: ["server", "Kestrel"],
  spring: "Invalid CORS request",
  django: ["server", "WSGIServer/0.2 CPython/3.13"],
  rails: ["x-runtime", "0.012345"],
};

/** The snippet for a server that refuses OPTIONS, and shows what it is. */
async function snippetOf(tell: readonly [string, string] | string, asked: Asked = ASKED): Promise<string | undefined> {
  const answer = typeof tell === "string" ? plainText(tell) : plain(404, { [tell[0]]: tell[1] });
  const findings = findingsOf(await evidenceOf(byHand({ preflight: answer, allow: () => true }), asked));
  return findings.find(({ code }) => code === "preflight-not-routed")?.snippet;
}

function plainText(body: string): () => Response {
  return () => new Response(body, { status: 404 });
}

const hosts: Partial<Record<SoftwareId, string>> = { workers: "https://api.me.workers.dev/users" };
const all = Object.entries(TELLS) as [SoftwareId, (typeof TELLS)[SoftwareId]][];
const snippets = new Map(
  await Promise.all(
    all.map(async ([id, tell]) => {
      const url = hosts[id];
      return [id, await snippetOf(tell, url === undefined ? ASKED : { ...ASKED, url })] as const;
    }),
  ),
);

/** The static ones can name but one. */
const ONE_ORIGIN: readonly SoftwareId[] = ["rest-api", "vercel", "netlify", "next"];

describe.each(all.map(([id]) => id))("the snippet for %s", (id) => {
  const snippet = snippets.get(id) ?? "";
  test("opens what was asked for, and nothing else", () => {
    const unescaped = snippet.replaceAll("\\.", ".").replaceAll(String.raw`\"`, '"');
    const origins = new Set(unescaped.match(/https?:\/\/[^\s"'$<>,;)\]}]+/g));
    expect([...origins].toSorted()).toEqual(
      ONE_ORIGIN.includes(id) ? [PAGE] : [PAGE, "https://admin.example.com:8443"].toSorted(),
    );
    expect(snippet).not.toMatch(/Origins?["']?[:=( ]{1,4}\[?["']*\*/i);
  });
  test("grants the method and the headers", () => {
    // An edge that answers no preflight has no place for them.
    if (id === "cloudflare") return;
    expect(snippet).toMatch(/\bput\b/i);
    if (id !== "function-url") expect(snippet).toMatch(/x-api-version/i);
  });
});

test("each software has one of its own", () => {
  expect(new Set(snippets.values()).size).toBe(all.length);
});

test.each(["http-api", "rest-api", "function-url", "cloudfront", "envoy"] as const)(
  "%s: YAML that can be read",
  (id) => {
    expect(parse(snippets.get(id) ?? "")).toBeTypeOf("object");
  },
);

test.each(["s3", "vercel"] as const)("%s: JSON that can be read", (id) => {
  expect(JSON.parse(snippets.get(id) ?? "")).toBeTypeOf("object");
});

test("REST APIs: errors of the gateway's own have the headers", () => {
  const { GatewayResponses, Auth } = parse(snippets.get("rest-api") ?? "");
  for (const kind of ["DEFAULT_4XX", "DEFAULT_5XX"]) {
    expect(GatewayResponses[kind].ResponseParameters.Headers).toEqual({
      "Access-Control-Allow-Origin": `'${PAGE}'`,
      "Access-Control-Allow-Credentials": "'true'",
    });
  }
  expect(Auth.AddDefaultAuthorizerToCorsPreflight).toBe(false);
});

test("nothing is recognised: the kit itself", async () => {
  expect(await snippetOf(["x-nothing", "1"])).toMatch(/from "corskit"/);
});

test.each([
  ["null", "null"],
  ["a pattern", "https://*.example.com"],
  ["a quote", 'https://a".example.com'],
  ["a dollar", "https://$http_origin.example.com"],
  ["a brace", "https://a{}.example.com"],
  ["another scheme", "capacitor://localhost"],
])("an origin with %s is filled in nowhere", async (_, origin) => {
  for (const tell of [TELLS.nginx, TELLS.express, TELLS["http-api"]]) {
    expect(await snippetOf(tell, { ...ASKED, origins: [PAGE, origin] })).toBeUndefined();
  }
});

test("methods and names that would need quotes are left out", async () => {
  const headers = [
    ["X'-*`", "1"],
    ["X-Fine", "1"],
  ] as const;
  const snippet = await snippetOf(TELLS.nginx, { ...ASKED, method: "`*'", headers });
  expect(snippet).toMatch(/X-Fine/);
  expect(snippet).not.toMatch(/[`']/);
});

test("what several findings share stands with the first of them", async () => {
  const server = byHand({ preflight: plain(404), missing: plain(404), vary: false });
  const findings = findingsOf(await evidenceOf(server, ASKED)).filter(({ severity }) => severity !== "info");
  expect(findings.length).toBeGreaterThan(2);
  expect(findings.map(({ snippet }) => snippet !== undefined)).toEqual(findings.map((_, i) => i === 0));
  expect(findings[1]?.fix).toMatch(/ The snippet of preflight-not-routed does it\.$/);
});

test("the framework shows itself in other answers", async () => {
  const server = byHand({ preflight: plain(404, { "cf-ray": "1" }), more: { "x-powered-by": "Express" } });
  const [finding] = findingsOf(await evidenceOf(server, ASKED));
  expect(finding?.snippet).toMatch(/^\/\/ Express/);
});

test("the framework behind a proxy is told to mend it, not the proxy", async () => {
  const behind = plain(404, { server: "cloudflare", "cf-ray": "1", "x-powered-by": "Express" });
  const evidence = await evidenceOf(byHand({ preflight: behind }), ASKED);
  const finding = findingsOf(evidence).find(({ code }) => code === "preflight-not-routed");
  expect(finding?.snippet).toMatch(/^\/\/ Express/);
  expect(finding?.evidence).toContain("by Express (x-powered-by: Express)");
  expect(finding?.evidence).toContain("by Cloudflare (cf-ray: 1)");
});
