import { listsAuthorization, patternInName, withAuthorization, withCredentials } from "./header-names.ts";
import { writeFragment, type CloudFormationOptions } from "./cloudformation.ts";
import { EmitError, type Emission } from "./emission.ts";
import { listMethods } from "./methods.ts";
import { readPolicy, type EmitInput, type ListedPolicy } from "./read-policy.ts";
import { sift, type Fault, type Sifted } from "./sift.ts";

const NAME = "Lambda Function URL";
const PROPERTY =
  "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-url-cors.html";
const API = "https://docs.aws.amazon.com/lambda/latest/api/API_Cors.html";

/** Other methods, OPTIONS among them, fail the deployment: members have at most six characters, and have to be of these. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

const OWN_ANSWER = 'remove Cors from the function URL, and let the handler answer (owner: "kit", the default)';

const OWNER =
  "The function URL owns the headers: it answers preflight requests itself, denied ones with no headers in the place " +
  "of a 403, and adds its headers to every other response, " +
  'beside the handler\'s own. The policy in the handler has to have owner: "gateway", or each header stands there ' +
  "twice and no page can read anything. What enforce refuses, the handler still refuses.";

/**
 * The `Cors` property of an `AWS::Lambda::Url`; the `FunctionUrlConfig.Cors` of SAM's `AWS::Serverless::Function` is
 * the same, and passed on as it is.
 *
 * @throws EmitError where no origin is left, for a policy by path, for a resolver
 * @throws CorsConfigError for a config that is none
 */
export function functionUrl(input: EmitInput, options: CloudFormationOptions = {}): Emission {
  const policy = readPolicy(input, NAME);
  const { allowOrigins, allowCredentials, maxAge } = policy;
  const origins = allowOrigins === "*" ? { kept: ["*"], lost: [] } : siftOrigins(allowOrigins);
  if (origins.kept.length === 0) throw new EmitError(NAME, origins.lost);

  const methods = siftMethods(policy);
  const headers = siftHeaders(policy);
  const exposed = sift("exposeHeaders", policy.exposeHeaders, (name) => headerFault("exposeHeaders", name), HEADERS);
  const lost = [origins, methods, headers, exposed].flatMap((list) => list.lost);

  const value = {
    Cors: {
      AllowOrigins: origins.kept,
      AllowMethods: methods.kept,
      // A list may not be empty there.
      ...(headers.kept.length > 0 && { AllowHeaders: headers.kept }),
      ...(exposed.kept.length > 0 && { ExposeHeaders: exposed.kept }),
      AllowCredentials: allowCredentials,
      MaxAge: maxAge,
    },
  };
  const output = writeFragment({ name: NAME, target: "function-url", value, comment: COMMENT }, options);
  return { output, exact: lost.length === 0, lost, owner: OWNER };
}

const COMMENT = [
  "Goes under Properties of an AWS::Lambda::Url, or under FunctionUrlConfig of an AWS::Serverless::Function.",
  'The policy in the handler needs owner: "gateway": the URL adds its headers to the handler\'s.',
  "Unverified on AWS: whether the URL's own errors (403, 429, 502) have the headers.",
];

function siftOrigins(patterns: readonly string[]): Sifted {
  const fault = (pattern: string): Fault | undefined => {
    if (pattern === "null") {
      return {
        code: "null-origin",
        message: "the origin null is left out",
        cause: `AllowOrigins takes origins with a scheme and a host, or *: ${API}`,
        fix: OWN_ANSWER,
      };
    }
    if (pattern.includes("*")) {
      return {
        code: "origins",
        message: `${pattern} is left out`,
        cause: `a function URL compares whole origins, and has no pattern but *: ${API}`,
        fix: `list the origins one by one; or ${OWN_ANSWER}`,
      };
    }
    if (pattern.length > 253) return long("origins", pattern, 253);
    return undefined;
  };
  return sift("allowOrigins", patterns, fault, {
    most: 100,
    cause: `AllowOrigins has at most 100 members: ${PROPERTY}`,
    fix: OWN_ANSWER,
  });
}

function siftMethods(policy: ListedPolicy): Sifted {
  // With credentials a browser takes * for a name, should the URL answer with it.
  if (policy.allowMethods.includes("*") && !policy.allowCredentials) return { kept: ["*"], lost: [] };
  return listMethods(policy, { methods: METHODS, source: PROPERTY, instead: OWN_ANSWER });
}

/**
 * `*` is kept only where Authorization stands beside it. A URL that answers with what was asked for, rather than with
 * `*` itself, would let Authorization pass, which `*` alone does not; its documentation does not say.
 */
function siftHeaders(policy: ListedPolicy): Sifted {
  const any = policy.allowCredentials
    ? withCredentials(OWN_ANSWER)
    : listsAuthorization(policy)
      ? undefined
      : withAuthorization(`whether a function URL lets Authorization pass for * is not documented: ${API}`);
  return sift(
    "allowHeaders",
    policy.allowHeaders,
    (name) => (name === "*" ? any : headerFault("allowHeaders", name)),
    HEADERS,
  );
}

const HEADERS = { most: 100, cause: `a list of headers has at most 100 members: ${PROPERTY}`, fix: OWN_ANSWER };

function headerFault(option: "allowHeaders" | "exposeHeaders", name: string): Fault | undefined {
  return patternInName(option, name, API) ?? (name.length > 1024 ? long("headers", name, 1024) : undefined);
}

function long(what: string, member: string, most: number): Fault {
  return {
    code: "limit",
    message: `${member.slice(0, 60)}… is left out`,
    cause: `${what} have at most ${most} characters there, and it has ${member.length}: ${API}`,
    fix: OWN_ANSWER,
  };
}
