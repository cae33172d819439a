import type { Host, Scenario } from "./scenario.ts";

/** `sub` is of the page's own site, `api` and `other` are sites of their own. */
const NAMES: Readonly<Record<Host, string>> = {
  app: "app.localhost",
  sub: "sub.app.localhost",
  api: "api.localhost",
  other: "other.localhost",
};

export function nameOf(host: Host): string {
  return NAMES[host];
}

export function originOf(host: Host, port: number | string): string {
  return `http://${nameOf(host)}:${port}`;
}

/** The URL of a hop. Steps with the same path share it. */
export function urlOf(scenario: Pick<Scenario, "id">, path: string, host: Host, hop: number, port: number): string {
  return `${originOf(host, port)}/x/${scenario.id}/${path}?h=${hop}`;
}

/** The hop of such a URL. WebKit makes one URL of two Location lines, and so more may come after the number. */
export function hopOf(url: string): number {
  return Number.parseInt(url.replace(/^.*?\?h=/, ""), 10);
}

/** A header's value as it goes over the wire. */
export function fill(value: string, port: number): string {
  return value.replaceAll("{port}", String(port));
}
