import { writeFragment, type CloudFormationOptions } from "./cloudformation.ts";
import { EmitError, type Emission, type EmitIssue } from "./emission.ts";
import { patternInName, withCredentials } from "./header-names.ts";
import { listMethods } from "./methods.ts";
import { readPolicy, type EmitInput, type ListedPolicy } from "./read-policy.ts";
import { sift, type Fault, type Sifted } from "./sift.ts";

const NAME = "CloudFront";
const SETTINGS =
  "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html";
const WHICH = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/modifying-response-headers.html";

const KEY = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html";

/** What its value `ALL` stands for. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

const OWN_ANSWER =
  'attach no such policy to the cache behavior, and let the handler answer (owner: "kit"), with Origin in the cache key';

const OWNER =
  "CloudFront owns the headers, and adds them to what it gets or keeps from the handler, errors of the handler " +
  "included. It answers no preflight requests: the cache behavior has to allow OPTIONS, and the policy in the handler " +
  'has to have owner: "gateway", with which it answers them with a bare 204 (and denied ones with 403) and sets no ' +
  "headers of its own. WebSocket handshakes are refused by the handler.";

/**
 * An `AWS::CloudFront::ResponseHeadersPolicy`, as a whole resource.
 *
 * @throws EmitError where no origin is left, for a policy by path, for a resolver
 * @throws CorsConfigError for a config that is none
 */
export function cloudFront(input: EmitInput, options: CloudFormationOptions = {}): Emission {
  const policy = readPolicy(input, NAME);
  const { allowOrigins, allowCredentials, maxAge } = policy;
  const origins = allowOrigins === "*" ? { kept: ["*"], lost: [] } : siftOrigins(allowOrigins);
  if (origins.kept.length === 0) throw new EmitError(NAME, origins.lost);

  const methods = listMethods(policy, { methods: METHODS, source: SETTINGS, instead: OWN_ANSWER });
  const headers = siftHeaders(policy);
  const exposed = sift("exposeHeaders", policy.exposeHeaders, (name) => patternInName("exposeHeaders", name, SETTINGS));
  const lost = [origins, methods, headers, exposed].flatMap((list) => list.lost);
  lost.push(PREFLIGHT, ERRORS, VARY);
  if (policy.enforce) lost.push(ENFORCE);

  const value = {
    CorsHeaders: {
      Type: "AWS::CloudFront::ResponseHeadersPolicy",
      Properties: {
        ResponseHeadersPolicyConfig: {
          Name: { "Fn::Sub": "${AWS::StackName}-cors" },
          CorsConfig: {
            AccessControlAllowOrigins: { Items: origins.kept },
            AccessControlAllowMethods: { Items: methods.kept },
            // The list may not be empty there. Pages cannot set this one, listed or not.
            AccessControlAllowHeaders: { Items: headers.kept.length > 0 ? headers.kept : ["Origin"] },
            ...(exposed.kept.length > 0 && { AccessControlExposeHeaders: { Items: exposed.kept } }),
            AccessControlAllowCredentials: allowCredentials,
            AccessControlMaxAgeSec: maxAge,
            OriginOverride: true,
          },
        },
      },
    },
  };
  const output = writeFragment({ name: NAME, target: "cloudfront", value, comment: COMMENT }, options);
  return { output, exact: false, lost, owner: OWNER };
}

const COMMENT = [
  "Goes under Resources. A cache behavior refers to it (ResponseHeadersPolicyId: !Ref CorsHeaders) and has to allow",
  'OPTIONS, which CloudFront does not answer itself; the policy in the handler behind it needs owner: "gateway".',
  "Unverified on AWS: what becomes of errors that CloudFront makes itself, and whether it says Vary: Origin.",
];

/**
 * For what a `*` at the front of a host stands is not documented: for how many labels, and whether for hosts such as
 * `a!b.example.com` and `.example.com` too, which browsers send and no pattern of a policy matches.
 */
function siftOrigins(patterns: readonly string[]): Sifted {
  return sift("allowOrigins", patterns, (pattern) => {
    if (pattern === "null") {
      return {
        code: "null-origin",
        message: "the origin null is left out",
        cause: `CloudFront takes origins with a host, or *: ${SETTINGS}`,
        fix: OWN_ANSWER,
      };
    }
    if (!pattern.includes("*")) return undefined;
    return {
      code: "origins",
      message: `${pattern} is left out`,
      cause: `a * is for the leftmost part of a host, and what it lets in there is not written: ${SETTINGS}`,
      fix: `list the origins one by one; or ${OWN_ANSWER}`,
    };
  });
}

/** CloudFront's `*` does not stand for Authorization, as the policy's does not, and is not taken with credentials. */
function siftHeaders({ allowHeaders, allowCredentials }: ListedPolicy): Sifted {
  const fault = (name: string): Fault | undefined =>
    name === "*" && allowCredentials ? withCredentials(OWN_ANSWER) : patternInName("allowHeaders", name, SETTINGS);
  return sift("allowHeaders", allowHeaders, fault);
}

const PREFLIGHT: EmitIssue = {
  code: "preflight",
  path: "",
  message: "preflight requests are not answered, only completed",
  cause: `CloudFront adds its headers to what answers OPTIONS behind it: ${SETTINGS}`,
  fix: 'allow OPTIONS in the cache behavior, and let a handler answer whose policy has owner: "gateway"; a bucket without CORS rules answers 403',
};

const ERRORS: EmitIssue = {
  code: "errors",
  path: "",
  message: "errors that CloudFront makes itself (a WAF block, an origin that is down) may have no headers",
  cause: `the headers are promised for what it serves from its cache and what it forwards from the origin: ${WHICH}`,
  fix: "have the page take a failed fetch for such an error; see what your distribution does",
};

const VARY: EmitIssue = {
  code: "vary",
  path: "",
  message: "responses may not say that they vary on Origin",
  cause: `the headers are promised for CORS requests alone, and of Vary nothing is written: ${SETTINGS}`,
  fix: "let the handler send Vary: Origin with what browsers and other caches may keep",
};

const ENFORCE: EmitIssue = {
  code: "enforce",
  path: "enforce",
  message: "what CloudFront has in its cache is given to denied origins as well; a browser keeps it from the page",
  cause: `the handler refuses what gets to it, and the cache does not look at Origin unless it is in the cache key: ${KEY}`,
  fix: "put Origin into the cache policy of the behavior",
};
