import { toJson } from "./documents.ts";
import { EmitError, type Emission, type EmitIssue } from "./emission.ts";
import { listsAuthorization, patternInName, withAuthorization } from "./header-names.ts";
import { listMethods } from "./methods.ts";
import { readPolicy, type EmitInput, type ListedPolicy } from "./read-policy.ts";
import { sift, type Sifted } from "./sift.ts";

const NAME = "R2";
const CORS = "https://developers.cloudflare.com/r2/buckets/cors/";
const API = "https://developers.cloudflare.com/api/resources/r2/subresources/buckets/subresources/cors/";

const METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE"];
const IN_FRONT = "put a Worker with the policy in front of the bucket, and no rules on the bucket";

const OWNER =
  "R2 owns the headers: it answers preflight requests itself, and nothing behind it sets any. A Worker that reads the " +
  "bucket through a binding gets none of them and needs the policy itself. What enforce and guardWebSockets refuse is " +
  "not refused here.";

/**
 * The file for `wrangler r2 bucket cors set <bucket> --file cors.json`, which is the body of Cloudflare's API too: one
 * rule. JSON has no comments, so that it does not say where it comes from.
 *
 * @throws EmitError where no origin is left, for a policy by path, for a resolver
 * @throws CorsConfigError for a config that is none
 */
export function r2(input: EmitInput): Emission {
  const policy = readPolicy(input, NAME);
  const { allowOrigins, allowCredentials, maxAge } = policy;
  const origins = allowOrigins === "*" ? { kept: ["*"], lost: [] } : siftOrigins(allowOrigins);
  if (origins.kept.length === 0) throw new EmitError(NAME, origins.lost);

  const methods = listMethods(policy, { methods: METHODS, source: API, instead: IN_FRONT });
  const headers = siftHeaders(policy);
  const exposed = sift("exposeHeaders", policy.exposeHeaders, (name) => patternInName("exposeHeaders", name, CORS));
  const lost = [...[origins, methods, headers, exposed].flatMap((list) => list.lost), VARY];
  if (allowCredentials) lost.push(CREDENTIALS);
  if (policy.enforce) lost.push(ENFORCE);

  const allowed = {
    origins: origins.kept,
    methods: methods.kept,
    ...(headers.kept.length > 0 && { headers: headers.kept }),
  };
  const rule = { allowed, ...(exposed.kept.length > 0 && { exposeHeaders: exposed.kept }), maxAgeSeconds: maxAge };
  return { output: toJson({ rules: [rule] }), exact: false, lost, owner: OWNER };
}

function siftOrigins(patterns: readonly string[]): Sifted {
  return sift("allowOrigins", patterns, (pattern) => {
    if (pattern === "null") {
      return {
        code: "null-origin",
        message: "the origin null is left out",
        cause: `an origin is made of scheme://host[:port] there: ${CORS}`,
        fix: IN_FRONT,
      };
    }
    if (!pattern.includes("*")) return undefined;
    return {
      code: "origins",
      message: `${pattern} is left out`,
      cause:
        `"Origin values must match exactly": ${CORS}; that patterns were seen to match, some of them, is ` +
        "undocumented: https://github.com/cloudflare/cloudflare-docs/issues/32888",
      fix: `list the origins one by one; or ${IN_FRONT}`,
    };
  });
}

/**
 * What `*` stands for is not documented. Beside Authorization it cannot matter whether R2 answers with `*` itself, which
 * leaves that out, or with the names that were asked for, as S3 does.
 */
function siftHeaders(policy: ListedPolicy): Sifted {
  const authorized = policy.allowCredentials || listsAuthorization(policy);
  const any = authorized
    ? undefined
    : withAuthorization(`whether R2 lets Authorization pass for * is not documented: ${CORS}`);
  const { kept, lost } = sift("allowHeaders", policy.allowHeaders, (name) =>
    name === "*" ? any : patternInName("allowHeaders", name, CORS),
  );
  const names = kept.includes("*") && !listsAuthorization(policy) ? [...kept, "Authorization"] : kept;
  return { kept: names, lost };
}

const CREDENTIALS: EmitIssue = {
  code: "credentials",
  path: "allowCredentials",
  message: "pages that send credentials cannot read the responses; those that send none can",
  cause: `Access-Control-Allow-Credentials is not among the headers that a rule makes: ${CORS}#response-headers`,
  fix: `let the page fetch with credentials: "omit", for a bucket knows no cookies; or ${IN_FRONT}`,
};

const VARY: EmitIssue = {
  code: "vary",
  path: "",
  message: "responses may not say that they vary on Origin",
  cause: `a request without an Origin gets no headers, and of Vary nothing is written: ${CORS}#common-issues`,
  fix: "let every request of the page have an Origin (<img crossorigin>), and purge what the cache has when rules change",
};

const ENFORCE: EmitIssue = {
  code: "enforce",
  path: "enforce",
  message: "denied origins get the object all the same; a browser keeps it from the page",
  cause: `R2 compares the origin for its headers alone: ${CORS}`,
  fix: IN_FRONT,
};
