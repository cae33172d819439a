import { describe, expect, test } from "vitest";
import { CannotRun } from "../../cannot-run.ts";
import type { Tool } from "../options.ts";
import { lintOne, readForeign } from "./lint-foreign.ts";

interface Expected {
  /** The printed config, without what is the default. */
  readonly config?: Readonly<Record<string, unknown>> | null;
  readonly codes?: readonly string[];
  readonly exact?: boolean;
  readonly effects?: readonly string[];
  /** As `line:column what`. */
  readonly unread?: readonly string[];
}

type Case = readonly [name: string, source: string, expected: Expected];

const FILES: Readonly<Record<Tool, string>> = {
  express: "server.js",
  hono: "app.js",
  fastify: "server.cjs",
  middy: "handler.mjs",
  spring: "Config.java",
  nginx: "api.conf",
  "aws-http-api": "template.yaml",
};

function check(tool: Tool, source: string, expected: Expected, file = FILES[tool]): void {
  const [policy, ...others] = readForeign(source, tool, file).map(lintOne);
  expect(others).toEqual([]);
  const { equivalent, findings = [] } = policy ?? {};
  if (expected.config !== undefined) {
    const config = equivalent?.config ?? null;
    expect(config === null ? null : { ...config, ...expected.config }).toEqual(config);
    if (expected.config === null) expect(config).toBeNull();
  }
  if (expected.codes) expect(findings.map(({ code }) => code)).toEqual(expected.codes);
  if (expected.exact !== undefined)
    expect([equivalent?.exact, equivalent?.differences]).toEqual([
      expected.exact,
      expected.exact ? [] : expect.anything(),
    ]);
  if (expected.effects) expect(equivalent?.differences.map(({ effect }) => effect)).toEqual(expected.effects);
  if (expected.unread)
    expect(equivalent?.unread.map(({ line, column, what }) => `${line}:${column} ${what}`)).toEqual(expected.unread);
}

const APP = "https://app.example.com";
const E = 'import cors from "cors";\n';

const EXPRESS: readonly Case[] = [
  ["no options", `${E}app.use(cors())`, { config: { allowOrigins: "*", allowHeaders: ["*", "Authorization"] }, codes: ["any-origin-by-default"], exact: true }],
  ["an origin", `${E}app.use(cors({ origin: "${APP}" }))`, { config: { allowOrigins: [APP] }, codes: [], exact: true }],
  ["require", `const cors = require("cors"); app.options("*", cors({ origin: ["${APP}"] }))`, { config: { allowOrigins: [APP] } }],
  ["require in place", `app.use(require('cors')({ origin: "${APP}", credentials: true }))`, { config: { allowOrigins: [APP], allowCredentials: true }, exact: true }],
  ["a constant", `${E}const list = ["${APP}"]; const options = { origin: list, maxAge: 60 * 60 };\nroute.use(cors({ ...options, credentials: !0 }))`, { config: { allowOrigins: [APP], allowCredentials: true, maxAge: 3600 }, exact: true }],
  ["a variable that is set twice", `${E}let list = ["${APP}"]; list = [];\napp.use(cors({ origin: list }))`, { unread: ["3:24 origin is the variable list"] }],
  ["a name that stands for itself", `${E}const a = b, b = a; app.use(cors({ origin: a }))`, { unread: ["2:18 origin is something that is nested too deeply"] }],
  ["a function", `${E}app.use(cors({\n  origin: (origin, done) => done(null, true),\n}))`, { unread: ["3:11 origin is a function"], exact: false }],
  ["an environment variable", `${E}app.use(cors({ origin: [process.env.A, "${APP}"] }))`, { config: { allowOrigins: [APP] }, unread: ["2:25 origin[0] is process.env.A"] }],
  ["the result of a call", `${E}app.use(cors({ origin: process.env.ORIGINS.split(",") }))`, { unread: ["2:24 origin is the result of process.env.ORIGINS.split()"] }],
  ["any origin with credentials", `${E}app.use(cors({ origin: "*", credentials: true }))`, { config: { allowOrigins: "*", allowCredentials: false }, codes: ["any-origin-with-credentials"] }],
  ["true", `${E}app.use(cors({ origin: true }))`, { config: { allowOrigins: "*" }, codes: ["reflects-any-origin"], exact: true }],
  ["true with credentials", `${E}app.use(cors({ origin: true, credentials: true }))`, { codes: ["reflects-any-origin"], effects: ["safer"] }],
  ["false", `${E}app.use(cors({ origin: false }))`, { config: null, exact: true }],
  ["an unescaped dot", `${E}app.use(cors({ origin: /^https:\\/\\/app.example\\.com$/, credentials: true }))`, { config: { allowOrigins: [APP] }, codes: ["regexp-unescaped-dot"], effects: ["safer"] }],
  ["no anchor", `${E}app.use(cors({ origin: new RegExp("example\\\\.com$") }))`, { codes: ["regexp-unanchored", "regexp-unanchored"] }],
  ["the flag g", `${E}app.use(cors({ origin: /^https:\\/\\/app\\.example\\.com$/g }))`, { codes: ["regexp-global"] }],
  ["another expression", `${E}app.use(cors({ origin: /^(https):\\/\\/(?!x)a\\.com$/ }))`, { unread: ["2:24 origin: /^(https):\\/\\/(?!x)a\\.com$/ is none of the usual forms; a resolver can run it"] }],
  ["a slash at its end", `${E}app.use(cors({ origin: "${APP}/" }))`, { config: { allowOrigins: [APP] }, codes: ["origin-never-matches"], effects: ["wider"] }],
  ["* in a list", `${E}app.use(cors({ origin: ["*"] }))`, { config: null, codes: ["origin-never-matches"] }],
  ["a pattern in a list", `${E}app.use(cors({ origin: ["https://*.example.com"] }))`, { config: { allowOrigins: ["https://*.example.com"] }, codes: ["origin-never-matches"], effects: ["wider"] }],
  ["null", `${E}app.use(cors({ origin: ["null", "${APP}"] }))`, { config: { allowOrigins: ["null", APP], dangerouslyAllowNullOrigin: true }, codes: ["allows-null"] }],
  ["null with credentials", `${E}app.use(cors({ origin: ["null", "${APP}"], credentials: true }))`, { config: { allowOrigins: [APP] }, codes: ["allows-null"], effects: ["safer"] }],
  ["http with credentials", `${E}app.use(cors({ origin: "http://app.example.com", credentials: true }))`, { config: { dangerouslyAllowInsecureOrigins: true }, codes: ["origin-insecure"], exact: true }],
  ["lists as texts", `${E}app.use(cors({ origin: "${APP}", methods: "GET,PUT", allowedHeaders: "X-A, X-B", exposedHeaders: "X-C" }))`, { config: { allowMethods: ["GET", "PUT"], allowHeaders: ["X-A", "X-B"], exposeHeaders: ["X-C"] }, exact: true }],
  ["headers that browsers keep", `${E}app.use(cors({ origin: "${APP}", allowedHeaders: ["Origin", "Cookie", "X-A"] }))`, { config: { allowHeaders: ["X-A"] }, exact: true }],
  ["lower case", `${E}app.use(cors({ origin: "${APP}", methods: ["put"] }))`, { config: { allowMethods: ["PUT"] }, effects: ["wider"] }],
  ["* with credentials in lists", `${E}app.use(cors({ origin: "${APP}", credentials: true, methods: "*", allowedHeaders: "*", exposedHeaders: "*" }))`, { config: { allowMethods: [], allowHeaders: [], exposeHeaders: [] }, effects: ["safer", "safer", "safer"] }],
  ["preflightContinue", `${E}app.use(cors({ origin: "${APP}", preflightContinue: true }))`, { codes: ["preflight-not-answered"] }],
  ["an option that is none", `${E}app.use(cors({ origin: "${APP}", allowOrigins: [] }))`, { unread: ["2:65 there is no option allowOrigins"] }],
  ["an origin that may be in what is spread", `${E}app.use(cors({ ...shared, maxAge: 5 }))`, { effects: ["safer"], codes: [], unread: ["2:14 some options are spread from elsewhere"] }],
  ["options alone", `module.exports = { origin: "${APP}" }`, { config: { allowOrigins: [APP] } }],
  ["a namesake of another module", `import cors from "./cors.js"; app.use(cors({ origin: true })); export const corsOptions = { origin: "${APP}" }`, { config: { allowOrigins: [APP] } }],
]; // prettier-ignore

const EXPRESS_ODD: readonly Case[] = [
  ["credentials that are not true", `${E}app.use(cors({ origin: "${APP}", credentials: "yes" }))`, { config: { allowCredentials: false }, exact: true }],
  ["an empty text of headers is none", `${E}app.use(cors({ origin: "${APP}", allowedHeaders: "" }))`, { config: { allowHeaders: ["*", "Authorization"] }, exact: true }],
  ["a name of two scopes", `${E}function f() { const list = []; }\nconst list = ["${APP}"];\napp.use(cors({ origin: list }))`, { unread: ["4:24 origin is the variable list"] }],
]; // prettier-ignore

const HONO: readonly Case[] = [
  ["no options", 'import { cors } from "hono/cors"; app.use(cors())', { config: { allowOrigins: "*", allowMethods: ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "QUERY"] }, codes: ["any-origin-by-default"], exact: true }],
  ["renamed", `import { cors as c } from "hono/cors"; app.use(c({ origin: "${APP}", allowHeaders: [] }))`, { config: { allowOrigins: [APP], allowHeaders: ["*", "Authorization"] }, exact: true }],
  ["of JSR", `import { cors } from "jsr:@hono/hono/cors"; app.use(cors({ origin: ["${APP}"], credentials: true }))`, { config: { allowOrigins: [APP], allowHeaders: ["*"] }, exact: true }],
  ["* with credentials", 'import { cors } from "hono/cors"; app.use(cors({ origin: "*", credentials: true }))', { codes: ["any-origin-with-credentials"] }],
  ["* in a list", 'import { cors } from "hono/cors"; app.use(cors({ origin: ["*"] }))', { config: null, codes: ["origin-never-matches"] }],
  ["an origin that may be in what is spread", 'import { cors } from "hono/cors";\napp.use(cors({ ...shared, maxAge: 5 }))', { effects: ["safer"], codes: [], unread: ["2:14 some options are spread from elsewhere"] }],
  ["a function", 'import { cors } from "hono/cors";\napp.use(cors({ origin: (o) => o }))', { unread: ["2:24 origin is a function"] }],
]; // prettier-ignore

const FASTIFY: readonly Case[] = [
  ["no options", 'fastify.register(require("@fastify/cors"))', { config: { allowOrigins: "*", allowMethods: ["GET", "HEAD", "POST"] }, codes: ["any-origin-by-default", "default-methods"], exact: true }],
  ["awaited", `import cors from "@fastify/cors"; await app.register(cors, { origin: "${APP}", methods: ["PUT"] })`, { config: { allowOrigins: [APP], allowMethods: ["PUT"] }, exact: true, codes: [] }],
  ["an import in place", `app.register(import("@fastify/cors"), { origin: [/^https:\\/\\/.*\\.example\\.com$/], methods: [], allowedHeaders: [] })`, { config: { allowOrigins: ["https://*.example.com"], allowMethods: [], allowHeaders: [] }, exact: true }],
  ["* in a list is any origin", `app.register(require("@fastify/cors"), { origin: ["${APP}", "*"], methods: [] })`, { config: { allowOrigins: "*" }, exact: true }],
  ["true with credentials", 'app.register(require("@fastify/cors"), { origin: true, credentials: true, methods: [] })', { codes: ["reflects-any-origin"] }],
  ["an origin that may be elsewhere", 'app.register(require("@fastify/cors"), options)', { effects: ["safer"], codes: ["default-methods"], unread: ["1:40 the options is the variable options"] }],
  ["a delegator", 'app.register(require("@fastify/cors"), {\n delegator: (request, done) => done(null, {}) })', { unread: ["2:13 delegator is a function"] }],
  ["preflight: false", `app.register(require("@fastify/cors"), { origin: "${APP}", methods: [], preflight: false })`, { codes: ["preflight-not-answered"] }],
]; // prettier-ignore

const M = 'import httpCors from "@middy/http-cors";\n';
const ANSWERED = "disableBeforePreflightResponse: false";
const MIDDY: readonly Case[] = [
  ["no options send no origin", `${M}middy(h).use(httpCors())`, { config: null, codes: ["preflight-not-answered", "errors-without-cors"] }],
  ["origins", `${M}middy(h).use(httpCors({ origins: ["${APP}"], methods: "GET, PUT", headers: "Content-Type", ${ANSWERED} }))`, { config: { allowOrigins: [APP], allowMethods: ["GET", "PUT"], allowHeaders: ["Content-Type"] }, exact: true, codes: ["errors-without-cors"] }],
  ["no headers, no methods", `${M}middy(h).use(httpCors({ origin: "${APP}", ${ANSWERED} }))`, { config: { allowOrigins: [APP], allowMethods: [], allowHeaders: [] }, exact: true }],
  ["* with credentials reflects", `${M}middy(h).use(httpCors({ origin: "*", credentials: true, ${ANSWERED} }))`, { codes: ["any-origin-with-credentials", "reflects-any-origin", "errors-without-cors"] }],
  ["its * is one label", `${M}middy(h).use(httpCors({ origins: ["https://*.example.com"], ${ANSWERED} }))`, { config: { allowOrigins: ["https://*.example.com"] }, effects: ["wider"] }],
  ["a * without a dot", `${M}middy(h).use(httpCors({ origins: ["https://*example.com", "${APP}"], ${ANSWERED} }))`, { config: { allowOrigins: [APP] }, codes: ["regexp-unanchored", "errors-without-cors"], effects: ["safer"] }],
  ["an international host", `${M}middy(h).use(httpCors({ origins: ["https://münchen.de"], ${ANSWERED} }))`, { config: { allowOrigins: ["https://xn--mnchen-3ya.de"] }, exact: true }],
  ["getOrigin", `${M}middy(h).use(httpCors({ getOrigin: () => "*", ${ANSWERED} }))`, { unread: ["2:36 getOrigin is a function"] }],
]; // prettier-ignore

const SPRING: readonly Case[] = [
  ["an annotation", "@CrossOrigin @GetMapping class A {}", { config: { allowOrigins: "*", maxAge: 1800, allowHeaders: ["*", "Authorization"] }, codes: ["any-origin-by-default"] }],
  ["a value", `@CrossOrigin("${APP}") class A {}`, { config: { allowOrigins: [APP] } }],
  ["attributes", `@CrossOrigin(origins = { "${APP}", "https://b.example.org/" }, methods = {RequestMethod.GET, RequestMethod.HEAD, RequestMethod.POST, RequestMethod.PUT}, allowedHeaders = "*", exposedHeaders = {"X-A"}, allowCredentials = "true", maxAge = 3600L)`, { config: { allowOrigins: [APP, "https://b.example.org"], allowMethods: ["GET", "HEAD", "POST", "PUT"], allowHeaders: ["*"], exposeHeaders: ["X-A"], allowCredentials: true, maxAge: 3600 }, exact: true }],
  ["a comment is none", `// @CrossOrigin("*")\n/* addMapping("/**") */ String s = "@CrossOrigin"; registry.addMapping("/a").allowedOrigins("${APP}");`, { config: { allowOrigins: [APP] } }],
  ["a chain", `registry.addMapping("/api/**")\n  .allowedOrigins("${APP}").allowedMethods("*").allowCredentials(true).maxAge(600);`, { config: { allowOrigins: [APP], allowMethods: ["*"], allowHeaders: ["*"], allowCredentials: true, maxAge: 600 }, exact: true }],
  ["safelisted methods that Spring refuses", `registry.addMapping("/**").allowedOrigins("${APP}").allowedMethods("GET");`, { effects: ["wider"] }],
  ["any pattern with credentials", 'registry.addMapping("/**").allowedOriginPatterns("*").allowCredentials(true);', { codes: ["reflects-any-origin"] }],
  ["any origin with credentials", 'registry.addMapping("/**").allowedOrigins("*").allowCredentials(true);', { codes: ["any-origin-with-credentials"] }],
  ["patterns and ports", 'registry.addMapping("/**").allowedOriginPatterns("https://*.example.com", "http://localhost:[*]", "https://a.example.org:[8080,8443]");', { config: { allowOrigins: ["https://*.example.com", "http://localhost:*", "https://a.example.org:8080", "https://a.example.org:8443"] }, exact: true }],
  ["a pattern without a dot", `registry.addMapping("/**").allowedOriginPatterns("https://*example.com", "${APP}");`, { config: { allowOrigins: expect.anything() }, codes: ["regexp-unanchored", "partial-domain"], effects: ["safer"] }],
  ["a property", 'registry.addMapping("/**").allowedOrigins("${app.origin}");', { unread: ["1:43 allowedOrigins is the property ${app.origin}"] }],
  ["a constant", "@CrossOrigin(origins = ORIGIN)", { unread: ["1:24 allowedOrigins is the constant ORIGIN"] }],
  ["an object", `CorsConfiguration c = new CorsConfiguration();\nc.setAllowedOrigins(List.of("${APP}"));\nc.addAllowedMethod(HttpMethod.PUT); c.addAllowedMethod("GET"); c.addAllowedMethod("POST"); c.addAllowedMethod("HEAD");\nc.addAllowedHeader("X-A"); c.setMaxAge(Duration.ofHours(2));`, { config: { allowOrigins: [APP], allowMethods: ["PUT", "GET", "POST", "HEAD"], allowHeaders: ["X-A"], maxAge: 7200 }, exact: true }],
  ["an object without anything lets nobody in", "var c = new CorsConfiguration();", { config: null }],
  ["Kotlin", `val c = CorsConfiguration()\nc.allowedOrigins = listOf("${APP}")\nc.allowCredentials = true`, { config: { allowOrigins: [APP], allowCredentials: true } }],
]; // prettier-ignore

const GATEWAY: readonly Case[] = [
  ["globalcors", `spring:\n  cloud:\n    gateway:\n      globalcors:\n        cors-configurations:\n          '[/**]':\n            allowedOrigins: "${APP}"\n            allowedMethods: [GET, HEAD, POST, DELETE]`, { config: { allowOrigins: [APP], allowMethods: ["GET", "HEAD", "POST", "DELETE"], allowHeaders: [] }, exact: true }],
  ["kebab case, a list in a text", `spring.cloud.gateway.server.webflux.globalcors.corsConfigurations:\n  "[/api/**]":\n    allowed-origins: ${APP}, https://b.example.org\n    allowed-methods: "*"`, { config: { allowOrigins: [APP, "https://b.example.org"], allowMethods: ["*"] }, exact: true }],
  ["any pattern with credentials", 'spring:\n cloud:\n  gateway:\n   globalcors:\n    corsConfigurations:\n     "[/**]": { allowedOriginPatterns: "*", allowCredentials: true, allowedMethods: "*" }', { codes: ["reflects-any-origin"] }],
  ["a route", `routes:\n- id: a\n  metadata:\n    cors:\n      allowedOrigins: ["${APP}"]\n      allowedMethods: "*"\n      maxAge: 30`, { config: { allowOrigins: [APP], maxAge: 30 } }],
]; // prettier-ignore

const VARY = "add_header Vary Origin always;";
const NGINX: readonly Case[] = [
  ["any origin", "add_header Access-Control-Allow-Origin * always;", { config: { allowOrigins: "*", allowMethods: [], allowHeaders: [] }, exact: true, codes: [] }],
  ["no always", `location / { add_header 'Access-Control-Allow-Origin' '${APP}'; }`, { config: { allowOrigins: [APP] }, codes: ["no-always"] }],
  ["$http_origin with credentials", `server { add_header Access-Control-Allow-Origin $http_origin always; add_header Access-Control-Allow-Credentials true always; ${VARY} }`, { codes: ["reflects-any-origin"] }],
  ["a map", `map $http_origin $o { default ""; "${APP}" $http_origin; "~^https://.*\\.example\\.org$" $http_origin; } server { add_header Access-Control-Allow-Origin $o always; ${VARY} }`, { config: { allowOrigins: [APP, "https://*.example.org"] }, exact: true, codes: [] }],
  ["a map without Vary", `map $http_origin $o { "${APP}" $http_origin; "https://b.example.org" $http_origin; } server { add_header Access-Control-Allow-Origin $o always; }`, { codes: ["vary-missing"] }],
  ["a map whose default is the origin", `map $http_origin $o { default $http_origin; } server { add_header Access-Control-Allow-Origin $o always; ${VARY} }`, { codes: ["reflects-any-origin"] }],
  ["an expression without an end", `location / { if ($http_origin ~* "^https://app\\.example\\.com") { add_header Access-Control-Allow-Origin $http_origin always; } ${VARY} }`, { config: { allowOrigins: [APP] }, codes: ["regexp-unanchored"], effects: ["safer"] }],
  ["set in an if", `server { set $cors ""; if ($http_origin ~ '^https://(app|www)\\.example\\.com$') { set $cors $http_origin; } add_header Access-Control-Allow-Origin $cors always; ${VARY} }`, { config: { allowOrigins: [APP, "https://www.example.com"] }, exact: true }],
  ["a child that loses them", `server { add_header Access-Control-Allow-Origin ${APP} always; location /a { add_header X-A 1; } location /b { proxy_pass http://b; } }`, { codes: ["headers-lost"] }],
  ["an if for OPTIONS that loses them", `location / { add_header Access-Control-Allow-Origin ${APP} always; if ($request_method = OPTIONS) { add_header Access-Control-Max-Age 600 always; return 204; } }`, { config: { maxAge: 600 }, codes: ["headers-lost"] }],
  ["several origins", `add_header Access-Control-Allow-Origin "${APP}, https://b.example.org" always; ${VARY}`, { config: { allowOrigins: [APP, "https://b.example.org"] }, codes: ["several-origins"] }],
  ["what is asked for", `add_header Access-Control-Allow-Origin ${APP} always; add_header Access-Control-Allow-Headers $http_access_control_request_headers always; add_header Access-Control-Allow-Methods "GET, PUT, OPTIONS" always;`, { config: { allowHeaders: ["*", "Authorization"], allowMethods: ["GET", "PUT", "OPTIONS"] }, exact: true }],
  ["maps of maps", `map $http_origin $o { "${APP}" $http_origin; "https://b.example.org" $http_origin; } map $o $c { default $yes; "" ""; } map $c $yes { default true; } map $o $v { default Origin; } map $v $v2 { default $v; } map $o $e { default "X-A, X-B"; } server { add_header Access-Control-Allow-Origin $o always; add_header Access-Control-Allow-Credentials $c always; add_header Access-Control-Expose-Headers $e always; add_header Vary $v2 always; }`, { config: { allowOrigins: [APP, "https://b.example.org"], allowCredentials: true, exposeHeaders: ["X-A", "X-B"] }, codes: [], exact: true }],
  ["maps that go round", `map $b $a { default $b; } map $a $b { default $a; } add_header Access-Control-Allow-Origin ${APP} always; add_header Access-Control-Expose-Headers $a always;`, { config: { exposeHeaders: [] } }],
  ["a map of something else", `map $host $o { default ${APP}; } add_header Access-Control-Allow-Origin $o always; add_header Access-Control-Expose-Headers $elsewhere always;`, { unread: ["1:1 Access-Control-Allow-Origin is $o", "1:101 access-control-expose-headers is $elsewhere"] }],
  ["a variable from elsewhere", `add_header Access-Control-Allow-Origin $elsewhere always; ${VARY}`, { unread: ["1:1 Access-Control-Allow-Origin is $elsewhere"] }],
]; // prettier-ignore

const AWS_ODD: readonly Case[] = [
  ["SAM's REST API without an origin", `Resources: { A: { Type: AWS::Serverless::Api, Properties: { Cors: { AllowMethods: "'GET'" } } } }`, { config: { allowOrigins: "*" }, codes: ["any-origin-by-default"] }],
  ["an HTTP API without an origin", "Resources: { A: { Type: AWS::ApiGatewayV2::Api, Properties: { CorsConfiguration: { AllowMethods: [GET] } } } }", { config: null, codes: [], exact: true }],
]; // prettier-ignore

const NGINX_IF: readonly Case[] = [
  ["what stands in an if alone is not inherited", `location / { if ($http_origin = "${APP}") { add_header Access-Control-Allow-Origin $http_origin always; } ${VARY} location /a { add_header X-A 1; } }`, { config: { allowOrigins: [APP] }, codes: [], exact: true }],
  ["a * for preflight requests alone grants nothing", `location / { add_header Access-Control-Allow-Origin ${APP} always; if ($request_method = OPTIONS) { add_header Access-Control-Allow-Origin * always; return 204; } }`, { config: { allowOrigins: [APP] } }],
]; // prettier-ignore

const api = (cors: string): string =>
  `Resources:\n  Api:\n    Type: AWS::ApiGatewayV2::Api\n    Properties:\n      CorsConfiguration: ${cors}`;
const AWS: readonly Case[] = [
  ["lists", api(`{ AllowOrigins: ["${APP}"], AllowMethods: [GET, PUT], AllowHeaders: [Content-Type], ExposeHeaders: [X-A], AllowCredentials: true, MaxAge: 300 }`), { config: { allowOrigins: [APP], allowMethods: ["GET", "PUT"], allowHeaders: ["Content-Type"], exposeHeaders: ["X-A"], allowCredentials: true, maxAge: 300 }, exact: true }],
  ["any origin of https, with credentials", api('{ AllowOrigins: ["https://*"], AllowCredentials: true }'), { codes: ["reflects-any-origin"] }],
  ["any origin with credentials", api('{ AllowOrigins: ["*"], AllowCredentials: true }'), { codes: ["any-origin-with-credentials"] }],
  ["a pattern", api('{ AllowOrigins: ["https://*.example.com"] }'), { codes: ["origin-never-matches"] }],
  ["an intrinsic", api(`{ AllowOrigins: [!Sub "https://\${Name}", "${APP}"] }`), { config: { allowOrigins: [APP] }, unread: ["5:48 AllowOrigins[0] is the result of !Sub"] }],
  ["an intrinsic in full", api(`{ AllowOrigins: [{ "Fn::Sub": "x" }, "${APP}"] }`), { unread: ["5:43 AllowOrigins[0] is the result of Fn::Sub"] }],
  ["SAM's true", "Resources: { A: { Type: AWS::Serverless::HttpApi, Properties: { CorsConfiguration: true } } }", { config: { allowOrigins: "*" } }],
  ["SAM's Globals", `Globals: { HttpApi: { CorsConfiguration: { AllowOrigins: ["${APP}"] } } }`, { config: { allowOrigins: [APP] } }],
  ["SAM's REST API", `Resources: { A: { Type: AWS::Serverless::Api, Properties: { Cors: { AllowOrigin: "'${APP}'", AllowMethods: "'GET,PUT'", AllowHeaders: "'X-A'" } } } }`, { config: { allowOrigins: [APP], allowMethods: ["GET", "PUT"], allowHeaders: ["X-A"] } }],
  ["SAM's REST API with several origins", `Resources: { A: { Type: AWS::Serverless::Api, Properties: { Cors: "'${APP},https://b.example.org'" } } }`, { codes: ["origin-never-matches", "several-origins"] }],
  ["a Function URL", `Resources: { A: { Type: AWS::Lambda::Url, Properties: { Cors: { AllowOrigins: ["*"], AllowCredentials: true, AllowMethods: [GET, OPTIONS] } } } }`, { codes: ["reflects-any-origin", "method-too-long"] }],
  ["an alias", `x: &list ["${APP}"]\nResources: { A: { Type: AWS::ApiGatewayV2::Api, Properties: { CorsConfiguration: { AllowOrigins: *list } } } }`, { config: { allowOrigins: [APP] } }],
  ["alone", `CorsConfiguration: { AllowOrigins: ["${APP}"] }`, { config: { allowOrigins: [APP] } }],
]; // prettier-ignore

describe("express", () =>
  test.each([...EXPRESS, ...EXPRESS_ODD])("%s", (_, source, expected) => check("express", source, expected)));
describe("hono", () => test.each(HONO)("%s", (_, source, expected) => check("hono", source, expected)));
describe("fastify", () => test.each(FASTIFY)("%s", (_, source, expected) => check("fastify", source, expected)));
describe("middy", () => test.each(MIDDY)("%s", (_, source, expected) => check("middy", source, expected)));
describe("spring", () => test.each(SPRING)("%s", (_, source, expected) => check("spring", source, expected)));
describe("spring's gateway", () =>
  test.each(GATEWAY)("%s", (_, source, expected) => check("spring", source, expected, "application.yml")));
describe("nginx", () =>
  test.each([...NGINX, ...NGINX_IF])("%s", (_, source, expected) => check("nginx", source, expected)));
describe("aws-http-api", () =>
  test.each([...AWS, ...AWS_ODD])("%s", (_, source, expected) => check("aws-http-api", source, expected)));

test("TypeScript is read where it stands", () => {
  const source = `import cors, { type CorsOptions } from "cors";\nconst options: CorsOptions = { origin: (x as string) };\napp.use(cors(options));`;
  check("express", source, { unread: ["2:41 origin is the variable x"] }, "server.ts");
});

test("options of a .json file", () => {
  check(
    "express",
    `{ "origin": "${APP}", "credentials": true }`,
    { config: { allowOrigins: [APP], allowCredentials: true }, exact: true },
    "cors.json",
  );
  check(
    "aws-http-api",
    `{ "Resources": { "A": { "Type": "AWS::ApiGatewayV2::Api", "Properties": { "CorsConfiguration": { "AllowOrigins": ["${APP}"] } } } } }`,
    { config: { allowOrigins: [APP] } },
    "template.json",
  );
});

test.each<readonly [Tool, string, string, string]>([
  ["express", "a.js", "app.use(cors({\n  origin: ]\n}))", "a.js:2:11: Unexpected token"],
  ["express", "a.json", '{ "origin": }', "a.json:1:13: Unexpected token"],
  ["express", "a.ts", "const a: = 1;", "a.ts"],
  ["nginx", "a.conf", "server {\n  add_header A b\n}", "a.conf:2:3: add_header has no ; at its end"],
  ["nginx", "a.conf", "server {\n  listen 80;\n", "a.conf:1:1: this block is not closed"],
  ["nginx", "a.conf", "a b;\n}", "a.conf:2:1: a } that closes nothing"],
  ["nginx", "a.conf", "a {".repeat(5000), "a.conf:1:301: this block is nested too deeply"],
  ["aws-http-api", "t.yaml", "a: [b\nc: d", "t.yaml:"],
  ["spring", "application.yml", "a:\n - b\n c: d", "application.yml:"],
])("%s: a fault of %s is told with its place", (tool, file, source, message) => {
  expect(() => readForeign(source, tool, file)).toThrow(CannotRun);
  expect(() => readForeign(source, tool, file)).toThrow(message);
});
