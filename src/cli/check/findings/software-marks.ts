import type { SoftwareId } from "./software-names.ts";

/** What an answer of some software shows. */
export interface Mark {
  readonly software: SoftwareId;
  /** A header's name and what its value is like, or the beginning of a body. */
  readonly header?: readonly [name: string, value: RegExp];
  readonly body?: RegExp;
  /** `sure`: nothing else sends this; `likely`: others might. */
  readonly confidence: "sure" | "likely";
  /** Who says so. */
  readonly source: string;
}

const ANY = /^/;
const AWS = "https://docs.aws.amazon.com";
const CLOUDFLARE = "https://developers.cloudflare.com";

/** Patterns are anchored and without nested repetition: the values are a stranger's. */
export const MARKS: readonly Mark[] = [
  {
    software: "http-api",
    header: ["apigw-requestid", ANY],
    confidence: "sure",
    source: `${AWS}/apigateway/latest/developerguide/http-api-logging-variables.html`,
  },
  {
    software: "rest-api",
    header: ["x-amz-apigw-id", ANY],
    confidence: "sure",
    source: `${AWS}/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html`,
  },
  {
    software: "rest-api",
    body: /^\{"message":"Missing Authentication Token"\}/,
    confidence: "sure",
    source: `${AWS}/apigateway/latest/developerguide/supported-gateway-response-types.html`,
  },
  {
    software: "function-url",
    header: ["x-amzn-requestid", ANY],
    confidence: "likely",
    source: `${AWS}/lambda/latest/dg/urls-invocation.html`,
  },
  {
    software: "alb",
    header: ["server", /^awselb\//i],
    confidence: "sure",
    source: `${AWS}/elasticloadbalancing/latest/application/x-forwarded-headers.html`,
  },
  {
    software: "s3",
    header: ["server", /^AmazonS3$/i],
    confidence: "sure",
    source: `${AWS}/AmazonS3/latest/API/RESTCommonResponseHeaders.html`,
  },
  {
    software: "cloudfront",
    header: ["x-amz-cf-id", ANY],
    confidence: "sure",
    source: `${AWS}/AmazonCloudFront/latest/DeveloperGuide/http-custom-headers.html`,
  },
  {
    software: "cloudflare-access",
    header: ["location", /^https:\/\/[a-z0-9-]+\.cloudflareaccess\.com\//i],
    confidence: "sure",
    source: `${CLOUDFLARE}/cloudflare-one/access-controls/applications/http-apps/authorization-cookie/cors/`,
  },
  {
    software: "cloudflare-access",
    header: ["www-authenticate", /^Cloudflare-Access\b/i],
    confidence: "sure",
    source: `${CLOUDFLARE}/cloudflare-one/access-controls/applications/http-apps/authorization-cookie/cors/`,
  },
  {
    software: "cloudflare",
    header: ["cf-ray", ANY],
    confidence: "sure",
    source: `${CLOUDFLARE}/fundamentals/reference/http-headers/`,
  },
  {
    software: "cloudflare",
    header: ["server", /^cloudflare$/i],
    confidence: "sure",
    source: `${CLOUDFLARE}/fundamentals/reference/http-headers/`,
  },
  {
    software: "vercel",
    header: ["x-vercel-id", ANY],
    confidence: "sure",
    source: "https://vercel.com/docs/headers/response-headers",
  },
  {
    software: "netlify",
    header: ["x-nf-request-id", ANY],
    confidence: "sure",
    source: "https://docs.netlify.com/platform/request-id/",
  },
  {
    software: "nginx",
    header: ["server", /^(nginx|openresty)\b/i],
    confidence: "sure",
    source: "https://nginx.org/en/docs/http/ngx_http_core_module.html#server_tokens",
  },
  {
    software: "nginx",
    body: /<hr><center>(nginx|openresty)\b/,
    confidence: "sure",
    source: "https://nginx.org/en/docs/http/ngx_http_core_module.html#server_tokens",
  },
  {
    software: "apache",
    header: ["server", /^Apache\b(?!-Coyote)/i],
    confidence: "sure",
    source: "https://httpd.apache.org/docs/2.4/mod/core.html#servertokens",
  },
  { software: "caddy", header: ["server", /^Caddy$/i], confidence: "sure", source: "https://caddyserver.com/docs/" },
  { software: "caddy", header: ["via", /\bCaddy$/i], confidence: "sure", source: "https://caddyserver.com/docs/" },
  {
    software: "iis",
    header: ["server", /^Microsoft-IIS\//i],
    confidence: "sure",
    source: "https://learn.microsoft.com/iis/configuration/system.webserver/security/requestfiltering/",
  },
  {
    software: "envoy",
    header: ["server", /^(istio-)?envoy$/i],
    confidence: "sure",
    source: "https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/headers#server",
  },
  {
    software: "express",
    header: ["x-powered-by", /^Express$/i],
    confidence: "sure",
    source: "https://expressjs.com/en/advanced/best-practice-security.html",
  },
  {
    software: "express",
    body: /<pre>Cannot (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) \//,
    confidence: "likely",
    source: "https://github.com/pillarjs/finalhandler",
  },
  {
    software: "hono",
    body: /^404 Not Found$/,
    confidence: "likely",
    source: "https://hono.dev/docs/api/hono#not-found",
  },
  {
    software: "fastify",
    body: /^\{"message":"Route [A-Z]+:.{0,500} not found","error":"Not Found","statusCode":404\}/,
    confidence: "sure",
    source: "https://fastify.dev/docs/latest/Reference/Server/#setnotfoundhandler",
  },
  {
    software: "next",
    header: ["x-powered-by", /^Next\.js\b/i],
    confidence: "sure",
    source: "https://nextjs.org/docs/app/api-reference/config/next-config-js/poweredByHeader",
  },
  {
    software: "aspnet",
    header: ["server", /^Kestrel$/i],
    confidence: "sure",
    source: "https://learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel",
  },
  {
    software: "aspnet",
    header: ["x-powered-by", /^ASP\.NET$/i],
    confidence: "likely",
    source: "https://learn.microsoft.com/iis/configuration/system.webserver/httpprotocol/customheaders/",
  },
  {
    software: "spring",
    body: /^Invalid CORS request/,
    confidence: "sure",
    source: "https://docs.spring.io/spring-framework/reference/web/webmvc-cors.html",
  },
  {
    software: "spring",
    body: /^\{"timestamp":"[^"]{0,40}","status":\d{3},"error":"/,
    confidence: "likely",
    source: "https://docs.spring.io/spring-boot/reference/web/servlet.html#web.servlet.spring-mvc.error-handling",
  },
  {
    software: "django",
    header: ["server", /^WSGIServer\//i],
    confidence: "likely",
    source: "https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver",
  },
  {
    software: "django",
    header: ["set-cookie", /^csrftoken=/i],
    confidence: "likely",
    source: "https://docs.djangoproject.com/en/stable/ref/settings/#csrf-cookie-name",
  },
  {
    software: "rails",
    header: ["x-runtime", /^\d+\.\d+$/],
    confidence: "likely",
    source: "https://guides.rubyonrails.org/rails_on_rack.html",
  },
];
