import { cors, type CorsConfigIssue, type ResolvedConfig } from "../../index.ts";

/** A policy of a file: its config where it is right, its faults where it is not. */
export interface LoadedPolicy {
  /** Where it stands: `default`, `api`, `default["/admin/*"]`; empty for a file that is one config. */
  readonly name: string;
  readonly config: ResolvedConfig | null;
  readonly issues: readonly CorsConfigIssue[];
}

/** What a file exports beside policies, and why it is none. */
export interface NoPolicy {
  readonly name: string;
  readonly why: string;
}

/** @param exports by name; the value of a JSON file has the empty name */
export function policiesIn(exports: Readonly<Record<string, unknown>>): {
  readonly policies: readonly LoadedPolicy[];
  readonly others: readonly NoPolicy[];
} {
  const policies: LoadedPolicy[] = [];
  const others: NoPolicy[] = [];
  // One policy under two names, as with `export const api = …; export default api`, is told once.
  const seen = new Set<unknown>();
  for (const [name, value] of Object.entries(exports)) {
    if (typeof value === "object" && seen.has(value)) continue;
    seen.add(value);
    const found = policiesOf(name, value);
    if (typeof found === "string") others.push({ name, why: found });
    else policies.push(...found);
  }
  return { policies, others };
}

/** The policies that a value is; why it is none, in words. */
function policiesOf(name: string, value: unknown): readonly LoadedPolicy[] | string {
  if (typeof value === "function") return "a function; export the policy that it makes as well";
  if (!isRecord(value)) return `${value === null ? "null" : Array.isArray(value) ? "a list" : typeof value}`;
  if (typeof value["then"] === "function") return "a promise; export what it comes to: export default await …";
  if ("decide" in value && isRecord(value["config"])) return [checked(name, value["config"])];
  if ("decide" in value && isRecord(value["paths"])) return byPath(name, value["paths"]);
  const keys = Object.keys(value);
  if (keys.length > 0 && keys.every((key) => key.startsWith("/"))) return byPath(name, value);
  if (keys.includes("allowOrigins")) return [checked(name, value)];
  // A default export that is no handler is meant to be a config, whatever its options are called.
  const isMeant = (name === "default" || name === "") && !keys.some((key) => typeof value[key] === "function");
  return isMeant ? [checked(name, value)] : "an object without allowOrigins";
}

function byPath(name: string, paths: Readonly<Record<string, unknown>>): readonly LoadedPolicy[] {
  return Object.entries(paths).map(([path, policy]) => {
    const config = isRecord(policy) && "decide" in policy && isRecord(policy["config"]) ? policy["config"] : policy;
    return checked(`${name}[${JSON.stringify(path)}]`, config);
  });
}

/** Policies are checked too: they may come from another version of the library. */
function checked(name: string, config: unknown): LoadedPolicy {
  try {
    return { name, config: cors(config as Parameters<typeof cors>[0]).config, issues: [] };
  } catch (error) {
    const issues = issuesOf(error);
    if (issues === undefined) throw error;
    return { name, config: null, issues };
  }
}

/**
 * The issues of a CorsConfigError, undefined for any other error. Told by its shape: the file has its own copy of
 * the library.
 */
export function issuesOf(error: unknown): readonly CorsConfigIssue[] | undefined {
  if (!(error instanceof Error) || error.name !== "CorsConfigError" || !("issues" in error)) return undefined;
  const issues: unknown = error.issues;
  return Array.isArray(issues) && issues.every(isIssue) ? issues : undefined;
}

function isIssue(value: unknown): value is CorsConfigIssue {
  return isRecord(value) && ["code", "path", "message", "fix"].every((key) => typeof value[key] === "string");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
