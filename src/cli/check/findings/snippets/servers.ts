import type { Values } from "./values.ts";

const each = (values: Values, line: (origin: string, i: number) => string): string =>
  values.origins.map(line).join("\n");

/** The headers that an allowed preflight gets beside its origin. */
function grants({
  methods,
  headers,
  credentials,
  maxAge,
}: Values): readonly (readonly [name: string, value: string])[] {
  return [
    ...(credentials ? ([["Access-Control-Allow-Credentials", "true"]] as const) : []),
    ["Access-Control-Allow-Methods", methods.join(", ")],
    ["Access-Control-Allow-Headers", headers.join(", ")],
    ["Access-Control-Max-Age", String(maxAge)],
  ];
}

/** A map each, so that no header is sent to an origin that is not listed: nginx leaves out what is empty. */
export function nginx(values: Values): string {
  const variable = (name: string): string =>
    `$cors_${name.slice("Access-Control-".length).toLowerCase().replaceAll("-", "_")}`;
  const all = grants(values);
  const hidden = [
    "Access-Control-Allow-Origin",
    "Access-Control-Allow-Credentials",
    ...all.map(([name]) => name),
  ].filter((name, i, names) => names.indexOf(name) === i);
  return `# nginx, in http { }:
map $http_origin $cors_origin {
    default "";
${each(values, (origin) => `    "${origin}" "${origin}";`)}
}
${all.map(([name, value]) => `map $cors_origin ${variable(name)} {\n    default "${value}";\n    "" "";\n}`).join("\n")}
map "$request_method $http_access_control_request_method" $cors_preflight {
    default "";
    "~^OPTIONS ." 1;
}

# In server { }. A location with an add_header of its own needs all of these lines again.
add_header Vary Origin always;
add_header Access-Control-Allow-Origin $cors_origin always;
${all.map(([name]) => `add_header ${name} ${variable(name)} always;`).join("\n")}
${hidden.map((name) => `proxy_hide_header ${name};`).join("\n")}
if ($cors_preflight) {
    return 204;
}
`;
}

export function apache(values: Values): string {
  const escaped = (origin: string): string => origin.replace(/[.[\]]/g, "\\$&");
  return `# Apache httpd: mod_setenvif, mod_headers, mod_rewrite; in the virtual host.
${each(values, (origin) => `SetEnvIf Origin "^${escaped(origin)}$" CORS_ORIGIN=${origin}`)}
Header always merge Vary Origin
Header onsuccess unset Access-Control-Allow-Origin
Header always set Access-Control-Allow-Origin "%{CORS_ORIGIN}e" env=CORS_ORIGIN
${grants(values)
  .map(([name, value]) => `Header always set ${name} "${value}" env=CORS_ORIGIN`)
  .join("\n")}
RewriteEngine On
RewriteCond %{REQUEST_METHOD} =OPTIONS
RewriteCond %{HTTP:Access-Control-Request-Method} .
RewriteRule ^ - [R=204,L]
`;
}

export function caddy(values: Values): string {
  return `# Caddy, in the site's block, before reverse_proxy.
header +Vary Origin
${each(
  values,
  (origin, i) => `@origin${i} header Origin ${origin}
header @origin${i} {
	Access-Control-Allow-Origin ${origin}
${grants(values)
  .map(([name, value]) => `\t${name} "${value}"`)
  .join("\n")}
	defer
}`,
)}
@preflight {
	method OPTIONS
	header Access-Control-Request-Method *
}
respond @preflight 204
`;
}

export function iis({ origins, methods, headers, credentials, maxAge }: Values): string {
  const origin = (
    one: string,
  ): string => `      <add origin="${one}" allowCredentials="${credentials}" maxAge="${maxAge}">
        <allowHeaders>
${headers.map((name) => `          <add header="${name}" />`).join("\n")}
        </allowHeaders>
        <allowMethods>
${methods.map((method) => `          <add method="${method}" />`).join("\n")}
        </allowMethods>
      </add>`;
  return `<!-- IIS with its CORS module, web.config; take the headers away in the application. -->
<configuration>
  <system.webServer>
    <cors enabled="true" failUnlistedOrigins="false">
${origins.map(origin).join("\n")}
    </cors>
  </system.webServer>
</configuration>
`;
}

export function envoy({ origins, methods, headers, credentials, maxAge }: Values): string {
  return `# Envoy: the filter envoy.filters.http.cors before those that authenticate, and on the route or virtual host:
typed_per_filter_config:
  envoy.filters.http.cors:
    "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy
    allow_origin_string_match:
${origins.map((origin) => `      - exact: "${origin}"`).join("\n")}
    allow_methods: "${methods.join(", ")}"
    allow_headers: "${headers.join(", ")}"
    allow_credentials: ${credentials}
    max_age: "${maxAge}"
# The filter sets no Vary.
response_headers_to_add:
  - header: { key: vary, value: origin }
`;
}
