import type { CallExpression, ObjectExpression } from "acorn";
import { cors, CorsConfigError, type CorsConfig, type ResolvedConfig } from "../../index.ts";
import { CannotRun } from "../cannot-run.ts";
import { readScript } from "../lint/from/script.ts";
import { staticValue, type StaticValue } from "../lint/from/static-value.ts";

/** A page that reads, in the templates. */
export const APP = "https://app.example.com";
/** A page that does not. */
export const EVIL = "https://evil.example";

/** What people say of their pages. */
export interface Pages {
  readonly origins: readonly string[];
  readonly credentials: boolean;
}

/** A src/cors.ts and the policy in it. */
export interface PolicyText {
  readonly text: string;
  readonly config: ResolvedConfig<"*" | readonly string[]>;
}

/**
 * A template's src/cors.ts for those pages.
 *
 * @param text JavaScript with one call of `cors({ … })`, of literals
 * @throws CannotRun where the origins make no policy, or one without a page that is denied
 */
export function withPages(text: string, { origins, credentials }: Pages): PolicyText {
  const { node, config } = readConfig(text);
  const values: Readonly<Record<string, string>> = {
    allowOrigins: `[${origins.map((origin) => JSON.stringify(origin)).join(", ")}]`,
    allowCredentials: String(credentials),
  };
  const resolved = checkPolicy({ ...config, allowOrigins: origins, allowCredentials: credentials });
  // From the end, so that positions stay.
  const written = node.properties.toReversed().reduce((now, property) => {
    if (property.type !== "Property" || property.key.type !== "Identifier") return now;
    const value = values[property.key.name];
    return value === undefined ? now : `${now.slice(0, property.value.start)}${value}${now.slice(property.value.end)}`;
  }, text);
  return { text: written, config: resolved };
}

/**
 * The policy of a config.
 *
 * @throws CannotRun with all that is wrong with it
 */
export function checkPolicy(config: CorsConfig<readonly string[]>): PolicyText["config"] {
  try {
    const policy = cors(config);
    const request = { method: "GET", url: "https://api.example.com/", requestMethod: null, requestHeaders: null };
    if (policy.decide({ ...request, origin: EVIL }).allowed) {
      throw new CannotRun(
        `the origins let every page in, ${EVIL} too, and the tests show one that is kept out`,
        "name the pages that may use the API; allowOrigins can be widened in src/cors.ts afterwards",
      );
    }
    return policy.config;
  } catch (error) {
    if (!(error instanceof CorsConfigError)) throw error;
    throw new CannotRun(`no policy can be made of --origins\n${error.message}`, "mend them, and run it again");
  }
}

/** An origin that a pattern lets in: itself where it is exact. */
export function exampleOf(pattern: string): string {
  return pattern.replace(/:\*$/, ":3000").replace("//*.", "//app.").replace("*", "preview");
}

function readConfig(text: string): { readonly node: ObjectExpression; readonly config: CorsConfig<readonly string[]> } {
  const { calls, imported, scope } = readScript(text, "src/cors.js");
  const isCors = ({ callee }: CallExpression): boolean => imported(callee)?.module === "corskit";
  const node = calls.find(isCors)?.arguments[0];
  if (node?.type !== "ObjectExpression") throw new Error("the template's src/cors.ts has no cors({ … })");
  return { node, config: plain(staticValue(node, scope)) as CorsConfig<readonly string[]> };
}

function plain(value: StaticValue): unknown {
  if (value.kind === "literal") return value.value;
  if (value.kind === "list") return value.items.map(plain);
  if (value.kind === "object") return Object.fromEntries([...value.entries].map(([name, one]) => [name, plain(one)]));
  throw new Error(`the template's src/cors.ts has ${value.kind === "unknown" ? value.what : value.kind} in its policy`);
}
