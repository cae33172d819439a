import type { Values } from "./values.ts";

/** Rules for each origin. It covers the error pages of Cloudflare's own; it answers no preflight request. */
export function cloudflare({ origins, credentials }: Values): string {
  const rule = (origin: string): string => `    {
      action     = "rewrite"
      expression = "any(http.request.headers[\\"origin\\"][*] eq \\"${origin}\\")"
      action_parameters = {
        headers = {
          "Access-Control-Allow-Origin" = { operation = "set", value = "${origin}" }${
            credentials ? '\n          "Access-Control-Allow-Credentials" = { operation = "set", value = "true" }' : ""
          }
        }
      }
    },`;
  return `# Cloudflare, Terraform: one ruleset has all rules of this phase. Preflights are answered by what is behind.
resource "cloudflare_ruleset" "cors" {
  zone_id = var.zone_id
  name    = "CORS"
  kind    = "zone"
  phase   = "http_response_headers_transform"
  rules = [
${origins.map(rule).join("\n")}
    {
      action     = "rewrite"
      expression = "true"
      action_parameters = { headers = { "Vary" = { operation = "add", value = "Origin" } } }
    },
  ]
}
`;
}

/** https://developers.cloudflare.com/cloudflare-one/access-controls/applications/http-apps/authorization-cookie/cors/ */
export function cloudflareAccess({ origins, methods, headers, credentials, maxAge }: Values): string {
  const list = (items: readonly string[]): string => JSON.stringify(items).replaceAll('","', '", "');
  return `# Cloudflare Access answers OPTIONS itself; in resource "cloudflare_zero_trust_access_application":
cors_headers = {
  allowed_origins   = ${list(origins)}
  allowed_methods   = ${list(methods)}
  allowed_headers   = ${list(headers)}
  allow_credentials = ${credentials}
  max_age           = ${maxAge}
}
# Or, where what is behind answers preflights, in the place of cors_headers: options_preflight_bypass = true
`;
}

function headerLines({
  origins: [origin],
  methods,
  headers,
  credentials,
  maxAge,
}: Values): readonly (readonly [string, string])[] {
  return [
    ["Access-Control-Allow-Origin", origin],
    ...(credentials ? ([["Access-Control-Allow-Credentials", "true"]] as const) : []),
    ["Access-Control-Allow-Methods", methods.join(", ")],
    ["Access-Control-Allow-Headers", headers.join(", ")],
    ["Access-Control-Max-Age", String(maxAge)],
  ];
}

/** vercel.json: static, so one origin. */
export function vercel(values: Values): string {
  const headers = headerLines(values).map(([key, value]) => ({ key, value }));
  return `${JSON.stringify({ headers: [{ source: "/(.*)", headers }] }, null, 2)}\n`;
}

/** `_headers`: static, so one origin; it holds for files, not for functions. */
export function netlify(values: Values): string {
  const lines = headerLines(values).map(([name, value]) => `  ${name}: ${value}`);
  return `# Netlify, _headers: files alone. A function sets its own.\n/*\n${lines.join("\n")}\n`;
}
