import { OWNED } from "../fetch/owned.ts";
import { EmitError, type EmitIssue, type EmitOptions, type Emission } from "./emission.ts";
import { httpPart } from "./nginx-maps.ts";
import { DEFAULT_PREFIX, prefixIssues } from "./prefix.ts";
import { provenance } from "./provenance.ts";
import { readPolicy, type EmitInput, type ListedPolicy } from "./read-policy.ts";
import { shapeOf, type Shape } from "./shape.ts";
import { sift } from "./sift.ts";

const TARGET = "nginx";

const PARTS = ["both", "http", "server"] as const;

export interface NginxOptions extends EmitOptions {
  /**
   * One part, for a file of its own: `"http"` for what is included in `http`, as `conf.d` is, `"server"` for what is
   * included in `server`. Default `"both"`, one after the other.
   */
  readonly part?: (typeof PARTS)[number] | undefined;
  /** What the variables begin with, where one nginx has several policies. Default `corskit`. */
  readonly prefix?: string | undefined;
}

/** Modules that pass requests on, and hand back headers that a page would see beside the policy's. */
const PASSING = ["proxy", "fastcgi", "uwsgi", "scgi", "grpc"];

/** What nginx reads as one word (NGX_CONF_BUFFER in src/core/ngx_conf_file.c), with its quotes. */
const LONGEST_WORD = 4000;

/**
 * A policy for nginx: maps that decide by the request, and the lines that answer by them.
 *
 * Written in two parts, since maps stand in `http` and answers in `server`. With maps the headers are on what nginx
 * answers before it looks at the server's own lines, too: 400 for cookies that are too long, or for a missing
 * certificate; `set` and `if` in one part would come too late for those.
 *
 * @throws CorsConfigError for a config that is none
 * @throws EmitError for origins that only a resolver knows, policies by path, a list that is too long, a prefix that is no name
 */
export function nginx(input: EmitInput, options: NginxOptions = {}): Emission {
  const config = readPolicy(input, TARGET);
  const { part = "both", prefix = DEFAULT_PREFIX } = options;
  const { sayable, lost } = leaveOut(config);
  const shape = shapeOf(sayable);
  const issues = [...partIssues(part), ...prefixIssues(prefix), ...limitIssues(shape)];
  if (issues.length > 0) throw new EmitError(TARGET, issues);
  const parts = [
    ...(part === "server" ? [] : [httpPart(sayable, shape, prefix)]),
    ...(part === "http" ? [] : [serverPart(shape, prefix)]),
  ];
  const head = provenance("nginx", options).map((line) => `# ${line}\n`);
  return {
    output: [head.join(""), ...parts].join("\n"),
    exact: lost.length === 0,
    lost,
    owner:
      'nginx sets the headers, on its own errors too, and removes those of the handler behind it; the handler may keep its policy, or say owner: "gateway" to be silent.',
  };
}

/** What a server does with the variables. */
function serverPart({ constant, actual, preflight, refusesSome, echoes }: Shape, prefix: string): string {
  const header = (name: string, value: string): string => `add_header ${name} ${value} always;`;
  const lines = [
    `if ($${prefix}_kind = preflight) {`,
    "    return 204;",
    "}",
    ...(refusesSome
      ? [
          `if ($${prefix}_refused) {`,
          '    return 403 "CORS: this origin is not allowed here. See allowOrigins.\\n";',
          "}",
        ]
      : []),
    header("Access-Control-Allow-Origin", constant === undefined ? `$${prefix}_origin` : `"${constant}"`),
    ...("Access-Control-Allow-Credentials" in actual
      ? [header("Access-Control-Allow-Credentials", constant === undefined ? `$${prefix}_credentials` : "true")]
      : []),
    ...("Access-Control-Expose-Headers" in actual
      ? [header("Access-Control-Expose-Headers", `$${prefix}_exposed`)]
      : []),
    ...("Access-Control-Allow-Methods" in preflight || echoes.methods
      ? [header("Access-Control-Allow-Methods", `$${prefix}_methods`)]
      : []),
    ...("Access-Control-Allow-Headers" in preflight || echoes.headers
      ? [header("Access-Control-Allow-Headers", `$${prefix}_headers`)]
      : []),
    header("Access-Control-Max-Age", `$${prefix}_max_age`),
    ...("Vary" in preflight || refusesSome ? [header("Vary", `$${prefix}_vary`)] : []),
    ...(refusesSome
      ? [header("X-Content-Type-Options", `$${prefix}_nosniff`), header("Cache-Control", `$${prefix}_no_store`)]
      : []),
  ];
  const hidden = PASSING.flatMap((module) => OWNED.map((name) => `${module}_hide_header ${name};`));
  return `# Part 2 of 2, for server { }, before any return or rewrite there.
# A location with an add_header of its own inherits none of these: include this part there too. The same goes for
# hide_header lines. And a server that has these inherits no add_header from http.

${lines.join("\n")}

# What the handler says of CORS does not pass. Remove the lines of a module that your nginx does not have.
${hidden.join("\n")}
`;
}

/** @returns the policy without what nginx has no words for */
function leaveOut(config: ListedPolicy): { readonly sayable: ListedPolicy; readonly lost: readonly EmitIssue[] } {
  const unless = (sayable: RegExp, code: EmitIssue["code"], cause: string) => (name: string) =>
    sayable.test(name)
      ? undefined
      : { code, message: `${name} is left out`, cause, fix: `choose another name than ${name}` };
  const method = "nginx answers 400 to methods with other signs than A to Z, _ and - (src/http/ngx_http_parse.c)";
  const dollar =
    "nginx takes $ for a variable, and has no sign that says otherwise (https://nginx.org/en/docs/http/ngx_http_map_module.html)";
  const methods = sift("allowMethods", config.allowMethods, unless(/^([A-Z_-]+|\*)$/, "methods", method));
  const headers = sift("allowHeaders", config.allowHeaders, unless(/^[^$]+$/, "headers", dollar));
  const exposed = sift("exposeHeaders", config.exposeHeaders, unless(/^[^$]+$/, "exposed-headers", dollar));
  return {
    sayable: { ...config, allowMethods: methods.kept, allowHeaders: headers.kept, exposeHeaders: exposed.kept },
    lost: [...methods.lost, ...headers.lost, ...exposed.lost],
  };
}

/** What comes from a command line or from JavaScript has any value. */
function partIssues(part: string): readonly EmitIssue[] {
  if (PARTS.some((known) => known === part)) return [];
  return [
    {
      code: "option",
      path: "part",
      message: `${JSON.stringify(part)} is no part`,
      cause: `there are ${PARTS.join(", ")}`,
      fix: `part: "${PARTS[0]}"`,
    },
  ];
}

function limitIssues({ actual, preflight }: Shape): readonly EmitIssue[] {
  const lists = [
    ["allowMethods", preflight["Access-Control-Allow-Methods"]],
    ["allowHeaders", preflight["Access-Control-Allow-Headers"]],
    ["exposeHeaders", actual["Access-Control-Expose-Headers"]],
  ] as const;
  return lists.flatMap(([path, value = ""]) =>
    value.length <= LONGEST_WORD
      ? []
      : [
          {
            code: "limit",
            path,
            message: `the list has ${value.length} characters, and nginx reads ${LONGEST_WORD} as one value`,
            cause:
              "a word of a configuration file fits its buffer of 4096 bytes (NGX_CONF_BUFFER, src/core/ngx_conf_file.c)",
            fix: `${path}: ["*"] without credentials, or fewer names`,
          } as const,
        ],
  );
}
