import { MAX_ORIGIN_LENGTH } from "../policy/origin.ts";
import { MAX_ECHOED_LENGTH, MAX_ECHOED_NAMES } from "../policy/preflight.ts";
import { originRegExp, SERIALIZED_ORIGINS } from "./origin-regexp.ts";
import type { ListedPolicy } from "./read-policy.ts";
import type { Shape } from "./shape.ts";

/** `map source $prefix_name { … }`; values and keys as they are to stand there. */
interface NginxMap {
  readonly comment?: string;
  readonly source: string;
  readonly name: string;
  readonly entries: readonly (readonly [key: string, value: string])[];
}

/** Keys that begin so are regular expressions, with case; quoted, since they may have braces in them. */
const matches = (source: string): string => `"~${source}"`;
const NOTHING = '""';

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

/** The part for `http`: what is decided of a request, as variables. */
export function httpPart(config: ListedPolicy, shape: Shape, prefix: string): string {
  const own = (name: string): string => `$${prefix}_${name}`;
  const maps = [
    ...originMaps(config, shape, own),
    ...refusalMaps(config, shape, own),
    ...valueMaps(shape, own),
    ...varyMaps(shape, own),
  ];
  const blocks = maps.map(({ comment, source, name, entries }) => {
    const lines = entries.map(([key, value]) => `    ${key} ${value};\n`);
    return `${comment === undefined ? "" : `# ${comment}\n`}map ${source} ${own(name)} {\n${lines.join("")}}\n`;
  });
  const allowed = shape.constant ?? own("origin");
  return `# Part 1 of 2, for http { }, where conf.d is included. Two policies need a prefix each.

${blocks.join("\n")}
# For access_log, to see what is decided. Two policies of one prefix are an error by it, and not a mix of both.
log_format ${prefix} '$remote_addr [$time_local] "$request" $status origin="$http_origin" allowed="${allowed}"';
`;
}

type Own = (name: string) => string;

function originMaps({ allowOrigins }: ListedPolicy, { constant }: Shape, own: Own): readonly NginxMap[] {
  const origins: NginxMap = {
    comment: "The origin that asks, where the policy allows it. Without ~ a map would compare without case.",
    source: "$http_origin",
    name: "origin",
    entries: originEntries(allowOrigins),
  };
  return [
    ...(constant === undefined ? [origins] : []),
    {
      source: "$http_access_control_request_method",
      name: "options",
      entries: [
        ["default", "preflight"],
        [NOTHING, "actual"],
      ],
    },
    {
      source: "$request_method",
      name: "asks",
      entries: [
        ["default", "actual"],
        ["OPTIONS", own("options")],
      ],
    },
    constant === undefined
      ? {
          comment: "What an allowed page asks; empty for everybody else.",
          source: own("origin"),
          name: "kind",
          entries: [
            ["default", own("asks")],
            [NOTHING, NOTHING],
          ],
        }
      : {
          source: "$http_origin",
          name: "kind",
          entries: [
            ["default", own("asks")],
            [NOTHING, "actual"],
          ],
        },
  ];
}

function originEntries(allowOrigins: "*" | readonly string[]): NginxMap["entries"] {
  if (allowOrigins === "*")
    return [
      ["default", "*"],
      [NOTHING, NOTHING],
    ];
  const isWild = allowOrigins.some((pattern) => pattern.includes("*"));
  return [
    ["default", NOTHING],
    ...(isWild ? [[matches(`^.{${MAX_ORIGIN_LENGTH + 1}}`), NOTHING] as const] : []),
    ...allowOrigins.map((pattern) => [matches(originRegExp(pattern)), "$http_origin"] as const),
  ];
}

/** `$cors_refused`: 1 where the server answers 403. */
function refusalMaps({ allowOrigins }: ListedPolicy, shape: Shape, own: Own): readonly NginxMap[] {
  const { constant, refuses } = shape;
  if (!refuses.preflights && !refuses.sockets) return [];
  const denied: NginxMap =
    constant === undefined
      ? {
          source: own("origin"),
          name: "denied",
          entries: [
            ["default", NOTHING],
            [NOTHING, "$http_origin"],
          ],
        }
      : {
          source: "$http_origin",
          name: "denied",
          entries: [
            ["default", "$http_origin"],
            ...[allowOrigins].flat().map((pattern) => [matches(originRegExp(pattern)), NOTHING] as const),
          ],
        };
  const when = refuses.all ? "1" : own("refusal");
  return [
    { comment: "The origin that asks, where the policy denies it.", ...denied },
    ...(refuses.all ? [] : refusalByKind(refuses, own)),
    {
      comment: "Whether the answer is 403.",
      source: own("denied"),
      name: "refused",
      entries: [
        ["default", when],
        [NOTHING, NOTHING],
      ],
    },
  ];
}

function refusalByKind({ preflights, sockets }: Shape["refuses"], own: Own): readonly NginxMap[] {
  const socketMaps: readonly NginxMap[] = [
    {
      comment: "Pages of the host itself may open WebSockets.",
      source: '"$http_origin $http_host"',
      name: "stranger",
      entries: [
        ["default", "1"],
        ...SERIALIZED_ORIGINS.map(
          ({ source, isOrigin }) =>
            [matches(isOrigin ? source.replace(/\$$/, " \\1$") : source), isOrigin ? NOTHING : "1"] as const,
        ),
      ],
    },
    {
      source: "$http_upgrade",
      name: "socket",
      entries: [
        ["default", NOTHING],
        ["websocket", own("stranger")],
      ],
    },
  ];
  return [
    ...(sockets ? socketMaps : []),
    {
      source: own("asks"),
      name: "refusal",
      entries: [
        ["default", sockets ? own("socket") : NOTHING],
        ["preflight", preflights ? "1" : NOTHING],
      ],
    },
  ];
}

/** The values of the headers, by the kind of request. */
function valueMaps({ constant, actual, preflight, echoes, refuses }: Shape, own: Own): readonly NginxMap[] {
  const of = (kind: "preflight" | "actual", name: string, value: string | undefined): readonly NginxMap[] =>
    value === undefined
      ? []
      : [
          {
            source: own("kind"),
            name,
            entries: [
              ["default", NOTHING],
              [kind, value.startsWith("$") ? value : `"${value}"`],
            ],
          },
        ];
  const methods = preflight["Access-Control-Allow-Methods"];
  const headers = preflight["Access-Control-Allow-Headers"];
  const credentials = constant === undefined && "Access-Control-Allow-Credentials" in actual;
  const isRefusing = refuses.preflights || refuses.sockets;
  return [
    ...(credentials
      ? [
          {
            source: own("kind"),
            name: "credentials",
            entries: [
              ["default", "true"],
              [NOTHING, NOTHING],
            ],
          } as const,
        ]
      : []),
    ...of("actual", "exposed", actual["Access-Control-Expose-Headers"]),
    ...(echoes.methods ? [echoMap("asked_methods", "$http_access_control_request_method", methods, `^${TOKEN}$`)] : []),
    ...of("preflight", "methods", echoes.methods ? own("asked_methods") : methods),
    ...(echoes.headers ? [echoMap("asked_headers", "$http_access_control_request_headers", headers, LIST)] : []),
    ...of("preflight", "headers", echoes.headers ? own("asked_headers") : headers),
    ...of("preflight", "max_age", preflight["Access-Control-Max-Age"]),
    ...(isRefusing
      ? ([
          {
            source: own("refused"),
            name: "nosniff",
            entries: [
              ["default", "nosniff"],
              [NOTHING, NOTHING],
            ],
          },
          {
            source: own("refused"),
            name: "no_store",
            entries: [
              ["default", "no-store"],
              [NOTHING, NOTHING],
            ],
          },
        ] as const)
      : []),
  ];
}

/** Names with commas between them, as many as are echoed. */
const LIST = `^[ \\t,]*${TOKEN}(?:[ \\t]*,[ \\t,]*${TOKEN}){0,${MAX_ECHOED_NAMES - 1}}[ \\t,]*$`;

/** What a page asked for, where it is names and not too many: with credentials, `*` is a name like others to browsers. */
function echoMap(name: string, source: string, listed: string | undefined, names: string): NginxMap {
  const fixed = listed === undefined ? NOTHING : `"${listed}"`;
  return {
    source,
    name,
    entries: [
      ["default", fixed],
      [matches(`^.{${MAX_ECHOED_LENGTH + 1}}`), fixed],
      [matches(names), listed === undefined ? source : `"${listed},${source}"`],
    ],
  };
}

function varyMaps({ constant, preflight, refuses }: Shape, own: Own): readonly NginxMap[] {
  const granted = preflight["Vary"] ?? "";
  const isEchoing = granted.includes("Access-Control-Request");
  const byKind = (otherwise: string): NginxMap => ({
    source: own("kind"),
    name: "vary",
    entries: [
      ["default", otherwise],
      ["preflight", granted === "" ? NOTHING : `"${granted}"`],
    ],
  });
  if (constant !== undefined) {
    const refused: NginxMap = {
      source: own("refused"),
      name: "vary_refused",
      entries: [
        ["default", "Origin"],
        [NOTHING, NOTHING],
      ],
    };
    if (refuses.sockets) return isEchoing ? [refused, byKind(own("vary_refused"))] : [{ ...refused, name: "vary" }];
    return isEchoing ? [byKind(NOTHING)] : [];
  }
  const upstream: NginxMap = {
    comment: "Vary: Origin, unless the handler behind says so itself.",
    source: "$upstream_http_vary",
    name: isEchoing ? "vary_actual" : "vary",
    entries: [
      ["default", "Origin"],
      ['"~*(^|[ ,])(origin|\\*)([ ,]|$)"', NOTHING],
    ],
  };
  return isEchoing ? [upstream, byKind(own("vary_actual"))] : [upstream];
}
