import { MAX_ORIGIN_LENGTH } from "../policy/origin.ts";
import { matches, NOTHING, printMap, type NginxMap, type Own } from "./nginx-map.ts";
import { valueMaps } from "./nginx-values.ts";
import { originRegExp, OWN_PAGES } from "./origin-regexp.ts";
import type { ListedPolicy } from "./read-policy.ts";
import type { Shape } from "./shape.ts";

/** The part for `http`: what is decided of a request, as variables. */
export function httpPart(config: ListedPolicy, shape: Shape, prefix: string): string {
  const own: Own = (name) => `$${prefix}_${name}`;
  const maps = [...originMaps(config, shape, own), ...refusalMaps(config, shape, own), ...valueMaps(shape, own)];
  const allowed = shape.constant ?? own("origin");
  return `# Part 1 of 2, for http { }, where conf.d is included. Two policies need a prefix each.

${maps.map((map) => printMap(map, own)).join("\n")}
# For access_log, to see what is decided. It also makes two policies of one prefix an error, and not a mix of both.
log_format ${prefix} '$remote_addr [$time_local] "$request" $status origin="$http_origin" allowed="${allowed}"';
`;
}

/** `$cors_origin`, what is allowed; `$cors_kind`, what an allowed page asks. */
function originMaps({ allowOrigins }: ListedPolicy, { constant }: Shape, own: Own): readonly NginxMap[] {
  const asks: readonly NginxMap[] = [
    {
      source: "$http_access_control_request_method",
      name: "options",
      entries: { default: "preflight", [NOTHING]: "actual" },
    },
    { source: "$request_method", name: "asks", entries: { default: "actual", OPTIONS: own("options") } },
  ];
  if (constant !== undefined) {
    return [...asks, { source: "$http_origin", name: "kind", entries: { default: own("asks"), [NOTHING]: "actual" } }];
  }
  return [
    {
      comment: "The origin that asks, where the policy allows it. Without ~ a map would compare without case.",
      source: "$http_origin",
      name: "origin",
      entries: originEntries(allowOrigins),
    },
    ...asks,
    {
      comment: "What an allowed page asks; empty for everybody else.",
      source: own("origin"),
      name: "kind",
      entries: { default: own("asks"), [NOTHING]: NOTHING },
    },
  ];
}

function originEntries(allowOrigins: "*" | readonly string[]): NginxMap["entries"] {
  if (allowOrigins === "*") return { default: "*", [NOTHING]: NOTHING };
  const isWild = allowOrigins.some((pattern) => pattern.includes("*"));
  return {
    default: NOTHING,
    ...(isWild && { [matches(`^.{${MAX_ORIGIN_LENGTH + 1}}`)]: NOTHING }),
    ...Object.fromEntries(allowOrigins.map((pattern) => [matches(originRegExp(pattern)), "$http_origin"])),
  };
}

/** `$cors_refused`: 1 where the answer is 403. */
function refusalMaps({ allowOrigins }: ListedPolicy, shape: Shape, own: Own): readonly NginxMap[] {
  const { constant, refuses, refusesSome } = shape;
  if (!refusesSome) return [];
  const allowed = constant === undefined ? [] : [allowOrigins].flat().map((pattern) => matches(originRegExp(pattern)));
  const denied: NginxMap =
    constant === undefined
      ? { source: own("origin"), name: "denied", entries: { default: NOTHING, [NOTHING]: "$http_origin" } }
      : {
          source: "$http_origin",
          name: "denied",
          entries: { default: "$http_origin", ...Object.fromEntries(allowed.map((key) => [key, NOTHING])) },
        };
  return [
    { comment: "The origin that asks, where the policy denies it.", ...denied },
    ...(refuses.all ? [] : refusalByKind(refuses, own)),
    {
      comment: "Whether the answer is 403.",
      source: own("denied"),
      name: "refused",
      entries: { default: refuses.all ? "1" : own("refusal"), [NOTHING]: NOTHING },
    },
  ];
}

function refusalByKind({ preflights, sockets }: Shape["refuses"], own: Own): readonly NginxMap[] {
  const sameHost = OWN_PAGES.map((source) => [matches(source.replace(/\$$/, " \\1$")), NOTHING]);
  const socketMaps: readonly NginxMap[] = [
    {
      comment: "Pages of the host itself may open WebSockets.",
      source: '"$scheme $http_origin $http_host"',
      name: "stranger",
      entries: { default: "1", ...Object.fromEntries(sameHost) },
    },
    { source: "$http_upgrade", name: "socket", entries: { default: NOTHING, websocket: own("stranger") } },
  ];
  const refusal = { default: sockets ? own("socket") : NOTHING, preflight: preflights ? "1" : NOTHING };
  return [...(sockets ? socketMaps : []), { source: own("asks"), name: "refusal", entries: refusal }];
}
