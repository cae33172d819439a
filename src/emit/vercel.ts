import type { HeaderRecord } from "../policy/headers.ts";
import { onlyOrigin } from "../policy/policy.ts";
import { anyLost } from "./common-issues.ts";
import { toJson } from "./documents.ts";
import { EmitError, type Emission, type EmitIssue } from "./emission.ts";
import { headerValues, optionOf } from "./header-values.ts";
import { readPolicy, type EmitInput, type ListedPolicy } from "./read-policy.ts";
import { sift, type Fault, type Sifted } from "./sift.ts";

const NAME = "Vercel";
const HEADERS = "https://vercel.com/docs/project-configuration/vercel-json#headers";
const GUIDE = "https://vercel.com/kb/guide/how-to-enable-cors";

const ROUTER = "https://github.com/vercel/vercel/blob/main/packages/cli/src/util/dev/router.ts";

const SCHEMA = "https://github.com/vercel/vercel/blob/main/packages/routing-utils/src/schemas.ts";

/** Of the list of header definitions. */
const MAX_DEFINITIONS = 2048;

/** Of one value. */
const MAX_VALUE = 32_768;

const FUNCTION = 'let the function answer (corskit, owner: "kit", the default), and emit nothing for Vercel';

const OWNER =
  "vercel.json owns the headers. The function behind it answers preflight requests, enforces, and guards WebSockets: " +
  'give it the same policy with owner: "gateway", so that it sets no CORS header itself. What wins where both set one ' +
  "is not documented.";

interface Pair {
  readonly key: string;
  readonly value: string;
}

interface Definition {
  readonly source: string;
  readonly has?: readonly { readonly type: "header"; readonly key: string; readonly value: { readonly eq: string } }[];
  readonly headers: readonly Pair[];
}

/**
 * The `headers` of a vercel.json, which has no comments. Nothing of it has been verified on Vercel.
 *
 * Each origin has a definition of its own, whose condition is `eq`. A regular expression could stand for a pattern, but
 * whether it is anchored, and whether a header's value can name what it captured, is not documented.
 *
 * @throws EmitError where no origin is left or a value gets too long, for a policy by path, for a resolver
 * @throws CorsConfigError for a config that is none
 */
export function vercel(input: EmitInput): Emission {
  const { policy, unsaid } = withoutDollars(readPolicy(input, NAME));
  const one = onlyOrigin(policy.allowOrigins);
  const { kept, lost } = one === undefined ? siftOrigins(policy) : { kept: [], lost: [] };
  if (one === undefined && kept.length === 0) throw new EmitError(NAME, lost);

  const headers =
    one === undefined
      ? [definition({ Vary: "Origin" }), ...kept.map((origin) => definition(everyHeader(policy, origin), origin))]
      : [definition(everyHeader(policy, one))];
  const long = (headers.at(-1)?.headers ?? []).filter(({ value }) => value.length > MAX_VALUE);
  if (long.length > 0) throw new EmitError(NAME, long.map(valueTooLong));

  return {
    output: toJson({ headers }),
    exact: false,
    lost: [...lost, ...unsaid, PREFLIGHT, ERRORS, ...(one === undefined ? [VARY] : []), ...anyLost(policy, FUNCTION)],
    owner: OWNER,
  };
}

/** Else a page could name a header in the path of its URL, and read it. */
function withoutDollars(policy: ListedPolicy): {
  readonly policy: ListedPolicy;
  readonly unsaid: readonly EmitIssue[];
} {
  const unless = (code: EmitIssue["code"]) => (name: string) =>
    name.includes("$")
      ? {
          code,
          message: `${name} is left out`,
          cause: `$ in a header's value stands for a part of the path: ${ROUTER}`,
          fix: `choose another name than ${name}`,
        }
      : undefined;
  const methods = sift("allowMethods", policy.allowMethods, unless("methods"));
  const headers = sift("allowHeaders", policy.allowHeaders, unless("headers"));
  const exposed = sift("exposeHeaders", policy.exposeHeaders, unless("exposed-headers"));
  return {
    policy: { ...policy, allowMethods: methods.kept, allowHeaders: headers.kept, exposeHeaders: exposed.kept },
    unsaid: [...methods.lost, ...headers.lost, ...exposed.lost],
  };
}

function everyHeader(policy: ListedPolicy, origin: string): HeaderRecord {
  const { actual, preflight } = headerValues(policy, origin);
  return { ...actual, ...preflight };
}

/** @param origin whose pages get the headers; everybody where it is undefined */
function definition(headers: HeaderRecord, origin?: string): Definition {
  return {
    source: "/(.*)",
    ...(origin !== undefined && { has: [{ type: "header", key: "origin", value: { eq: origin } }] }),
    headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
  };
}

function siftOrigins({ allowOrigins }: ListedPolicy): Sifted {
  const fault = (pattern: string): Fault | undefined =>
    pattern.includes("*")
      ? {
          code: "origins",
          message: `${pattern} is left out`,
          cause: `a condition is documented for a whole value, and values of headers are static: ${GUIDE}`,
          fix: `list the origins one by one; or ${FUNCTION}`,
        }
      : undefined;
  // One definition is for Vary.
  const most = MAX_DEFINITIONS - 1;
  const cause = `there are at most ${MAX_DEFINITIONS} definitions of headers: ${SCHEMA}`;
  return sift("allowOrigins", allowOrigins === "*" ? [] : allowOrigins, fault, { most, cause, fix: FUNCTION });
}

const PREFLIGHT: EmitIssue = {
  code: "preflight",
  path: "",
  message: "preflight requests fail unless the function answers OPTIONS with a status from 200 to 299",
  cause: `vercel.json adds headers to an answer, and makes none; Deployment Protection answers OPTIONS with 401: ${GUIDE}`,
  fix: 'let the function answer them (corskit, owner: "gateway"), and list its paths in the OPTIONS Allowlist',
};

const ERRORS: EmitIssue = {
  code: "errors",
  path: "",
  message: "errors of Vercel's own, as after a timeout or a crash, may have no headers",
  cause: `headers are documented for static files and functions alone: ${HEADERS}`,
  fix: "ask for such an error once it is deployed, and look at its headers",
};

const VARY: EmitIssue = {
  code: "vary",
  path: "",
  message: "where a function sets a Vary of its own, Origin may be missing in it",
  cause: `what becomes of a header that both of them set is not documented: ${HEADERS}`,
  fix: "name Origin in the function's own Vary as well",
};

function valueTooLong({ key, value }: Pair): EmitIssue {
  return {
    code: "limit",
    path: optionOf(key),
    message: `${key} would have ${value.length} characters`,
    cause: `a header's value has at most ${MAX_VALUE} characters: ${SCHEMA}`,
    fix: `list fewer; or ${FUNCTION}`,
  };
}
