import { writeFragment } from "./cloudformation.ts";
import { EmitError, type Emission, type EmitIssue, type EmitOptions } from "./emission.ts";
import { listsAuthorization, patternInName, withAuthorization } from "./header-names.ts";
import { listMethods } from "./methods.ts";
import { readPolicy, type EmitInput, type ListedPolicy } from "./read-policy.ts";
import { sift, type Fault, type Sifted } from "./sift.ts";

/** What `s3` takes. */
export interface S3Options extends EmitOptions {
  /**
   * `"yaml"` (default): the property of a bucket in CloudFormation. `"json"`: the file for
   * `aws s3api put-bucket-cors --cors-configuration file://cors.json`, whose keys are others.
   */
  readonly format?: "yaml" | "json" | undefined;
}

const NAME = "S3";
const RULES = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html";
const HOW = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html#cors-eval-criteria";
const PUT = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html";

const METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE"];
const IN_FRONT = "put a handler with the policy in front of the bucket, and no rules on the bucket";

const OWNER =
  "S3 owns the headers: it answers preflight requests itself, and nothing behind it sets any. What enforce and " +
  "guardWebSockets refuse is not refused here: who may read an object without a browser is for the bucket's policy.";

/**
 * The `CorsConfiguration` of an `AWS::S3::Bucket`, or the JSON of `aws s3api put-bucket-cors`: one rule.
 *
 * Refused are policies with a list of origins and without credentials. For listed origins S3 always sends
 * `Access-Control-Allow-Credentials: true`. The bucket itself knows no cookies, but what stands in front of it may
 * (CloudFront's signed cookies), and then pages read with them what the policy gives without them alone.
 *
 * @throws EmitError for those, for a configuration that is too large, for a policy by path, for a resolver
 * @throws CorsConfigError for a config that is none
 */
export function s3(input: EmitInput, options: S3Options = {}): Emission {
  const policy = readPolicy(input, NAME);
  const { allowOrigins, allowCredentials, maxAge } = policy;
  if (allowOrigins !== "*" && !allowCredentials) throw new EmitError(NAME, [CREDENTIALS]);
  const origins = allowOrigins === "*" ? { kept: ["*"], lost: [] } : siftOrigins(allowOrigins);
  if (origins.kept.length === 0) throw new EmitError(NAME, origins.lost);

  const methods = listMethods(policy, { methods: METHODS, source: RULES, instead: IN_FRONT });
  const headers = siftHeaders(policy);
  const exposed = sift("exposeHeaders", policy.exposeHeaders, exposedFault);
  const lost = [...[origins, methods, headers, exposed].flatMap((list) => list.lost), VARY];
  if (policy.enforce) lost.push(ENFORCE);
  const rule: Rule = {
    origins: origins.kept,
    methods: methods.kept,
    headers: headers.kept,
    exposed: exposed.kept,
    maxAge,
  };
  checkSize(rule);
  return { output: write(rule, options), exact: false, lost, owner: OWNER };
}

interface Rule {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly maxAge: number;
}

function write({ origins, methods, headers, exposed, maxAge }: Rule, options: S3Options): string {
  const allowed = {
    AllowedOrigins: origins,
    AllowedMethods: methods,
    ...(headers.length > 0 && { AllowedHeaders: headers }),
  };
  const value =
    options.format === "json"
      ? { CORSRules: [{ ...allowed, ...(exposed.length > 0 && { ExposeHeaders: exposed }), MaxAgeSeconds: maxAge }] }
      : {
          CorsConfiguration: {
            CorsRules: [{ ...allowed, ...(exposed.length > 0 && { ExposedHeaders: exposed }), MaxAge: maxAge }],
          },
        };
  return writeFragment({ name: NAME, target: "s3", value, comment: COMMENT }, options);
}

const COMMENT = ["Goes under Properties of an AWS::S3::Bucket. Unverified on AWS."];

/**
 * S3 takes one `*` in an origin, for any characters. After a host's `:` nothing but a port can follow in what a browser
 * sends, so that `http://localhost:*` lets in what the policy's pattern does, but for no port at all. In front of a host
 * it lets in more: browsers send hosts such as `a!b.example.com` and `.example.com`, which no pattern of a policy matches.
 */
function siftOrigins(patterns: readonly string[]): Sifted {
  const { kept, lost } = sift("allowOrigins", patterns, (pattern) =>
    pattern.includes("://*")
      ? {
          code: "origins",
          message: `${pattern} is left out`,
          cause: `a * stands for any characters, so that ${pattern.replace("*", "a!b").replace(":*", "")} would be let in: ${RULES}`,
          fix: `list the origins one by one; or ${IN_FRONT}`,
        }
      : undefined,
  );
  return { kept: kept.flatMap((origin) => (origin.endsWith(":*") ? [origin.slice(0, -2), origin] : [origin])), lost };
}

/** S3 answers with the names that were asked for, so that `*` stands for Authorization as well. */
function siftHeaders(policy: ListedPolicy): Sifted {
  const any =
    policy.allowCredentials || listsAuthorization(policy)
      ? undefined
      : withAuthorization(`S3 lets every header pass for *: ${HOW}`);
  return sift("allowHeaders", policy.allowHeaders, (name) =>
    name === "*" ? any : patternInName("allowHeaders", name, RULES),
  );
}

function exposedFault(name: string): Fault | undefined {
  if (!name.includes("*")) return undefined;
  return {
    code: "exposed-headers",
    message: `${name} is left out of the headers to expose`,
    cause: `S3 takes no * there: https://github.com/noobaa/noobaa-core/pull/8954`,
    fix: 'list them: exposeHeaders: ["ETag", "x-amz-version-id"]',
  };
}

const CREDENTIALS: EmitIssue = {
  code: "credentials",
  path: "allowCredentials",
  message: "S3 lets listed origins send credentials, and the policy does not",
  cause:
    "there is no switch: it sends Access-Control-Allow-Credentials: true wherever Access-Control-Allow-Origin is not *, " +
    "as recorded in https://github.com/localstack/localstack/blob/main/tests/aws/services/s3/test_s3_cors.snapshot.json",
  fix: 'allowCredentials: true, if pages may read with cookies what a CDN in front of the bucket gives for them; or allowOrigins: "*"',
};

const VARY: EmitIssue = {
  code: "vary",
  path: "",
  message: "responses to requests without an Origin, or a denied one, have no headers and do not vary",
  cause:
    "S3 sends headers and Vary only where a rule matches: a cache may keep a response without them and give it to a page " +
    `that is allowed: ${HOW}`,
  fix: "let every request of the page have an Origin (<img crossorigin>), and put Origin into the cache key of a CDN in front",
};

const ENFORCE: EmitIssue = {
  code: "enforce",
  path: "enforce",
  message: "denied origins get the object all the same; a browser keeps it from the page",
  cause: `S3 compares the origin for its headers alone: ${HOW}`,
  fix: "refuse in the bucket's policy, or in front of the bucket",
};

/** @throws EmitError where S3 would not take the configuration, which it reads as XML */
function checkSize({ origins, methods, headers, exposed, maxAge }: Rule): void {
  const element = (tag: string, text: string): number => `<${tag}>${text}</${tag}>`.length;
  const sum = (tag: string, texts: readonly string[]): number =>
    texts.reduce((all, text) => all + element(tag, text), 0);
  const size =
    sum("AllowedOrigin", origins) +
    sum("AllowedMethod", methods) +
    sum("AllowedHeader", headers) +
    sum("ExposeHeader", exposed) +
    element("MaxAgeSeconds", String(maxAge)) +
    '<CORSConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><CORSRule></CORSRule></CORSConfiguration>'
      .length;
  if (size <= 65_536) return;
  const message = `the configuration has ${size} bytes, and 65536 is the most`;
  const fix = `list fewer origins; or ${IN_FRONT}`;
  throw new EmitError(NAME, [{ code: "limit", path: "allowOrigins", message, cause: `S3 reads no more: ${PUT}`, fix }]);
}
