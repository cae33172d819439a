import { parse, type CollectionTag, type ScalarTag } from "yaml";

/** A resource of a template. */
interface Resource {
  readonly Type: string;
  readonly Properties: Properties;
}
type Properties = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, Resource>>;

/** CloudFormation's short forms of the functions that the templates use. */
const TAGS: readonly (ScalarTag | CollectionTag)[] = [
  { tag: "!Ref", resolve: (name: string) => ({ Ref: name }) },
  { tag: "!Sub", resolve: (text: string) => ({ "Fn::Sub": text }) },
  { tag: "!GetAtt", resolve: (path: string) => ({ "Fn::GetAtt": path.split(".") }) },
];

/**
 * A SAM template as the CloudFormation that SAM makes of it, as far as the templates of this repository go, so that
 * AWS's validator sees what is inside SAM's resources too.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 *
 * @param text YAML
 * @returns JSON
 * @throws Error for a resource or a property that is not known here: look it up in SAM's documentation, and add it
 */
export function samToCloudFormation(text: string): string {
  const { Transform, Resources, ...rest } = parse(text, { customTags: [...TAGS] }) as {
    readonly Transform: unknown;
    readonly Resources: Resources;
  };
  if (Transform !== "AWS::Serverless-2016-10-31") throw new Error(`the transform is ${String(Transform)}`);
  const made = Object.entries(Resources).map(([id, { Type, Properties }]) => {
    const make = MAKE[Type];
    if (make === undefined) throw new Error(`${id} is of the type ${Type}, which is not known here`);
    return make(id, Properties);
  });
  return JSON.stringify({ ...rest, Resources: Object.assign({}, ...made) as Resources });
}

const MAKE: Readonly<Record<string, (id: string, properties: Properties) => Resources>> = {
  "AWS::Serverless::Function": serverlessFunction,
  "AWS::Serverless::HttpApi": httpApi,
  "AWS::Serverless::Api": restApi,
};

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html */
function serverlessFunction(id: string, properties: Properties): Resources {
  const known = ["Handler", "Runtime", "Architectures", "MemorySize", "Timeout"];
  const { CodeUri: _, FunctionUrlConfig, Events = {}, ...rest } = properties;
  const code = { S3Bucket: "bucket", S3Key: "key" };
  for (const [name, event] of Object.entries(Events as Resources)) checkEvent(`${id}.Events.${name}`, event);
  return {
    [id]: {
      Type: "AWS::Lambda::Function",
      Properties: { ...only(id, rest, known), Code: code, Role: "arn:aws:iam::123456789012:role/api" },
    },
    ...(FunctionUrlConfig !== undefined && {
      [`${id}Url`]: {
        Type: "AWS::Lambda::Url",
        Properties: { TargetFunctionArn: { Ref: id }, ...(FunctionUrlConfig as Properties) },
      },
    }),
  };
}

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-httpapi.html */
function checkEvent(place: string, { Type, Properties }: Resource): void {
  const keys = { HttpApi: ["ApiId", "Path", "Method", "Auth"], Api: ["RestApiId", "Path", "Method", "Auth"] }[Type];
  if (keys === undefined) throw new Error(`${place} is of the type ${Type}, which is not known here`);
  only(place, Properties, keys);
}

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-httpapi.html */
function httpApi(id: string, properties: Properties): Resources {
  const { CorsConfiguration } = only(id, properties, ["CorsConfiguration"]);
  return {
    [id]: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: id, ProtocolType: "HTTP", CorsConfiguration } },
  };
}

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html */
function restApi(id: string, properties: Properties): Resources {
  const { StageName, OpenApiVersion, GatewayResponses } = only(id, properties, [
    "StageName",
    "OpenApiVersion",
    "GatewayResponses",
  ]);
  if (!["3.0.1", "2.0", undefined].includes(OpenApiVersion as string)) throw new Error(`${id}.OpenApiVersion is none`);
  // The validator takes any type of response.
  const known = only(`${id}.GatewayResponses`, GatewayResponses as Properties, ["DEFAULT_4XX", "DEFAULT_5XX"]);
  const responses = Object.entries(known as Record<string, Properties>).map(([type, response]) => [
    `${id}${type.replace("_", "")}`,
    { Type: "AWS::ApiGateway::GatewayResponse", Properties: gatewayResponse(id, type, response) },
  ]);
  return {
    [id]: { Type: "AWS::ApiGateway::RestApi", Properties: { Name: id } },
    [`${id}Stage`]: {
      Type: "AWS::ApiGateway::Stage",
      Properties: { RestApiId: { Ref: id }, StageName },
    },
    ...(Object.fromEntries(responses) as Resources),
  };
}

function gatewayResponse(id: string, type: string, response: Properties): Properties {
  const place = `${id}.GatewayResponses.${type}`;
  const { ResponseParameters } = only(place, response, ["ResponseParameters"]);
  const { Headers } = only(place, ResponseParameters as Properties, ["Headers"]);
  const parameters = Object.entries(Headers as Record<string, string>).map(([name, value]) => {
    if (!/^'[^']*'$/.test(value)) throw new Error(`${place}: the value of ${name} is not in quotes: ${value}`);
    return [`gatewayresponse.header.${name}`, value];
  });
  return { RestApiId: { Ref: id }, ResponseType: type, ResponseParameters: Object.fromEntries(parameters) };
}

/** @throws Error where there is another property */
function only(place: string, properties: Properties, known: readonly string[]): Properties {
  const others = Object.keys(properties).filter((name) => !known.includes(name));
  if (others.length > 0) throw new Error(`${place} has ${others.join(", ")}, which is not known here`);
  return properties;
}
