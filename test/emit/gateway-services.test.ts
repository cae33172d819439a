import { expect, test } from "vitest";
import { httpApiService, type CorsConfiguration, type HttpApiSetup } from "./http-api-service.ts";
import { restApiService, type Resources } from "./rest-api-service.ts";
import { toHandler } from "../../src/browser/transport.ts";
import { restApi } from "../../src/emit/rest-api.ts";

// The interpreters of API Gateway's documentation: what they refuse, and what they answer.

const integration = toHandler(
  () => new Response("ok", { headers: { "Access-Control-Allow-Origin": "*", ETag: '"1"' } }),
);
const APP = "https://app.example.com";

function http(cors: CorsConfiguration, setup: Partial<HttpApiSetup> = {}, repeats = false) {
  return httpApiService(
    { cors, integration, authorizer: false, optionsRoute: false, ...setup },
    { repeats, forwards: false },
  );
}

test.for([
  ["a pattern", { AllowOrigins: ["https://*.example.com"] }],
  ["an app's origin", { AllowOrigins: ["capacitor://localhost"] }],
  ["null", { AllowOrigins: ["null"] }],
  ["a slash at the end", { AllowOrigins: [`${APP}/`] }],
  ["* with credentials", { AllowOrigins: ["*"], AllowCredentials: true }],
  ["a method that no route takes", { AllowMethods: ["PURGE"] }],
  ["an age of more than a day", { MaxAge: 86_401 }],
  ["a key of REST APIs", { AllowOrigin: "*" } as CorsConfiguration],
] as const)("an HTTP API refuses %s", ([, cors]) => {
  expect(() => http(cors)).toThrow("the deployment would fail");
});

/** The status and the CORS headers of an answer. */
async function ask(
  service: ReturnType<typeof http>,
  method: string,
  headers: Readonly<Record<string, string>>,
): Promise<readonly [number, Record<string, string>]> {
  const request = {
    method,
    url: "https://api.example/",
    headers: Object.entries(headers),
    body: null,
    credentials: false,
  };
  const { status, headers: lines } = await service(request);
  return [status, Object.fromEntries(lines.filter(([name]) => /^(access|vary)/i.test(name)))];
}

test("an HTTP API answers as is documented", async () => {
  const cors = {
    AllowOrigins: [APP, "http://*"],
    AllowMethods: ["GET", "PUT"],
    AllowHeaders: ["*"],
    ExposeHeaders: ["date"],
    AllowCredentials: true,
    MaxAge: 300,
  };
  const own = {
    "access-control-allow-origin": APP,
    "access-control-allow-credentials": "true",
    "access-control-expose-headers": "date",
  };
  const preflight = { Origin: APP, "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "x-a" };
  const lists = {
    "access-control-allow-methods": "GET,PUT",
    "access-control-allow-headers": "*",
    "access-control-max-age": "300",
  };
  expect(await ask(http(cors), "OPTIONS", preflight)).toEqual([204, { ...own, ...lists }]);
  expect(await ask(http(cors, {}, true), "OPTIONS", preflight)).toEqual([
    204,
    { ...own, ...lists, "access-control-allow-methods": "PUT", "access-control-allow-headers": "x-a" },
  ]);
  expect(await ask(http(cors), "GET", { Origin: APP })).toEqual([200, own]);
  expect(await ask(http(cors), "GET", {})).toEqual([200, {}]);
  expect(await ask(http(cors), "GET", { Origin: "https://evil.example" })).toEqual([200, {}]);
  expect(await ask(http(cors), "GET", { Origin: "http://any.example" })).toEqual([
    200,
    { ...own, "access-control-allow-origin": "http://any.example" },
  ]);
  expect(await ask(http(cors), "OPTIONS", { Origin: APP })).toEqual([200, own]);
  expect(await ask(http(cors, { authorizer: true }), "OPTIONS", preflight)).toEqual([401, {}]);
  expect(await ask(http(cors, { authorizer: true, optionsRoute: true }), "OPTIONS", preflight)).toEqual([
    204,
    { ...own, ...lists },
  ]);
});

/** What is emitted, with one property of its OPTIONS method or its errors changed. */
function rest(change: (text: string) => string, policy = { allowOrigins: [APP] }) {
  const output = restApi(policy, { resources: ["/"], format: "json" }).output;
  const changed = change(output);
  if (changed === output) throw new Error("nothing was changed");
  return restApiService(
    {
      resources: JSON.parse(changed) as Resources,
      integration,
      error: ({ method }) => (method === "GET" ? 403 : undefined),
    },
    { originName: "origin", absent: null },
  );
}

test.for([
  ["a method that is not open", (text: string) => text.replace('"NONE"', '"AWS_IAM"')],
  [
    "a header that is not declared",
    (text: string) => text.replace(/("method\.response\.header\.\S+): false/, '"x": false'),
  ],
  ["a mock integration without a status", (text: string) => text.replace('{\\"statusCode\\": 200}', "{}")],
  ["one that fails where everything is binary", (text: string) => text.replace("CONVERT_TO_TEXT", "CONVERT_TO_BINARY")],
] as const)("a REST API refuses %s", ([, change]) => {
  expect(() => rest(change)).toThrow("the deployment would fail");
});

test("a REST API fails where a mapping is neither a quoted string nor a part of the request", async () => {
  const unquoted = rest((text) => text.replaceAll(`'${APP}'`, APP));
  for (const method of ["OPTIONS", "GET"]) {
    await expect(async () => ask(unquoted, method, { Origin: APP })).rejects.toThrow("the deployment would fail");
  }
});

test("a REST API fails where an override is set twice", async () => {
  const policy = { allowOrigins: [APP, "https://b.example"] };
  const twice = rest((text) => text.replace(/(#set\(\$context\S+Origin = \$origin\)\\n)/, "$1$1"), policy);
  await expect(async () => ask(twice, "OPTIONS", { Origin: APP })).rejects.toThrow("overridden twice");
});
