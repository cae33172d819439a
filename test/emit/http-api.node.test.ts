import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { parse } from "yaml";
import type { Transport } from "../../src/browser/index.ts";
import { toHandler } from "../../src/browser/transport.ts";
import { EmitError, type Emission } from "../../src/emit/index.ts";
import { httpApi } from "../../src/emit/http-api.ts";
import { cors, type FetchHandler } from "../../src/index.ts";
import { compare, configs, fault, type ListedConfig } from "./differential.ts";
import { httpApiService, type CorsConfiguration } from "./http-api-service.ts";
import { likelyVisits } from "./likely-visits.ts";
import { wrongReferences } from "./references.ts";
import { indented, validateTemplate } from "./validate-template.ts";
import { withoutLost } from "./without-lost.ts";

const URL = "https://abcdefghij.execute-api.eu-west-1.amazonaws.com/rides";
const READ = { "X-Read": "1", "X-Hidden": "1", ETag: '"1"', "Retry-After": "1" };
const NAMES = ["x-read", "x-hidden", "etag", "retry-after", "content-type"];

/** An API that says nothing of CORS, of various statuses. */
const upstreams: fc.Arbitrary<FetchHandler> = fc
  .constantFrom(200, 201, 401, 404, 429, 503)
  .map((status) => () => new Response("body", { status, headers: READ }));

/** One that says a lot of it, all of it wrong: the gateway ignores that. */
function opened(upstream: FetchHandler): FetchHandler {
  return async (request) => {
    const response = await upstream(request);
    for (const [name, value] of [
      ["Access-Control-Allow-Origin", "*"],
      ["Access-Control-Allow-Credentials", "true"],
      ["Access-Control-Expose-Headers", "*,X-Hidden"],
    ] as const) {
      response.headers.set(name, value);
    }
    return response;
  };
}

interface Setup {
  readonly authorizer: boolean;
  /** Whether the handler has the policy too. */
  readonly wrapped: boolean;
  readonly repeats: boolean;
  readonly forwards: boolean;
}

const setups: fc.Arbitrary<Setup> = fc.record({
  authorizer: fc.boolean(),
  wrapped: fc.boolean(),
  repeats: fc.boolean(),
  forwards: fc.boolean(),
});
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

const TEMPLATE = `Resources:
  HttpApi:
    Type: AWS::ApiGatewayV2::Api
    Properties:
      Name: rides
      ProtocolType: HTTP
`;
const INTEGRATION = `  Integration:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: { Ref: HttpApi }
      IntegrationType: AWS_PROXY
      IntegrationUri: arn:aws:lambda:eu-west-1:123456789012:function:rides
      PayloadFormatVersion: "2.0"
`;

test("behind an HTTP API pages read what the policy lets them read, and never more", async () => {
  let [read, exact] = [0, 0];
  const cases = fc
    .record({ config: configs.filter(isEmitted), enforce: fc.boolean(), setup: setups, upstream: upstreams })
    .map(({ enforce, ...drawn }) => ({ ...drawn, config: { ...drawn.config, enforce } }))
    .chain((drawn) => likelyVisits(drawn.config, 4).map((asked) => ({ ...drawn, asked })));
  const property = fc.asyncProperty(cases, async ({ config, setup, upstream, asked }) => {
    const emission = httpApi(config, { format: "json" });
    const target = service(emission, config, setup, upstream);
    const left = withoutLost(config, emission, METHODS);
    for (const visit of asked) {
      // A method that no route takes ends at the gateway, whoever asks.
      const isRouted = METHODS.includes(visit.init.method ?? "GET");
      const answer = await compare({ config, emission, target, url: URL, upstream }, visit, NAMES);
      expect(fault({ ...emission, exact: emission.exact && isRouted }, answer)).toBeUndefined();
      const rest = await compare({ config: left, emission, target, url: URL, upstream }, visit, NAMES);
      if (isRouted) expect(rest.seen).toEqual(rest.meant);
      read += Number(answer.seen !== null);
    }
    exact += Number(emission.exact);
  });
  await fc.assert(property, { numRuns: 300, seed: inject("seed") });
  console.log(`HTTP API: 300 policies, ${exact} of them exact, 1200 visits, of which ${read} read`);
  expect(read).toBeGreaterThan(120);
});

/** Whether a policy has something that the target can say. */
function isEmitted(config: ListedConfig): boolean {
  try {
    return httpApi(config, { format: "json" }).output !== "";
  } catch (error) {
    if (error instanceof EmitError) return false;
    throw error;
  }
}

/** The emitted property in force, in front of the policy that is told that the gateway owns the headers, or of none. */
function service(emission: Emission, config: ListedConfig, setup: Setup, upstream: FetchHandler): Transport {
  const { authorizer, wrapped, repeats, forwards } = setup;
  const { CorsConfiguration } = JSON.parse(emission.output) as { CorsConfiguration: CorsConfiguration };
  const handler = wrapped ? cors({ ...config, owner: "gateway" }).wrap(opened(upstream)) : opened(upstream);
  return httpApiService(
    { cors: CorsConfiguration, integration: toHandler(handler), authorizer, optionsRoute: authorizer },
    // A handler without the kit knows no preflight requests: whoever forwards them needs one that does.
    { repeats, forwards: forwards && wrapped },
  );
}

test("without a route for OPTIONS an authorizer answers preflight requests, and no page gets through", async () => {
  const config = { allowOrigins: "*" as const };
  const { CorsConfiguration } = parse(httpApi(config).output) as { CorsConfiguration: CorsConfiguration };
  const upstream = () => new Response();
  const setup = { cors: CorsConfiguration, integration: toHandler(upstream), authorizer: true };
  const visit = { page: "https://app.example.com", init: { method: "PUT" } };
  const statuses = [];
  for (const optionsRoute of [true, false]) {
    const target = httpApiService({ ...setup, optionsRoute }, { repeats: false, forwards: false });
    const { seen } = await compare({ config, emission: httpApi(config), target, url: URL, upstream }, visit, []);
    statuses.push(seen);
  }
  expect(statuses).toEqual([{ status: 200, headers: [] }, null]);
});

test("what is emitted for random policies is valid CloudFormation, YAML and JSON alike", () => {
  for (const config of fc.sample(configs.filter(isEmitted), { numRuns: 20, seed: inject("seed") })) {
    const yaml = httpApi(config).output;
    const json = httpApi(config, { format: "json" }).output;
    expect(parse(yaml, { version: "1.1" })).toEqual(JSON.parse(json));
    expect(validateTemplate(TEMPLATE + indented(yaml, 6))).toEqual([]);
  }
  const route = httpApi({ allowOrigins: "*" }, { part: "route" }).output;
  const template = TEMPLATE + INTEGRATION + indented(route, 2);
  expect(validateTemplate(template)).toEqual([]);
  expect(wrongReferences((parse(template) as { Resources: Parameters<typeof wrongReferences>[0] }).Resources)).toEqual(
    [],
  );
});
