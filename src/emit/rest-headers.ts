import { onlyOrigin } from "../policy/policy.ts";
import { ROUTED } from "./api-gateway.ts";
import type { EmitIssue } from "./emission.ts";
import { withCredentials } from "./header-names.ts";
import { listMethods } from "./methods.ts";
import type { ListedPolicy } from "./read-policy.ts";
import { sift, type Fault } from "./sift.ts";

/** By name, what API Gateway makes a header's value of: a quoted string, or a part of the request. */
export type Mappings = Readonly<Record<string, string>>;

/** Headers, and what of the policy they do not say. */
export interface Mapped {
  readonly mappings: Mappings;
  readonly lost: readonly EmitIssue[];
}

const PREFLIGHT_DOCS = "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html";
const ERROR_DOCS =
  "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html";
const MAPPING_DOCS = "https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html";

const OWN_ANSWER = "emit with resources: [], and route OPTIONS to the handler";

/** The mock integration takes the methods' place: pages' own OPTIONS requests never reach the handler. */
const METHODS = ROUTED.filter((method) => method !== "OPTIONS");

/** The headers of the answer to preflight requests, but for an origin that depends on the request. */
export function preflightMappings(policy: ListedPolicy): Mapped {
  const methods = listMethods(policy, { methods: METHODS, source: PREFLIGHT_DOCS, instead: OWN_ANSWER });
  const headers = sift("allowHeaders", policy.allowHeaders, (name) =>
    name === "*" && policy.allowCredentials ? withCredentials(OWN_ANSWER) : unquotable("headers", name),
  );
  const origin = onlyOrigin(policy.allowOrigins);
  const mappings = {
    ...(origin !== undefined && { "Access-Control-Allow-Origin": quote(origin) }),
    ...credentials(policy),
    "Access-Control-Allow-Methods": quote(methods.kept.join(",")),
    ...(headers.kept.length > 0 && { "Access-Control-Allow-Headers": quote(headers.kept.join(",")) }),
    "Access-Control-Max-Age": quote(String(policy.maxAge)),
    ...(origin === undefined && { Vary: quote("Origin") }),
  };
  return { mappings, lost: [...methods.lost, ...headers.lost] };
}

/**
 * The headers of the gateway's own errors. They cannot depend on the request but by repeating a part of it: of several
 * origins the first that is no pattern gets them, which is safe, since it is named to everybody alike.
 *
 * @param reflect name every origin that asks
 */
export function errorMappings(policy: ListedPolicy, reflect: boolean): Mapped {
  const { allowOrigins } = policy;
  const only = onlyOrigin(allowOrigins);
  const reflects = reflect && only === undefined;
  const patterns = allowOrigins === "*" ? [] : allowOrigins;
  const origin = only ?? patterns.find((pattern) => !pattern.includes("*"));
  const exposed = sift("exposeHeaders", policy.exposeHeaders, (name) => unquotable("exposed-headers", name));
  const lost = only === undefined && !reflects ? [...exposed.lost, someErrors(origin)] : exposed.lost;
  if (origin === undefined && !reflects) return { mappings: {}, lost };
  const mappings = {
    "Access-Control-Allow-Origin": reflects ? "method.request.header.Origin" : quote(origin ?? ""),
    ...credentials(policy),
    ...(exposed.kept.length > 0 && { "Access-Control-Expose-Headers": quote(exposed.kept.join(",")) }),
    ...(reflects && { Vary: quote("Origin") }),
  };
  return { mappings, lost };
}

function credentials({ allowCredentials }: ListedPolicy): Mappings {
  return allowCredentials ? { "Access-Control-Allow-Credentials": quote("true") } : {};
}

function quote(value: string): string {
  return `'${value}'`;
}

function unquotable(code: "headers" | "exposed-headers", name: string): Fault | undefined {
  if (!name.includes("'")) return undefined;
  return {
    code,
    message: `${name} is left out`,
    cause: `a value stands in single quotes there, and how to escape one is not documented: ${MAPPING_DOCS}`,
    fix: "rename the header",
  };
}

/** @param origin the one that gets them, if there is one */
function someErrors(origin: string | undefined): EmitIssue {
  return {
    code: "errors",
    path: "",
    message: `the gateway's own errors (401, 403, 429, 504 …) are read by ${origin === undefined ? "no page" : `pages of ${origin} alone`}`,
    cause: `their headers are fixed, or repeat a part of the request; there is no template for them: ${ERROR_DOCS}`,
    fix: "a custom domain for each origin; or check tokens and quotas in the handler; or dangerouslyReflectOriginOnErrors, once you have read what it opens",
  };
}
