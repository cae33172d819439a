import type { NetworkRequest, NetworkResponse, Transport } from "../../src/browser/index.ts";
import { runTemplate } from "./velocity.ts";

/**
 * What API Gateway's documentation says of CORS on a REST API with proxy integrations:
 * - https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html: a mock integration answers OPTIONS; a
 *   proxy integration's response goes out as it is;
 * - .../api-gateway-mapping-template-reference.html and .../apigateway-override-request-response-parameters.html: what a
 *   template sees; an override takes a mapping's place, and may be set once;
 * - .../request-response-data-mappings.html: a header is mapped from a string in single quotes or a part of the request,
 *   and a mapped header has to be declared in the method response;
 * - .../api-gateway-gatewayResponse-definition.html, .../supported-gateway-response-types.html: the gateway's own errors,
 *   without templates;
 * - .../api-gateway-known-issues.html: names of headers are case-sensitive.
 * That mock integrations fail where an API takes everything for binary, unless they convert to text, is known from
 * https://github.com/squidfunk/terraform-aws-api-gateway-enable-cors/pull/11.
 *
 * What it leaves open is drawn, so that an emission has to hold either way.
 */
export interface Undocumented {
  /** How the gateway spells the header that a browser sends as `origin` over HTTP/2. */
  readonly originName: "Origin" | "origin";
  /** What a template gets for a header that is not there. */
  readonly absent: null | "";
}

/** The resources of a template that are there: only those that CORS has to do with are looked at. */
export type Resources = Readonly<Record<string, { readonly Type: string; readonly Properties: Properties }>>;

interface Properties {
  readonly HttpMethod?: string;
  readonly AuthorizationType?: string;
  readonly ApiKeyRequired?: boolean;
  readonly ResourceId?: unknown;
  readonly Integration?: Integration;
  readonly MethodResponses?: readonly MethodResponse[];
  readonly ResponseType?: string;
  readonly ResponseParameters?: Mappings;
}

interface Integration {
  readonly Type: string;
  readonly ContentHandling?: string;
  readonly RequestTemplates: Readonly<Record<string, string>>;
  readonly IntegrationResponses: readonly IntegrationResponse[];
}

interface IntegrationResponse extends MethodResponse {
  readonly ContentHandling?: string;
  readonly ResponseTemplates?: Readonly<Record<string, string>>;
}

interface MethodResponse {
  readonly StatusCode: string;
  readonly ResponseParameters: Mappings;
}

type Mappings = Readonly<Record<string, unknown>>;

/** What SAM makes of its own form of gateway responses: `ApiGatewayResponse` in its `samtranslator/model/apigateway.py`. */
export function fromSam({ GatewayResponses }: SamProperties): Resources {
  return Object.fromEntries(
    Object.entries(GatewayResponses).map(([ResponseType, { ResponseParameters }]) => {
      const prefixed = Object.entries(ResponseParameters.Headers).map(([name, mapping]) => [
        `gatewayresponse.header.${name}`,
        mapping,
      ]);
      const properties = { ResponseType, ResponseParameters: Object.fromEntries(prefixed) };
      return [ResponseType, { Type: "AWS::ApiGateway::GatewayResponse", Properties: properties }];
    }),
  );
}

export interface SamProperties {
  readonly GatewayResponses: Readonly<Record<string, { readonly ResponseParameters: { readonly Headers: Mappings } }>>;
}

/** How the API is set up besides. */
export interface RestApiSetup {
  readonly resources: Resources;
  /** Where requests go that the gateway passes on: methods of the type `AWS_PROXY`. */
  readonly integration: Transport;
  /** The status of an error that the gateway itself answers a request with, if it does. */
  readonly error?: ((request: NetworkRequest) => number | undefined) | undefined;
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** @throws Error where the deployment would fail, or a preflight request would */
export function restApiService({ resources, integration, error }: RestApiSetup, undocumented: Undocumented): Transport {
  const mock = optionsMethod(resources);
  const gatewayError = (request: NetworkRequest, status: number): NetworkResponse =>
    errorResponse(resources, request, status, undocumented);

  return (request) => {
    if (!METHODS.includes(request.method)) return gatewayError(request, 403);
    const status = error?.(request);
    if (status !== undefined) return gatewayError(request, status);
    if (request.method !== "OPTIONS" || mock === undefined) return integration(request);
    return mockResponse(mock, request, undocumented);
  };
}

/** The OPTIONS method, checked as a deployment would; all are alike but for where they stand. */
function optionsMethod(resources: Resources): IntegrationResponse | undefined {
  const methods = Object.values(resources).filter(({ Type }) => Type === "AWS::ApiGateway::Method");
  for (const { Properties } of methods) {
    const { HttpMethod, AuthorizationType, ApiKeyRequired, Integration, MethodResponses = [] } = Properties;
    const [response] = Integration?.IntegrationResponses ?? [];
    const declared = MethodResponses.find(({ StatusCode }) => StatusCode === response?.StatusCode);
    const faults = [
      HttpMethod !== "OPTIONS" && "not for OPTIONS",
      (AuthorizationType !== "NONE" || ApiKeyRequired === true) && "not open",
      Integration?.Type !== "MOCK" && "no mock integration",
      declared === undefined && "no method response",
      !isMocked(Integration?.RequestTemplates["application/json"]) && "no status for the mock integration",
      [Integration, response].some((one) => one?.ContentHandling !== "CONVERT_TO_TEXT") && "fails where */* is binary",
      ...Object.keys(response?.ResponseParameters ?? {})
        .filter((name) => !Object.hasOwn(declared?.ResponseParameters ?? {}, name))
        .map((name) => `${name} is not declared`),
    ].filter((fault) => fault !== false);
    if (faults.length > 0) throw new Error(`the deployment would fail: ${faults.join(", ")}`);
  }
  return methods[0]?.Properties.Integration?.IntegrationResponses[0];
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html */
function isMocked(template: string | undefined): boolean {
  return typeof (JSON.parse(template ?? "{}") as { statusCode?: unknown }).statusCode === "number";
}

function mockResponse(
  { StatusCode, ResponseParameters, ResponseTemplates }: IntegrationResponse,
  request: NetworkRequest,
  undocumented: Undocumented,
): NetworkResponse {
  const overrides: { header: Record<string, string>; status?: number } = { header: once({}) };
  const template = ResponseTemplates?.["application/json"] ?? "";
  const headers = requestHeaders(request, undocumented);
  const input = {
    params: () => ({ header: { get: (name: string) => headers.get(name) ?? undocumented.absent } }),
  };
  const body = runTemplate(template, { input, context: { responseOverride: once(overrides) } });
  const mapped = mappedHeaders(ResponseParameters, "method.response.header.", headers);
  for (const [name, value] of Object.entries(overrides.header)) mapped.set(name.toLowerCase(), value);
  const status = overrides.status ?? Number(StatusCode);
  return { status, statusText: "", headers: [...mapped], body: status === 204 ? null : body };
}

/** An override that is set twice is a 5xx. */
function once<T extends object>(target: T): T {
  return new Proxy(target, {
    set(object, name, value) {
      if (Object.hasOwn(object, name)) throw new Error(`${String(name)} is overridden twice`);
      return Reflect.set(object, name, value);
    },
  });
}

/** An error of the gateway's own: its default has no CORS headers. */
function errorResponse(
  resources: Resources,
  request: NetworkRequest,
  status: number,
  undocumented: Undocumented,
): NetworkResponse {
  const type = status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX";
  const response = Object.values(resources).find(
    ({ Type, Properties }) => Type === "AWS::ApiGateway::GatewayResponse" && Properties.ResponseType === type,
  );
  const headers = requestHeaders(request, undocumented);
  const mapped = mappedHeaders(response?.Properties.ResponseParameters ?? {}, "gatewayresponse.header.", headers);
  const own = Object.entries(ERROR_HEADERS);
  return { status, statusText: "", headers: [...own, ...mapped], body: request.method === "HEAD" ? null : ERROR_BODY };
}

/** What the gateway's own errors have, whatever is configured. */
export const ERROR_HEADERS: Readonly<Record<string, string>> = {
  "content-type": "application/json",
  "x-amzn-errortype": "ForbiddenException",
};
export const ERROR_BODY = '{"message":"Forbidden"}';

function requestHeaders({ headers }: NetworkRequest, { originName }: Undocumented): ReadonlyMap<string, string> {
  return new Map(
    headers.map(([name, value]) => [name.toLowerCase() === "origin" ? originName : name.toLowerCase(), value]),
  );
}

/** What a header is mapped from: a string in single quotes, or a header of the request. */
function mappedHeaders(mappings: Mappings, prefix: string, request: ReadonlyMap<string, string>): Map<string, string> {
  const mapped = new Map<string, string>();
  for (const [key, mapping] of Object.entries(mappings)) {
    const [, text, name] = /^(?:'([^'\r\n]*)'|method\.request\.header\.([\w-]+))$/.exec(String(mapping)) ?? [];
    if (!key.startsWith(prefix) || (text === undefined && name === undefined)) {
      throw new Error(`the deployment would fail: ${key}: ${String(mapping)}`);
    }
    const value = text ?? request.get(name ?? "");
    if (value !== undefined) mapped.set(key.slice(prefix.length).toLowerCase(), value);
  }
  return mapped;
}
