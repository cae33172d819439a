import { onlyOrigin } from "../policy/policy.ts";
import { checkLogicalIds } from "./api-gateway.ts";
import { writeFragment, type CloudFormationOptions } from "./cloudformation.ts";
import { EmitError, type Emission, type EmitIssue } from "./emission.ts";
import { preflightTemplate } from "./preflight-template.ts";
import { readPolicy, type EmitInput, type ListedPolicy } from "./read-policy.ts";
import { errorMappings, preflightMappings, type Mappings } from "./rest-headers.ts";

/** What `restApi` takes. */
export interface RestApiOptions extends CloudFormationOptions {
  /**
   * `"cloudformation"` (default): whole resources. `"sam"`: the property `GatewayResponses` of an
   * `AWS::Serverless::Api`, where the handler answers preflight requests.
   */
  readonly template?: "cloudformation" | "sam" | undefined;
  /** The logical id of the `AWS::ApiGateway::RestApi`. Default `"RestApi"`. */
  readonly api?: string | undefined;
  /**
   * Where the gateway answers preflight requests: the logical id of each `AWS::ApiGateway::Resource`, and `"/"` for the
   * API's root. Default `["/", "ProxyResource"]`. With none the handler answers them.
   */
  readonly resources?: readonly string[] | undefined;
  /**
   * Where the policy allows several origins, let any origin read the gateway's own errors, since their headers cannot
   * choose among origins.
   *
   * The attack: any site that a visitor opens can then call the API from the visitor's browser, with the visitor's
   * cookies where the policy allows credentials, and read status, headers and text of every answer that the gateway
   * makes: whether the visitor is signed in, what an authorizer says of them, whether they are blocked or out of quota.
   */
  readonly dangerouslyReflectOriginOnErrors?: boolean | undefined;
}

const NAME = "API Gateway REST API";
const PREFLIGHT_DOCS = "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html";
const SAM_DOCS = "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html";
const LIMITS = "https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html";

/** All values of a response's headers together, and a mapping template, in bytes. */
const MOST_HEADERS = 10_240;
const MOST_TEMPLATE = 300_000;

const HANDLER =
  'The handler owns the headers of its own responses: its policy stays as it is (owner: "kit"). What enforce refuses, ' +
  "it still refuses.";
const ERRORS =
  "The gateway responses own those of the gateway's own errors (authorizer, throttle, quota, WAF, timeout, a crash " +
  "of the function).";
const PREFLIGHTS = "The OPTIONS methods own the answers to preflight requests, which never reach the handler.";
const NO_PREFLIGHTS =
  "The handler also answers preflight requests: OPTIONS has to be routed to it, without an authorizer or an API key.";

/**
 * For a REST API with proxy integrations: the OPTIONS method of each resource, a mock integration that answers preflight
 * requests, and the gateway responses that put headers on the gateway's own errors.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-method.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-gatewayresponse.html
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html
 *
 * @throws EmitError for a policy by path, for a resolver, for more than fits, for options that are none, and where
 *   nothing would be emitted
 * @throws CorsConfigError for a config that is none
 */
export function restApi(input: EmitInput, options: RestApiOptions = {}): Emission {
  const policy = readPolicy(input, NAME);
  const { template = "cloudformation", api = "RestApi", dangerouslyReflectOriginOnErrors = false } = options;
  const { resources = ["/", "ProxyResource"] } = options;
  if (template !== "cloudformation" && template !== "sam") throw new EmitError(NAME, [noTemplate(template)]);
  if (!Array.isArray(resources)) throw new EmitError(NAME, [NO_RESOURCES]);
  const ids = template === "sam" ? [] : resources;
  checkLogicalIds(NAME, {
    api,
    ...Object.fromEntries(ids.map((id, i) => [`resources[${i}]`, id === "/" ? "Root" : id])),
  });

  const errors = errorMappings(policy, dangerouslyReflectOriginOnErrors === true);
  const preflight = ids.length > 0 ? preflightMappings(policy) : { mappings: {}, lost: [] };
  const lost = [...preflight.lost, ...errors.lost];
  const hasErrors = Object.keys(errors.mappings).length > 0;
  if (ids.length === 0 && !hasErrors) throw new EmitError(NAME, lost);
  checkLength("allowHeaders", preflight.mappings);
  checkLength("exposeHeaders", errors.mappings);

  const value =
    template === "sam"
      ? samResponses(errors.mappings)
      : {
          ...preflightMethods(policy, preflight.mappings, api, ids),
          ...(hasErrors && gatewayResponses(errors.mappings, api)),
        };
  const comment = template === "sam" ? SAM_COMMENT : COMMENT;
  const output = writeFragment({ name: NAME, target: "rest-api", value, comment }, options);
  const owner = [HANDLER, ids.length > 0 ? PREFLIGHTS : NO_PREFLIGHTS, ...(hasErrors ? [ERRORS] : [])].join(" ");
  return { output, exact: lost.length === 0, lost, owner };
}

const COMMENT = [
  "Goes under Resources. A deployment holds what is there when it is made: name these in the DependsOn of your",
  "AWS::ApiGateway::Deployment, and deploy anew when they change.",
  'The handler keeps its own policy, which owns the headers of its responses (owner: "kit").',
  "Unverified on AWS: made from its documentation, and run against an interpreter of it.",
];

const SAM_COMMENT = [
  "Goes under Properties of an AWS::Serverless::Api. The handler answers preflight requests: give its function an event",
  "of type Api with Method: ANY and, where the API has a DefaultAuthorizer, one with Method: OPTIONS and",
  "Auth: { Authorizer: NONE }.",
  "Unverified on AWS: made from its documentation, and run against an interpreter of it.",
];

function preflightMethods(policy: ListedPolicy, mappings: Mappings, api: string, ids: readonly string[]): object {
  const method = preflightMethod(policy, mappings);
  return Object.fromEntries(
    ids.map((id) => {
      const resource = id === "/" ? { "Fn::GetAtt": [api, "RootResourceId"] } : { Ref: id };
      const properties = { RestApiId: { Ref: api }, ResourceId: resource, ...method };
      return [`CorsPreflight${id === "/" ? "" : id}`, { Type: "AWS::ApiGateway::Method", Properties: properties }];
    }),
  );
}

/** Open to everybody: browsers send preflight requests without credentials and without an API key. */
function preflightMethod({ allowOrigins }: ListedPolicy, mappings: Mappings): object {
  const isConstant = allowOrigins === "*" || onlyOrigin(allowOrigins) !== undefined;
  const template = isConstant ? undefined : preflightTemplate(allowOrigins);
  if (template !== undefined) checkTemplate(template);
  const names = [...Object.keys(mappings), ...(isConstant ? [] : ["Access-Control-Allow-Origin"])];
  const inResponse = (name: string): string => `method.response.header.${name}`;
  const parameters = Object.entries(mappings).map(([name, value]) => [inResponse(name), value]);
  return {
    HttpMethod: "OPTIONS",
    AuthorizationType: "NONE",
    ApiKeyRequired: false,
    Integration: {
      Type: "MOCK",
      // Where the API has */* among its BinaryMediaTypes, mock integrations fail without it.
      ContentHandling: "CONVERT_TO_TEXT",
      RequestTemplates: { "application/json": '{"statusCode": 200}' },
      IntegrationResponses: [
        {
          StatusCode: "204",
          ContentHandling: "CONVERT_TO_TEXT",
          ResponseParameters: Object.fromEntries(parameters),
          ...(template !== undefined && { ResponseTemplates: { "application/json": template } }),
        },
      ],
    },
    MethodResponses: [
      { StatusCode: "204", ResponseParameters: Object.fromEntries(names.map((name) => [inResponse(name), false])) },
    ],
  };
}

const RESPONSES = { "4xx": "DEFAULT_4XX", "5xx": "DEFAULT_5XX" };

function gatewayResponses(mappings: Mappings, api: string): object {
  const parameters = Object.entries(mappings).map(([name, value]) => [`gatewayresponse.header.${name}`, value]);
  const ResponseParameters = Object.fromEntries(parameters);
  return Object.fromEntries(
    Object.entries(RESPONSES).map(([suffix, type]) => [
      `CorsErrors${suffix}`,
      {
        Type: "AWS::ApiGateway::GatewayResponse",
        Properties: { RestApiId: { Ref: api }, ResponseType: type, ResponseParameters },
      },
    ]),
  );
}

function samResponses(mappings: Mappings): object {
  const response = { ResponseParameters: { Headers: mappings } };
  return { GatewayResponses: Object.fromEntries(Object.values(RESPONSES).map((type) => [type, response])) };
}

/** @throws EmitError where a response would have more than API Gateway sends */
function checkLength(option: string, mappings: Mappings): void {
  const length = Object.values(mappings).join("").length;
  if (length <= MOST_HEADERS) return;
  const message = `the headers would have ${length} bytes, and ${MOST_HEADERS} fit`;
  throw new EmitError(NAME, [limit(option, message, `list fewer names in ${option}`)]);
}

/** @throws EmitError where a template is longer than API Gateway takes */
function checkTemplate(template: string): void {
  if (template.length <= MOST_TEMPLATE) return;
  const message = `the template that compares them would have ${template.length} bytes, and ${MOST_TEMPLATE} fit`;
  const fix = "replace origins by a pattern; or let the handler answer preflight requests: resources: []";
  throw new EmitError(NAME, [limit("allowOrigins", message, fix)]);
}

function limit(path: string, message: string, fix: string): EmitIssue {
  return { code: "limit", path, message, cause: `API Gateway's quotas: ${LIMITS}`, fix };
}

const NO_RESOURCES: EmitIssue = {
  code: "option",
  path: "options.resources",
  message: "the resources are no list",
  cause: `each gets an OPTIONS method: ${PREFLIGHT_DOCS}`,
  fix: 'resources: ["/", "ProxyResource"]',
};

function noTemplate(template: string): EmitIssue {
  return {
    code: "option",
    path: "options.template",
    message: `there is no template ${JSON.stringify(template)}`,
    cause: `what is emitted goes into a template of CloudFormation, or of SAM: ${SAM_DOCS}`,
    fix: 'template: "cloudformation"',
  };
}
