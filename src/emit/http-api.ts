import { checkLogicalIds, ROUTED, ROUTES } from "./api-gateway.ts";
import { writeFragment, type CloudFormationOptions } from "./cloudformation.ts";
import { EmitError, type Emission, type EmitIssue } from "./emission.ts";
import { listsAuthorization, patternInName, withAuthorization, withCredentials } from "./header-names.ts";
import { listMethods } from "./methods.ts";
import { readPolicy, refusesPreflights, type EmitInput, type ListedPolicy } from "./read-policy.ts";
import { sift, type Fault, type Sifted } from "./sift.ts";

/** What `httpApi` takes. */
export interface HttpApiOptions extends CloudFormationOptions {
  /**
   * `"cors"` (default): the property `CorsConfiguration`. `"route"`: routes for OPTIONS that are open to everybody, which
   * are needed beside it where an authorizer guards `$default` or an `ANY` route: preflight requests carry no
   * credentials, so each would be answered with 401.
   */
  readonly part?: "cors" | "route" | undefined;
  /** For the routes: the logical id of the `AWS::ApiGatewayV2::Api`. Default `"HttpApi"`. */
  readonly api?: string | undefined;
  /** For the routes: the logical id of the `AWS::ApiGatewayV2::Integration` that they need. Default `"Integration"`. */
  readonly integration?: string | undefined;
}

const NAME = "API Gateway HTTP API";
const DOCS = "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html";

const OWN_ANSWER = "remove CorsConfiguration from the API, route OPTIONS to the handler and let it answer";

const OWNER =
  "The HTTP API owns the headers: it answers preflight requests itself, puts its headers on the responses of " +
  'integrations, and ignores those that the handler sets. The policy in the handler gets owner: "gateway". What ' +
  "enforce refuses, the handler still refuses. Where an authorizer guards $default or an ANY route, the API also needs " +
  'an open route for OPTIONS (part: "route"). Unverified on AWS: whether the gateway\'s own errors (401, 403, 404, 429, ' +
  "5xx) have the headers; its documentation promises them for the responses of integrations alone.";

/**
 * The `CorsConfiguration` property of an `AWS::ApiGatewayV2::Api`. SAM's `AWS::Serverless::HttpApi` takes the same keys.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-apigatewayv2-api-cors.html
 *
 * @throws EmitError where no origin is left, for a policy by path, for a resolver, for options that are none
 * @throws CorsConfigError for a config that is none
 */
export function httpApi(input: EmitInput, options: HttpApiOptions = {}): Emission {
  const policy = readPolicy(input, NAME);
  const { allowOrigins, allowCredentials, maxAge } = policy;
  const origins = allowOrigins === "*" ? { kept: ["*"], lost: [] } : sift("allowOrigins", allowOrigins, originFault);
  if (origins.kept.length === 0) throw new EmitError(NAME, origins.lost);

  const methods = siftMethods(policy);
  const headers = siftHeaders(policy);
  const exposed = sift("exposeHeaders", policy.exposeHeaders, (name) => patternInName("exposeHeaders", name, DOCS));
  const lost = [origins, methods, headers, exposed].flatMap((list) => list.lost);
  if (refusesPreflights(policy)) lost.push(VARY);

  const value = {
    AllowOrigins: origins.kept,
    AllowMethods: methods.kept,
    ...(headers.kept.length > 0 && { AllowHeaders: headers.kept }),
    ...(exposed.kept.length > 0 && { ExposeHeaders: exposed.kept }),
    AllowCredentials: allowCredentials,
    MaxAge: maxAge,
  };
  return { output: write(value, options), exact: lost.length === 0, lost, owner: OWNER };
}

/** @throws EmitError for a part or a format that is none, for ids that are none */
function write(cors: object, options: HttpApiOptions): string {
  const { part = "cors", api = "HttpApi", integration = "Integration" } = options;
  if (part === "cors") {
    const value = { CorsConfiguration: cors };
    return writeFragment({ name: NAME, target: "http-api", value, comment: COMMENT }, options);
  }
  if (part !== "route") {
    const message = `there is no part ${JSON.stringify(part)}`;
    const cause = `there is the property, and the routes that it needs beside an authorizer: ${DOCS}`;
    throw new EmitError(NAME, [{ code: "option", path: "options.part", message, cause, fix: 'part: "cors"' }]);
  }
  checkLogicalIds(NAME, { api, integration });
  const route = (path: string): object => ({
    Type: "AWS::ApiGatewayV2::Route",
    Properties: {
      ApiId: { Ref: api },
      RouteKey: `OPTIONS ${path}`,
      AuthorizationType: "NONE",
      Target: { "Fn::Join": ["/", ["integrations", { Ref: integration }]] },
    },
  });
  // {proxy+} stands for at least one segment.
  const value = { CorsPreflightRoute: route("/{proxy+}"), CorsPreflightRootRoute: route("/") };
  return writeFragment({ name: NAME, target: "http-api", value, comment: ROUTE_COMMENT }, options);
}

const COMMENT = [
  "Goes under Properties of an AWS::ApiGatewayV2::Api, or of an AWS::Serverless::HttpApi, which takes it only without",
  "a DefinitionUri, since SAM writes it into the API's definition.",
  'The gateway ignores the handler\'s CORS headers: the policy in the handler gets owner: "gateway".',
  "Unverified on AWS: whether the gateway's own errors (401, 403, 404, 429, 5xx) have the headers.",
];

const ROUTE_COMMENT = [
  "Goes under Resources, beside an AWS::ApiGatewayV2::Api whose $default or ANY routes have an authorizer. The handler",
  "behind it answers OPTIONS with a status of 2xx, as one with the policy does. Where the routes come from a definition",
  "(Body, or SAM), these have to stand there instead: on an AWS::Serverless::Function, an event of type HttpApi with",
  "Method: OPTIONS, Path: /{proxy+} and, where the API has a DefaultAuthorizer, Auth: { Authorizer: NONE }.",
];

function originFault(pattern: string): Fault | undefined {
  if (pattern === "null") {
    return {
      code: "null-origin",
      message: "the origin null is left out",
      cause: `AllowOrigins takes http and https origins, or *: ${DOCS}`,
      fix: OWN_ANSWER,
    };
  }
  if (pattern.includes("*")) {
    return {
      code: "origins",
      message: `${pattern} is left out`,
      cause: `AllowOrigins takes whole origins, *, https://* and http://*, each of which would open more: ${DOCS}`,
      fix: `list the origins one by one; or ${OWN_ANSWER}`,
    };
  }
  if (!/^https?:/.test(pattern)) {
    return {
      code: "origins",
      message: `${pattern} is left out`,
      cause: `the deployment fails with "Invalid format for origin" for schemes other than http and https: ${DOCS}`,
      fix: OWN_ANSWER,
    };
  }
  return undefined;
}

function siftMethods(policy: ListedPolicy): Sifted {
  if (policy.allowMethods.includes("*") && !policy.allowCredentials) return { kept: ["*"], lost: [] };
  return listMethods(policy, { methods: ROUTED, source: ROUTES, instead: OTHER_METHODS });
}

const OTHER_METHODS = "put the function behind a Function URL or a load balancer";

function siftHeaders(policy: ListedPolicy): Sifted {
  const undocumented = withAuthorization(
    `whether an HTTP API lets Authorization pass for * is not documented: ${DOCS}`,
  );
  const fault = (name: string): Fault | undefined => {
    if (name !== "*") return patternInName("allowHeaders", name, DOCS);
    if (policy.allowCredentials) return withCredentials(OWN_ANSWER);
    return listsAuthorization(policy) ? undefined : undocumented;
  };
  return sift("allowHeaders", policy.allowHeaders, fault);
}

const VARY: EmitIssue = {
  code: "vary",
  path: "",
  message: "responses may not say that they vary on Origin (unverified on AWS)",
  cause: `Vary is not among the headers that the gateway is documented to add: ${DOCS}`,
  fix: "send Vary: Origin from the handler, which is no CORS header and passes; key caches in front of the API on Origin",
};
