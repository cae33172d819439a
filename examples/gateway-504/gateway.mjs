// A stand-in for a REST API of API Gateway. What it does of its own accord is what AWS documents, and no more:
// - it throttles: 429 {"message":"Too Many Requests"}
//   https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
// - it gives up on its integration: 504 {"message":"Endpoint request timed out"}
//   https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
// - on such answers of its own it puts the headers of its gateway responses, and no others
//   https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
// It is no API Gateway: no stages, no authorizers, no quotas, one second where AWS waits for 29, and three requests where
// an account has thousands.
import { parse } from "yaml";

const TIMEOUT = 1000;
const BURST = 3;

/** @param template of SAM: the gateway responses in it are those of the gateway */
export function gateway(handler, template) {
  const { GatewayResponses = {} } = parse(template, { logLevel: "silent" }).Resources.Api.Properties;
  let spent = 0;

  function error(status, message) {
    const type = status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX";
    const mapped = Object.entries(GatewayResponses[type]?.ResponseParameters.Headers ?? {});
    // Static values stand in single quotes.
    const headers = mapped.map(([name, value]) => [name, value.replace(/^'(.*)'$/, "$1")]);
    return Response.json({ message }, { status, headers });
  }

  return async function fetch(request) {
    const { pathname } = new URL(request.url);
    // Only this path has a limit, so that the page can come to it at will.
    if (pathname === "/popular" && request.method !== "OPTIONS" && ++spent > BURST)
      return error(429, "Too Many Requests");
    const timeout = new Promise((resolve) => {
      setTimeout(resolve, TIMEOUT, undefined).unref();
    });
    const result = await Promise.race([handler(eventOf(request, pathname), {}), timeout]);
    if (result === undefined) return error(504, "Endpoint request timed out");
    return new Response(result.body || null, { status: result.statusCode, headers: result.headers });
  };
}

/** Of a proxy integration, as far as the functions here look at it. */
function eventOf(request, path) {
  return {
    resource: "/{proxy+}",
    path,
    httpMethod: request.method,
    headers: Object.fromEntries(request.headers),
    body: null,
    requestContext: { requestTimeEpoch: Date.now(), stage: "api" },
  };
}
