import { DEFAULT_POLICY, DEFAULT_RAW } from "../defaults.ts";
import type { PageSide, ServerSide } from "../scenario.ts";

const left = new Map<ServerSide["kind"], ServerSide>();

/** The server in its other form: as it was left, or a first one that fits the page. */
export function otherKind(server: ServerSide, { origin }: PageSide): ServerSide {
  left.set(server.kind, server);
  const other = left.get(server.kind === "raw" ? "policy" : "raw");
  if (other !== undefined) return { ...other, cache: server.cache };
  if (server.kind === "policy") return { ...DEFAULT_RAW, cache: server.cache };
  const config = `{\n  allowOrigins: [${JSON.stringify(origin)}],\n}`;
  return { ...DEFAULT_POLICY, config, cache: server.cache };
}
