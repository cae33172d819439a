import type { Values } from "./values.ts";

const list = (items: readonly string[]): string => `[${items.map((item) => JSON.stringify(item)).join(", ")}]`;

export function httpApi({ origins, methods, headers, credentials, maxAge }: Values): string {
  return `# AWS::ApiGatewayV2::Api. With it the gateway ignores the CORS headers of the function.
CorsConfiguration:
  AllowOrigins: ${list(origins)}
  AllowMethods: ${list(methods)}
  AllowHeaders: ${list(headers)}
  AllowCredentials: ${credentials}
  MaxAge: ${maxAge}
# Where ANY or $default has an authorizer, preflights need a route of their own without one:
#   RouteKey: OPTIONS /{proxy+}, AuthorizationType: NONE
`;
}

/** Its values are static: one origin. */
export function restApi({ origins: [origin], methods, headers, credentials, maxAge }: Values): string {
  const response = [
    "    ResponseParameters:",
    "      Headers:",
    `        Access-Control-Allow-Origin: "'${origin}'"`,
    ...(credentials ? [`        Access-Control-Allow-Credentials: "'true'"`] : []),
  ].join("\n");
  return `# AWS::Serverless::Api. The function itself sets the headers on its own responses.
Cors:
  AllowOrigin: "'${origin}'"
  AllowMethods: "'${methods.join(",")}'"
  AllowHeaders: "'${headers.join(",")}'"
  AllowCredentials: ${credentials}
  MaxAge: "'${maxAge}'"
Auth:
  AddDefaultAuthorizerToCorsPreflight: false
# What never reaches the function: authorizers, throttling, timeouts, unknown paths.
GatewayResponses:
  DEFAULT_4XX:
${response}
  DEFAULT_5XX:
${response}
`;
}

/** Methods of at most six characters (https://docs.aws.amazon.com/lambda/latest/api/API_Cors.html). */
export function functionUrl({ origins, methods, headers, credentials, maxAge }: Values): string {
  return `# AWS::Lambda::Url. Take away the headers that the function sets itself, or both are sent.
Cors:
  AllowOrigins: ${list(origins)}
  AllowMethods: ${list(methods.filter((method) => method.length <= 6))}
  AllowHeaders: ${list(headers)}
  AllowCredentials: ${credentials}
  MaxAge: ${maxAge}
`;
}

export function cloudFront({ origins, methods, headers, credentials, maxAge }: Values): string {
  return `# AWS::CloudFront::ResponseHeadersPolicy, for the behaviour; which also has to allow OPTIONS and pass Origin on.
ResponseHeadersPolicyConfig:
  Name: cors
  CorsConfig:
    AccessControlAllowOrigins: { Items: ${list(origins)} }
    AccessControlAllowMethods: { Items: ${list(methods)} }
    AccessControlAllowHeaders: { Items: ${list(headers)} }
    AccessControlAllowCredentials: ${credentials}
    AccessControlMaxAgeSec: ${maxAge}
    OriginOverride: true
`;
}

export function s3({ origins, methods, headers, maxAge }: Values): string {
  const known = methods.filter((method) => /^(GET|HEAD|PUT|POST|DELETE)$/.test(method));
  const rules = [{ AllowedOrigins: origins, AllowedMethods: known, AllowedHeaders: headers, MaxAgeSeconds: maxAge }];
  return `${JSON.stringify(rules, null, 2)}\n`;
}
