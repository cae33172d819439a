import { answers, matchers } from "./caddy-answers.ts";
import { maps } from "./caddy-maps.ts";
import { EmitError, type EmitOptions, type Emission } from "./emission.ts";
import { DEFAULT_PREFIX, prefixIssues } from "./prefix.ts";
import { provenance } from "./provenance.ts";
import { readPolicy, type EmitInput } from "./read-policy.ts";
import { shapeOf } from "./shape.ts";

const TARGET = "Caddy";

export interface CaddyOptions extends EmitOptions {
  /** What the snippet is called, and its matchers begin with, where one Caddyfile has several policies. Default `corskit`. */
  readonly prefix?: string | undefined;
}

/**
 * A policy as a snippet of a Caddyfile, to be imported in a site (https://caddyserver.com/docs/caddyfile/concepts#snippets).
 *
 * Headers are set twice: at once, for what Caddy answers itself, such as the 502 of a handler that is down, and
 * deferred, in the place of what the handler says (https://caddyserver.com/docs/caddyfile/directives/header).
 *
 * @throws CorsConfigError for a config that is none
 * @throws EmitError for origins that only a resolver knows, policies by path, a prefix that is no name
 */
export function caddy(input: EmitInput, options: CaddyOptions = {}): Emission {
  const config = readPolicy(input, TARGET);
  const { prefix = DEFAULT_PREFIX } = options;
  const issues = prefixIssues(prefix);
  if (issues.length > 0) throw new EmitError(TARGET, issues);
  const shape = shapeOf(config);
  const blocks = [...maps(config, shape, prefix), ...matchers(shape, prefix), ...answers(shape, prefix)];
  const head = provenance("caddy", options).map((line) => `# ${line}\n`);
  return {
    output: `${head.join("")}
# Import it in a site, first of all: import ${prefix}
# With redir, basicauth or forward_auth there, put all into one route { }, in this order: a preflight request follows
# no redirect, and has no credentials with it.

(${prefix}) {
${blocks.map((text) => text.replace(/^(?=.)/gm, "\t")).join("\n")}}
`,
    exact: true,
    lost: [],
    owner:
      'Caddy sets the headers, on its own errors too, and removes those of the handler behind it; the handler may keep its policy, or say owner: "gateway" to be silent.',
  };
}
