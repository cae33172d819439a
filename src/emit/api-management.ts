import { EmitError, type Emission, type EmitIssue, type EmitOptions } from "./emission.ts";
import { provenance } from "./provenance.ts";
import { readPolicy, type EmitInput, type ListedPolicy } from "./read-policy.ts";
import { sift, type Fault, type Sifted } from "./sift.ts";

const NAME = "Azure API Management";
const POLICY = "https://learn.microsoft.com/azure/api-management/cors-policy";
const LIMITS = "https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits";

/** Of a policy document, in bytes; in the Consumption tier. */
const MAX_DOCUMENT = 256 * 1024;
const MAX_DOCUMENT_CONSUMPTION = 16 * 1024;

/** They need no permission (https://fetch.spec.whatwg.org/#cors-safelisted-method), but the policy compares them too. */
const SAFELISTED = ["GET", "HEAD", "POST"];

const HANDLER =
  'leave the <cors> policy out, define an OPTIONS operation, and let the handler answer (corskit, owner: "kit")';

const OWNER =
  "API Management owns the headers: it answers preflight requests itself, before any other policy, and puts its headers " +
  "on the backend's responses. What becomes of the backend's own CORS headers is not documented: the policy in the " +
  'handler has to have owner: "gateway". What enforce and guardWebSockets refuse, the handler still refuses.';

/**
 * The `<cors>` policy of an API, a product, or all APIs. Nothing of it has been verified on Azure.
 *
 * @throws EmitError where no origin is left or the document gets too long, for a policy by path, for a resolver
 * @throws CorsConfigError for a config that is none
 */
export function apiManagement(input: EmitInput, options: EmitOptions = {}): Emission {
  const policy = readPolicy(input, NAME);
  const { allowOrigins, allowMethods, allowCredentials, exposeHeaders, maxAge } = policy;
  const origins = allowOrigins === "*" ? { kept: ["*"], lost: [] } : siftOrigins(allowOrigins);
  if (origins.kept.length === 0) throw new EmitError(NAME, origins.lost);

  const methods = allowMethods.includes("*") ? ["*"] : [...new Set([...SAFELISTED, ...allowMethods])];
  const headers = siftHeaders(policy);
  const cors = [
    `<cors allow-credentials="${allowCredentials}" terminate-unmatched-request="false">`,
    ...list("allowed-origins", "origin", origins.kept),
    ...list("allowed-methods", "method", methods, ` preflight-result-max-age="${maxAge}"`),
    // The element is required, and may not be empty. No page can send Origin itself.
    ...list("allowed-headers", "header", headers.kept.length > 0 ? headers.kept : ["Origin"]),
    ...(exposeHeaders.length > 0 ? list("expose-headers", "header", exposeHeaders) : []),
    "</cors>",
  ];
  const comment = [
    ...provenance("api-management", options),
    "",
    "Goes first under <inbound>. It is skipped for an operation whose method is OPTIONS.",
    'The policy in the backend needs owner: "gateway".',
    "Unverified on Azure.",
  ];
  const output = `<!--\n${comment.map((line) => `  ${xmlComment(line)}`.trimEnd()).join("\n")}\n-->\n${cors.join("\n")}\n`;
  const size = new TextEncoder().encode(output).length;
  if (size > MAX_DOCUMENT) throw new EmitError(NAME, [tooLong(size, `${MAX_DOCUMENT / 1024} KiB`)]);

  const lost = [...origins.lost, ...headers.lost, ERRORS];
  if (allowOrigins !== "*") lost.push(VARY);
  if (size > MAX_DOCUMENT_CONSUMPTION) lost.push(tooLong(size, "16 KiB of the Consumption tier"));
  return { output, exact: false, lost, owner: OWNER };
}

function list(element: string, member: string, values: readonly string[], attributes = ""): readonly string[] {
  return [
    `  <${element}${attributes}>`,
    ...values.map((value) => `    <${member}>${xmlText(value)}</${member}>`),
    `  </${element}>`,
  ];
}

function xmlText(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** `--` may not stand in a comment (https://www.w3.org/TR/xml/#sec-comments). */
function xmlComment(line: string): string {
  return line.replace(/-(?=-)/g, "- ");
}

function siftOrigins(patterns: readonly string[]): Sifted {
  return sift("allowOrigins", patterns, (pattern): Fault | undefined => {
    if (/^https?:\/\/[^*]*$/.test(pattern)) return undefined;
    const isPattern = pattern.includes("*");
    return {
      code: pattern === "null" ? "null-origin" : "origins",
      message: `${pattern} is left out`,
      cause: isPattern
        ? `an origin is * or one URI: ${POLICY}#allowed-origins-elements`
        : `an origin is a URI with a port, which is known by default for http and https: ${POLICY}#allowed-origins-elements`,
      fix: `${isPattern ? "list the origins one by one; or " : ""}${HANDLER}`,
    };
  });
}

/** `*` without credentials does not stand for Authorization to a browser. Whether it does here is not documented. */
function siftHeaders({ allowHeaders, allowCredentials }: ListedPolicy): Sifted {
  const everything = allowCredentials || allowHeaders.some((name) => name.toLowerCase() === "authorization");
  return sift("allowHeaders", allowHeaders, (name) => (name === "*" && !everything ? ANY_HEADER : undefined));
}

const ANY_HEADER: Fault = {
  code: "headers",
  message: "* is left out of the request headers",
  cause: `what * stands for is not documented, and Authorization may be among it: ${POLICY}`,
  fix: `list the headers; or allowHeaders: ["*", "Authorization"], if pages may send that too; or ${HANDLER}`,
};

const ERRORS: EmitIssue = {
  code: "errors",
  path: "",
  message: "errors of API Management itself may have no headers: quotas, unknown paths, missing subscription keys",
  cause: "people saw them without: https://github.com/MicrosoftDocs/azure-docs/issues/31889",
  fix: "set Access-Control-Allow-Origin under <on-error> too, by an expression that compares the request's Origin",
};

const VARY: EmitIssue = {
  code: "vary",
  path: "",
  message: "responses do not say that they vary on Origin, so that a cache may serve one page's headers to another",
  cause: `the policy's documentation does not name Vary: ${POLICY}`,
  fix: 'under <outbound>: <set-header name="Vary" exists-action="append"><value>Origin</value></set-header>',
};

function tooLong(size: number, most: string): EmitIssue {
  return {
    code: "limit",
    path: "",
    message: `the policy has ${Math.ceil(size / 1024)} KiB, more than the ${most}`,
    cause: `a policy document has at most 256 KiB, 16 KiB in the Consumption tier: ${LIMITS}#api-management-limits`,
    fix: `list fewer origins and headers; or ${HANDLER}`,
  };
}
