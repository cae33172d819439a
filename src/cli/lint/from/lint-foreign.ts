import { readFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { cors } from "../../../index.ts";
import { CannotRun } from "../../cannot-run.ts";
import type { LintedFile, LintedPolicy } from "../linted.ts";
import type { Tool } from "../options.ts";
import { lintPolicy } from "../rules/lint-policy.ts";
import { inWords } from "../words.ts";
import { readAws } from "./aws.ts";
import { equivalentOf, PLACEHOLDER } from "./equivalent.ts";
import type { ForeignPolicy } from "./foreign.ts";
import { readJsTool } from "./js-tools.ts";
import { readNginx } from "./nginx.ts";
import { readSpring } from "./spring.ts";

/** What each tool's CORS looks like in a file. */
const LOOKED_FOR: Readonly<Record<Tool, string>> = {
  express: 'a call of cors() from "cors"',
  hono: 'a call of cors() from "hono/cors"',
  fastify: 'register() with "@fastify/cors"',
  middy: 'a call of httpCors() from "@middy/http-cors"',
  spring: "@CrossOrigin, addMapping(), a CorsConfiguration, or globalcors in YAML",
  nginx: "add_header Access-Control-Allow-Origin",
  "aws-http-api": "CorsConfiguration or Cors",
};

/**
 * Reads another tool's configuration from a file, and says what is dangerous in it and what it is in corskit.
 *
 * @throws CannotRun where the file cannot be read or parsed, or has nothing of that tool
 */
export async function lintForeign(given: string, tool: Tool): Promise<LintedFile> {
  const file = relative(process.cwd(), resolve(given)) || given;
  let text: string;
  try {
    text = await readFile(given, "utf8");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CannotRun(`${file} cannot be read: ${why}`, "name the file that has the CORS configuration");
  }
  const policies = readForeign(text, tool, file);
  if (policies.length === 0) {
    throw new CannotRun(
      `${file} has no CORS of ${tool}; looked for: ${LOOKED_FOR[tool]}`,
      "name the file that has it, or another tool",
    );
  }
  return { file, policies: policies.map(lintOne), notes: [] };
}

/** The policies in a text. */
export function readForeign(text: string, tool: Tool, file: string): readonly ForeignPolicy[] {
  switch (tool) {
    case "spring":
      return readSpring(text, file);
    case "nginx":
      return readNginx(text, file);
    case "aws-http-api":
      return readAws(text, file);
    default:
      return readJsTool(tool, text, file);
  }
}

export function lintOne(policy: ForeignPolicy): LintedPolicy {
  const { equivalent, findings } = equivalentOf(policy);
  const { config } = equivalent;
  // A placeholder is nobody's origin; and what is only worth knowing is not, while one migrates.
  const own = config === null || isPlaceholder(config.allowOrigins) ? [] : lintPolicy(cors(config).config);
  return {
    name: policy.name,
    allows:
      config === null ? "no page may read" : isPlaceholder(config.allowOrigins) ? null : inWords(cors(config).config),
    findings: [...policy.findings, ...findings, ...own.filter(({ severity }) => severity !== "info")],
    equivalent,
  };
}

function isPlaceholder(allowOrigins: "*" | readonly string[]): boolean {
  return allowOrigins.length === 1 && allowOrigins[0] === PLACEHOLDER;
}
