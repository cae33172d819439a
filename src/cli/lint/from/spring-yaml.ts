import type { SpringOptions } from "./spring-java.ts";
import type { StaticValue } from "./static-value.ts";
import { entriesOf, readYaml } from "./yaml-value.ts";

/** `cors-configurations`, `corsConfigurations` and `CORS_CONFIGURATIONS` are one name to Spring Boot. */
function uniform(name: string): string {
  return name.replace(/[-_]/g, "").toLowerCase();
}

/** The options of CorsConfiguration that a file sets. */
export const KNOWN: readonly string[] = [
  "allowedOrigins",
  "allowedOriginPatterns",
  "allowedMethods",
  "allowedHeaders",
  "exposedHeaders",
  "allowCredentials",
  "maxAge",
];

/**
 * The CORS configurations of Spring Cloud Gateway, by path, and those of its routes' metadata
 * (https://docs.spring.io/spring-cloud-gateway/reference/spring-cloud-gateway-server-webflux/cors-configuration.html).
 */
export function readSpringYaml(text: string, file: string): readonly SpringOptions[] {
  return readYaml(text, file).flatMap((document) => search(document, 0));
}

/** Wherever they stand: keys may be written in parts or with dots, and where they begin changed between versions. */
function search(value: StaticValue, depth: number): readonly SpringOptions[] {
  if (value.kind === "list") return value.items.flatMap((item) => search(item, depth + 1));
  return entriesOf(value).flatMap(([key, inner]) => {
    const name = uniform(key);
    if (name.endsWith("corsconfigurations")) return entriesOf(inner).map(([path, options]) => optionsOf(path, options));
    // `spring.cloud.gateway.globalcors.cors-configurations.[/**].allowed-origins: …`
    if (name === "cors" && entriesOf(inner).some(([option]) => known(option) !== undefined))
      return [optionsOf("a route", inner)];
    return search(inner, depth + 1);
  });
}

function optionsOf(path: string, value: StaticValue): SpringOptions {
  const values = new Map<string, StaticValue>();
  for (const [key, option] of entriesOf(value)) values.set(known(key) ?? key, option);
  return {
    name: `line ${value.line}, ${path.replace(/^\[(.*)\]$/, "$1")}`,
    values,
    isOpen: false,
    isAnnotation: false,
  };
}

function known(key: string): string | undefined {
  return KNOWN.find((option) => uniform(option) === uniform(key));
}
