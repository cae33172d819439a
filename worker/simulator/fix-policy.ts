import { cors } from "../../src/index.ts";
import type { FailureCode } from "../../src/browser/index.ts";
import { printConfig } from "./print-config.ts";
import type { PageSide, PolicyServer } from "./scenario.ts";

type Config = Readonly<Record<string, unknown>>;
type Mend = (config: Config, page: PageSide, detail: string) => Config | null;

const allowOrigin: Mend = (config, { origin }) => {
  const { allowOrigins } = config;
  if (origin === "null" || config["owner"] === "gateway") return origin === "null" ? null : { ...config, owner: "kit" };
  // Any origin is allowed already, so it is something else.
  if (allowOrigins === "*") return config["rethrow"] === true ? { ...config, rethrow: false } : null;
  const origins = list(allowOrigins);
  if (origins.includes(origin)) return config["rethrow"] === true ? { ...config, rethrow: false } : null;
  return { ...config, allowOrigins: [...origins, origin] };
};

/** With credentials, "anybody" has to become the page. */
const allowCredentials: Mend = (config, { origin }) =>
  origin === "null"
    ? null
    : {
        ...config,
        allowOrigins: config["allowOrigins"] === "*" ? [origin] : config["allowOrigins"],
        allowCredentials: true,
      };

const MENDS: Readonly<Partial<Record<FailureCode, Mend>>> = {
  MissingAllowOriginHeader: allowOrigin,
  AllowOriginMismatch: allowOrigin,
  PreflightMissingAllowOriginHeader: allowOrigin,
  PreflightAllowOriginMismatch: allowOrigin,
  WildcardOriginNotAllowed: allowCredentials,
  InvalidAllowCredentials: allowCredentials,
  PreflightWildcardOriginNotAllowed: allowCredentials,
  PreflightInvalidAllowCredentials: allowCredentials,
  MethodDisallowedByPreflightResponse: (config, _, method) => ({
    ...config,
    allowMethods: [...list(config["allowMethods"]), method],
  }),
  HeaderDisallowedByPreflightResponse: (config, _, name) => ({
    ...config,
    allowHeaders: [...list(config["allowHeaders"] ?? ["Authorization", "Content-Type"]), name],
  }),
};

/** @returns the mended server; null where no config helps, as corskit would refuse it */
export async function fixPolicy(
  page: PageSide,
  server: PolicyServer,
  code: FailureCode,
  detail: string,
): Promise<PolicyServer | null> {
  const { parseLiteral } = await import("../../src/paste/parse-literal.ts");
  const read = parseLiteral(server.config);
  if (!("value" in read) || typeof read.value !== "object" || read.value === null) return null;
  const mended = MENDS[code]?.(read.value as Config, page, detail) ?? null;
  if (mended === null) return null;
  try {
    cors({ allowOrigins: [], ...mended });
  } catch {
    return null;
  }
  return { ...server, config: printConfig(mended) };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
