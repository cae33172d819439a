import { MAX_ECHOED_LENGTH } from "../policy/preflight.ts";
import { ECHOED } from "./echo.ts";
import { matches, NOTHING, type NginxMap, type Own } from "./nginx-map.ts";
import type { Shape } from "./shape.ts";

/** The values of the headers, by the kind of request. An empty one is not sent. */
export function valueMaps(shape: Shape, own: Own): readonly NginxMap[] {
  const { constant, actual, preflight, echoes, refusesSome } = shape;
  const of = (kind: "preflight" | "actual", name: string, value: string | undefined): readonly NginxMap[] =>
    value === undefined
      ? []
      : [
          {
            source: own("kind"),
            name,
            entries: { default: NOTHING, [kind]: value.startsWith("$") ? value : `"${value}"` },
          },
        ];
  const methods = preflight["Access-Control-Allow-Methods"];
  const headers = preflight["Access-Control-Allow-Headers"];
  const credentials = constant === undefined && "Access-Control-Allow-Credentials" in actual;
  const refused = (name: string, value: string): NginxMap => ({
    source: own("refused"),
    name,
    entries: { default: value, [NOTHING]: NOTHING },
  });
  return [
    ...(credentials
      ? [{ source: own("kind"), name: "credentials", entries: { default: "true", [NOTHING]: NOTHING } }]
      : []),
    ...of("actual", "exposed", actual["Access-Control-Expose-Headers"]),
    ...(echoes.methods ? [echoMap("methods", "$http_access_control_request_method", methods)] : []),
    ...of("preflight", "methods", echoes.methods ? own("asked_methods") : methods),
    ...(echoes.headers ? [echoMap("headers", "$http_access_control_request_headers", headers)] : []),
    ...of("preflight", "headers", echoes.headers ? own("asked_headers") : headers),
    ...of("preflight", "max_age", preflight["Access-Control-Max-Age"]),
    ...(refusesSome ? [refused("nosniff", "nosniff"), refused("no_store", "no-store")] : []),
    ...varyMaps(shape, own),
  ];
}

function echoMap(list: "methods" | "headers", source: string, listed: string | undefined): NginxMap {
  const fixed = listed === undefined ? NOTHING : `"${listed}"`;
  return {
    source,
    name: `asked_${list}`,
    entries: {
      default: fixed,
      [matches(`^.{${MAX_ECHOED_LENGTH + 1}}`)]: fixed,
      [matches(ECHOED[list])]: listed === undefined ? source : `"${listed},${source}"`,
    },
  };
}

function varyMaps({ constant, preflight, echoes, refusesSome }: Shape, own: Own): readonly NginxMap[] {
  const isEchoing = echoes.methods || echoes.headers;
  const byKind: NginxMap = {
    source: own("kind"),
    name: "vary",
    entries: { default: own("vary_actual"), preflight: `"${preflight["Vary"]}"` },
  };
  const name = isEchoing ? "vary_actual" : "vary";
  const upstream: NginxMap = {
    comment: "Vary: Origin, unless the handler behind says so itself.",
    source: "$upstream_http_vary",
    name,
    entries: { default: "Origin", '"~*(^|[ ,])(origin|\\*)([ ,]|$)"': NOTHING },
  };
  const refused: NginxMap = { source: own("refused"), name, entries: { default: "Origin", [NOTHING]: NOTHING } };
  if (constant === undefined) return isEchoing ? [upstream, byKind] : [upstream];
  if (refusesSome) return isEchoing ? [refused, byKind] : [refused];
  return isEchoing ? [{ ...byKind, entries: { ...byKind.entries, default: NOTHING } }] : [];
}
