import { anyLost, enforceLost } from "./common-issues.ts";
import type { Emission, EmitIssue, EmitOptions } from "./emission.ts";
import { fixedHeaders } from "./fixed-headers.ts";
import { provenance } from "./provenance.ts";
import { readPolicy, type EmitInput } from "./read-policy.ts";

const NAME = "Netlify";
const HEADERS = "https://docs.netlify.com/manage/routing/headers/";

const EDGE_FUNCTION =
  "let an edge function answer for all paths: policy.wrap((request, context) => context.next()), with corskit";

const OWNER =
  "The _headers file owns the headers of the files that Netlify serves from its own store. Functions, edge functions " +
  "and proxied paths are not touched by it: there the policy in the code sets the headers.";

/**
 * A `_headers` file for Netlify. Nothing of it has been verified on Netlify.
 *
 * @throws EmitError where a policy lets in more than one origin, for a policy by path, for a resolver
 * @throws CorsConfigError for a config that is none
 */
export function netlify(input: EmitInput, options: EmitOptions = {}): Emission {
  const policy = readPolicy(input, NAME);
  const { actual, preflight } = fixedHeaders(policy, {
    name: NAME,
    cause: `custom headers have fixed values: ${HEADERS}#syntax-for-the-headers-file`,
    fix: EDGE_FUNCTION,
  });
  const comment = [
    ...provenance("netlify", options),
    "",
    "Goes into _headers in the publish directory. It holds for files alone, not for functions or proxied paths.",
    "Set none of these headers for the same path elsewhere, in netlify.toml either: values would be joined.",
    "Unverified on Netlify.",
  ];
  const lines = Object.entries({ ...actual, ...preflight }).map(([name, value]) => `  ${name}: ${value}`);
  const output = [...comment.map((line) => `# ${line}`.trimEnd()), "", "/*", ...lines, ""].join("\n");
  const lost = [
    PREFLIGHT,
    ERRORS,
    ...anyLost(policy, EDGE_FUNCTION),
    ...enforceLost(policy, `files are sent to whoever asks: ${HEADERS}`, EDGE_FUNCTION),
  ];
  return { output, exact: false, lost, owner: OWNER };
}

const PREFLIGHT: EmitIssue = {
  code: "preflight",
  path: "",
  message: "preflight requests may fail, and with them every method and header that needs one",
  cause: `how Netlify answers OPTIONS for a file is not documented, and no custom header changes a status: ${HEADERS}`,
  fix: EDGE_FUNCTION,
};

const ERRORS: EmitIssue = {
  code: "errors",
  path: "",
  message: "errors may have no headers: a 404 without a page of your own, for one",
  cause: `custom headers are for files that Netlify serves from its own store: ${HEADERS}#limitations`,
  fix: `put a 404.html there, and look at the headers of a missing path once it is deployed; or ${EDGE_FUNCTION}`,
};
