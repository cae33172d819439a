import type { Host, Scenario } from "./scenario.ts";

export function originOf(host: Host, port: number): string {
  return `http://${host}.localhost:${port}`;
}

/** The URL of a hop. Steps with the same path share it. */
export function urlOf(scenario: Pick<Scenario, "id">, path: string, host: Host, hop: number, port: number): string {
  return `${originOf(host, port)}/x/${scenario.id}/${path}?h=${hop}`;
}

/** A header's value as it goes over the wire. */
export function fill(value: string, port: number): string {
  return value.replaceAll("{port}", String(port));
}
