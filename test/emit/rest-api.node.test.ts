import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { parse } from "yaml";
import type { NetworkRequest, Transport } from "../../src/browser/index.ts";
import { toHandler } from "../../src/browser/transport.ts";
import { EmitError, type Emission } from "../../src/emit/index.ts";
import { restApi, type RestApiOptions } from "../../src/emit/rest-api.ts";
import { cors, type FetchHandler } from "../../src/index.ts";
import { compare, configs, fault, type ListedConfig } from "./differential.ts";
import { likelyVisits } from "./likely-visits.ts";
import { wrongReferences } from "./references.ts";
import {
  ERROR_BODY,
  ERROR_HEADERS,
  fromSam,
  restApiService,
  type Resources,
  type SamProperties,
  type Undocumented,
} from "./rest-api-service.ts";
import { indented, validateTemplate } from "./validate-template.ts";
import { withoutLost } from "./without-lost.ts";

const URL = "https://abcdefghij.execute-api.eu-west-1.amazonaws.com/prod/rides";
const READ = { "X-Read": "1", "X-Hidden": "1", ETag: '"1"', "Retry-After": "1" };
const NAMES = ["x-read", "x-hidden", "etag", "retry-after", "content-type", "x-amzn-errortype"];
const ROUTED = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const METHODS = ROUTED.slice(0, 6);

/** What answers a request: the function with a status, or the gateway with an error of its own. */
interface Answer {
  readonly status: number;
  readonly byGateway: boolean;
}

interface Setup extends Undocumented {
  readonly answer: Answer;
  readonly options: RestApiOptions;
}

const setups: fc.Arbitrary<Setup> = fc.record({
  answer: fc.oneof(
    fc.record({ status: fc.constantFrom(200, 201, 404, 503), byGateway: fc.constant(false) }),
    fc.record({ status: fc.constantFrom(401, 403, 429, 504), byGateway: fc.constant(true) }),
  ),
  options: fc.constantFrom({}, {}, { resources: ["ProxyResource"] }, { resources: [] }, { template: "sam" }),
  originName: fc.constantFrom("Origin", "origin"),
  absent: fc.constantFrom(null, ""),
});

const TEMPLATE = `Resources:
  RestApi:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Name: rides
  ProxyResource:
    Type: AWS::ApiGateway::Resource
    Properties:
      RestApiId: { Ref: RestApi }
      ParentId: { "Fn::GetAtt": [RestApi, RootResourceId] }
      PathPart: "{proxy+}"
`;

test("behind a REST API pages read what the policy lets them read, and never more", async () => {
  let [read, exact, errors] = [0, 0, 0];
  const cases = fc
    .record({ config: configs, enforce: fc.boolean(), setup: setups })
    .map(({ enforce, ...drawn }) => ({ ...drawn, config: { ...drawn.config, enforce } }))
    .filter(({ config, setup }) => isEmitted(config, setup.options))
    .chain((drawn) => likelyVisits(drawn.config, 4).map((asked) => ({ ...drawn, asked })));
  const property = fc.asyncProperty(cases, async ({ config, setup, asked }) => {
    const emission = restApi(config, { ...setup.options, format: "json" });
    const upstream = upstreamOf(setup.answer);
    const target = service(emission, config, setup, upstream);
    const left = withoutLost(config, emission, METHODS);
    const losesErrors = emission.lost.some(({ code }) => code === "errors");
    for (const visit of asked) {
      const isError = setup.answer.byGateway || !ROUTED.includes(visit.init.method ?? "GET");
      const answer = await compare({ config, emission, target, url: URL, upstream }, visit, NAMES);
      expect(fault(emission, answer)).toBeUndefined();
      const rest = await compare({ config: left, emission, target, url: URL, upstream }, visit, NAMES);
      if (!(isError && losesErrors)) expect(rest.seen).toEqual(rest.meant);
      read += Number(answer.seen !== null);
      errors += Number(answer.seen !== null && isError);
    }
    exact += Number(emission.exact);
  });
  await fc.assert(property, { numRuns: 300, seed: inject("seed") });
  console.log(`REST API: 300 policies, ${exact} of them exact, 1200 visits, of which ${read} read, ${errors} an error`);
  expect(read).toBeGreaterThan(120);
  expect(errors).toBeGreaterThan(20);
});

/** Whether a policy has something that the target can say. */
function isEmitted(config: ListedConfig, options: RestApiOptions): boolean {
  try {
    return restApi(config, { ...options, format: "json" }).output !== "";
  } catch (error) {
    if (error instanceof EmitError) return false;
    throw error;
  }
}

/** To the policy, an error of the gateway's is a response like any other. No route takes other methods. */
function upstreamOf({ status, byGateway }: Answer): FetchHandler {
  return ({ method }) => {
    const isRouted = ROUTED.includes(method);
    if (isRouted && !byGateway) return new Response("body", { status, headers: READ });
    return new Response(ERROR_BODY, { status: isRouted ? status : 403, headers: ERROR_HEADERS });
  };
}

/** The emitted resources in force, in front of a handler that has the policy. */
function service(emission: Emission, config: ListedConfig, setup: Setup, upstream: FetchHandler): Transport {
  const output: unknown = JSON.parse(emission.output);
  const resources = setup.options.template === "sam" ? fromSam(output as SamProperties) : (output as Resources);
  const { status, byGateway } = setup.answer;
  // Preflight requests get through: they have no credentials to be wrong, and are throttled like all others.
  const error = ({ method, headers }: NetworkRequest): number | undefined => {
    const isPreflight = method === "OPTIONS" && headers.some(([name]) => /^access-control-request-method$/i.test(name));
    return byGateway && !isPreflight ? status : undefined;
  };
  return restApiService({ resources, integration: toHandler(cors(config).wrap(upstream)), error }, setup);
}

test("what is emitted for random policies is valid CloudFormation, YAML and JSON alike", () => {
  for (const config of fc.sample(configs, { numRuns: 10, seed: inject("seed") })) {
    const yaml = restApi(config).output;
    expect(parse(yaml, { version: "1.1" })).toEqual(JSON.parse(restApi(config, { format: "json" }).output));
    const template = TEMPLATE + indented(yaml, 2);
    expect(validateTemplate(template)).toEqual([]);
    expect(wrongReferences((parse(template, { version: "1.1" }) as { Resources: Resources }).Resources)).toEqual([]);
  }
});

test("references to what is not there, or is something else, are found", () => {
  const { Resources } = parse(TEMPLATE + indented(restApi({ allowOrigins: "*" }, { api: "Other" }).output, 2)) as {
    Resources: Resources;
  };
  const Api = { Type: "AWS::ApiGateway::Resource", Properties: { RestApiId: { Ref: "ProxyResource" } } };
  expect(wrongReferences({ ...Resources, Api })).toEqual([
    "CorsPreflight.RestApiId -> Other",
    "CorsPreflight.ResourceId -> Other",
    "CorsPreflightProxyResource.RestApiId -> Other",
    "CorsErrors4xx.RestApiId -> Other",
    "CorsErrors5xx.RestApiId -> Other",
    "Api.RestApiId -> ProxyResource",
  ]);
});

test("only the dangerous flag lets a stranger read an error of the gateway's, with credentials where the policy has them", async () => {
  const config = { allowOrigins: ["https://app.example.com", "https://*.example.org"], allowCredentials: true };
  const setup = {
    answer: { status: 401, byGateway: true },
    options: {},
    originName: "Origin",
    absent: null,
  } as const;
  const upstream = upstreamOf(setup.answer);
  const seen = async (page: string, options: RestApiOptions, { answer = setup.answer as Answer } = {}) => {
    const emission = restApi(config, { ...options, format: "json" });
    const target = service(emission, config, { ...setup, answer }, upstreamOf(answer));
    const visit = { page, init: { credentials: "include" as const } };
    const { seen: what } = await compare({ config, emission, target, url: URL, upstream }, visit, []);
    return what === null || what === "opaque" ? what : what.status;
  };
  const dangerous = { dangerouslyReflectOriginOnErrors: true };
  const pages = ["https://app.example.com", "https://a.example.org", "https://evil.example"];
  expect(await Promise.all(pages.map((page) => seen(page, {})))).toEqual([401, null, null]);
  expect(await Promise.all(pages.map((page) => seen(page, dangerous)))).toEqual([401, 401, 401]);
  const answer = { status: 200, byGateway: false };
  expect(await Promise.all(pages.map((page) => seen(page, dangerous, { answer })))).toEqual([200, 200, null]);
});
