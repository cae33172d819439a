import { OWNED } from "../fetch/owned.ts";
import { toYaml } from "./documents.ts";
import type { EmitIssue, EmitOptions, Emission } from "./emission.ts";
import { originRegExp } from "./origin-regexp.ts";
import { provenance } from "./provenance.ts";
import { proxyLosses } from "./proxy-losses.ts";
import { readPolicy, type EmitInput } from "./read-policy.ts";
import { shapeOf } from "./shape.ts";

const TARGET = "Traefik";
const SOURCE = "https://github.com/traefik/traefik/blob/master/pkg/middlewares/headers/header.go";

/**
 * A policy for Traefik's headers middleware: dynamic configuration in YAML
 * (https://doc.traefik.io/traefik/middlewares/http/headers/).
 *
 * @throws CorsConfigError for a config that is none
 * @throws EmitError for origins that only a resolver knows, and policies by path
 */
export function traefik(input: EmitInput, options: EmitOptions = {}): Emission {
  const config = readPolicy(input, TARGET);
  const shape = shapeOf(config);
  const { actual, preflight, echoes, constant } = shape;
  const origins = [config.allowOrigins].flat();
  const isWild = (pattern: string): boolean => pattern !== "*" && pattern.includes("*");
  const exact = origins.filter((pattern) => !isWild(pattern));
  const lists = {
    accessControlAllowOriginList: exact,
    // Traefik looks for a match anywhere in the origin, so these are anchored.
    accessControlAllowOriginListRegex: origins.filter(isWild).map(originRegExp),
    accessControlAllowMethods: split(preflight["Access-Control-Allow-Methods"]),
    accessControlAllowHeaders: split(preflight["Access-Control-Allow-Headers"]),
    accessControlExposeHeaders: split(actual["Access-Control-Expose-Headers"]),
  };
  const headers = {
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
    accessControlAllowCredentials: config.allowCredentials,
    accessControlMaxAge: config.maxAge,
    addVaryHeader: constant !== "*",
    // Nothing removes a header. It comes before those above.
    customResponseHeaders: Object.fromEntries(OWNED.map((name) => [name, ""])),
  };
  return {
    output: toYaml({ http: { middlewares: { cors: { headers } } } }, [...provenance("traefik", options), ...PLACE]),
    exact: false,
    lost: [
      ...(echoes.methods ? [echo("methods", "allowMethods")] : []),
      ...(echoes.headers ? [echo("headers", "allowHeaders")] : []),
      ...proxyLosses(TARGET, SOURCE, shape),
    ],
    owner:
      "Traefik sets the headers and removes those of the handler behind it; the handler keeps its policy where it is to refuse denied requests itself.",
  };
}

const PLACE = [
  "",
  "Unverified on Traefik: made by its documentation and source. A file of the dynamic configuration; name the",
  "middleware first in the routers that it is for: middlewares: [cors@file].",
];

function split(list: string | undefined): readonly string[] {
  return list?.split(",") ?? [];
}

function echo(code: "methods" | "headers", path: string): EmitIssue {
  return {
    code,
    path,
    message: `"*" with credentials is left out: pages may use the ${code} that are listed beside it`,
    cause: `Traefik sends * as it is, and with credentials browsers take it for a name (${SOURCE})`,
    fix: `list the ${code} that pages use`,
  };
}
