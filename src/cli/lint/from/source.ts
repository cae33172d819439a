import { CLOSED } from "../../../policy/options.ts";

/** A config without functions, as it can be written down. */
export interface StaticConfig {
  readonly allowOrigins: "*" | readonly string[];
  readonly allowMethods?: readonly string[];
  readonly allowHeaders?: readonly string[];
  readonly exposeHeaders?: readonly string[];
  readonly allowCredentials?: boolean;
  readonly maxAge?: number;
  readonly dangerouslyAllowNullOrigin?: boolean;
  readonly dangerouslyAllowInsecureOrigins?: boolean;
  readonly dangerouslyAllowPublicSuffixes?: boolean;
  readonly dangerouslyAllowPartialLabels?: boolean;
}

/**
 * The config as a program. What is corskit's default anyway is left out.
 *
 * @param isPlaceholder whether the origins have to be named by hand
 */
export function sourceOf(config: StaticConfig, isPlaceholder: boolean): string {
  const lines = Object.entries(config)
    .filter(([name, value]) => !isDefault(name, value))
    .map(([name, value]) => {
      const note = isPlaceholder && name === "allowOrigins" ? " // name yours" : "";
      return `  ${name}: ${written(value)},${note}`;
    });
  return ['import { cors } from "corskit";', "", "export const policy = cors({", ...lines, "});"].join("\n");
}

function written(value: unknown): string {
  return Array.isArray(value) ? `[${value.map((member) => JSON.stringify(member)).join(", ")}]` : JSON.stringify(value);
}

function isDefault(name: string, value: unknown): boolean {
  const standard: unknown = name === "allowOrigins" ? undefined : CLOSED[name as keyof typeof CLOSED];
  if (!Array.isArray(value) || !Array.isArray(standard)) return value === standard;
  const key = (list: readonly unknown[]): string =>
    list
      .map((member) => String(member).toLowerCase())
      .toSorted()
      .join();
  return key(value) === key(standard);
}
