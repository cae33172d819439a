import { anyLost, enforceLost } from "./common-issues.ts";
import { EmitError, type Emission, type EmitIssue, type EmitOptions } from "./emission.ts";
import { fixedHeaders } from "./fixed-headers.ts";
import { optionOf } from "./header-values.ts";
import { provenance } from "./provenance.ts";
import { readPolicy, type EmitInput } from "./read-policy.ts";

const NAME = "a _headers file of Workers static assets";
const HEADERS = "https://developers.cloudflare.com/workers/static-assets/headers/";
const BINDING = "https://developers.cloudflare.com/workers/static-assets/binding/";

/** Of a whole line, spaces and all. wrangler leaves a longer one out, and says so in a warning alone. */
const MAX_LINE = 2000;

const WORKER =
  "let a Worker answer: assets.run_worker_first = true, and withCors of corskit/workers around env.ASSETS.fetch";

const OWNER =
  "The _headers file owns the headers of static assets, errors included. Responses of a Worker, and everything with " +
  "assets.run_worker_first, are not touched by it: there the policy in the Worker sets the headers, and nothing else should.";

/**
 * A `_headers` file for Workers static assets and Cloudflare Pages.
 *
 * @throws EmitError where a policy lets in more than one origin or a line gets too long, for a policy by path, for a resolver
 * @throws CorsConfigError for a config that is none
 */
export function headersFile(input: EmitInput, options: EmitOptions = {}): Emission {
  const policy = readPolicy(input, NAME);
  const { actual } = fixedHeaders(policy, {
    name: NAME,
    cause: `its headers have fixed values, and rules for one path join theirs with a comma: ${HEADERS}#attach-a-header`,
    fix: WORKER,
  });
  const lines = Object.entries(actual).map(([name, value]) => `  ${name}: ${value}`);
  const long = Object.keys(actual).filter((_, i) => (lines[i]?.length ?? 0) > MAX_LINE);
  if (long.length > 0) throw new EmitError(NAME, long.map(lineTooLong));

  const comment = [
    ...provenance("headers-file", options),
    "",
    "Goes into _headers in the directory of the assets. A file has at most 100 rules, and one rule for each path:",
    "a second one for /* would replace this one. Rules for other paths must not set these headers: values are joined.",
    "Preflight requests are answered with 405: pages can GET and HEAD, without headers that need permission.",
  ];
  const output = [...comment.map((line) => `# ${line}`.trimEnd()), "", "/*", ...lines, ""].join("\n");
  const lost = [
    PREFLIGHT,
    ...anyLost(policy, WORKER),
    ...enforceLost(policy, `assets are sent to whoever asks: ${HEADERS}`, WORKER),
  ];
  return { output, exact: false, lost, owner: OWNER };
}

const PREFLIGHT: EmitIssue = {
  code: "preflight",
  path: "",
  message: "preflight requests are answered with 405, so that no page can use a method or a header that needs one",
  cause: `assets are served to GET and HEAD alone (seen with wrangler dev), and code answers the rest: ${BINDING}`,
  fix: WORKER,
};

function lineTooLong(name: string): EmitIssue {
  return {
    code: "limit",
    path: optionOf(name),
    message: `the line of ${name} is longer than ${MAX_LINE} characters, and would be left out`,
    cause: `each line has at most ${MAX_LINE} characters: ${HEADERS}#attach-a-header`,
    fix: `expose fewer headers; or ${WORKER}`,
  };
}
