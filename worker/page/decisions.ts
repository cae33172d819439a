import type { Decision, RequestFacts } from "../../src/index.ts";
import type { Route } from "./routes.ts";

/** What the policy decides of a request, and of the preflight request that may go before it. */
export interface Decisions {
  readonly preflight: Decision;
  readonly actual: Decision;
}

/** Asks the policy itself, on the server. */
export async function askPolicy(facts: readonly RequestFacts[]): Promise<readonly Decision[]> {
  // As text it is a simple request, which a sandboxed page may send too.
  const response = await fetch(`${location.origin}/why`, { method: "POST", body: JSON.stringify(facts) });
  if (!response.ok) throw new Error(`/why answered ${response.status}`);
  return (await response.json()) as readonly Decision[];
}

/** Asks for many routes at once. */
export async function decisionsFor(
  routes: readonly Route[],
  origin: string,
  api: string,
): Promise<ReadonlyMap<Route, Decisions>> {
  const decided = await askPolicy(routes.flatMap((route) => factsOf(route, origin, api)));
  const pairs = routes.flatMap((route, i) => {
    const [preflight, actual] = decided.slice(i * 2);
    return preflight && actual ? [[route, { preflight, actual }] as const] : [];
  });
  return new Map(pairs);
}

function factsOf(route: Route, origin: string, api: string): readonly RequestFacts[] {
  const actual = {
    method: route.method,
    url: api + route.path,
    origin,
    requestMethod: null,
    requestHeaders: null,
  };
  const names = unsafeNames(route);
  const preflight = {
    ...actual,
    method: "OPTIONS",
    requestMethod: route.method,
    requestHeaders: names.length > 0 ? names.join(",") : null,
  };
  return [preflight, actual];
}

/** Whether the browser asks before it sends this one (https://fetch.spec.whatwg.org/#http-fetch, step 4.5). */
export function isPreflighted(route: Route): boolean {
  return !/^(GET|HEAD|POST)$/.test(route.method) || unsafeNames(route).length > 0;
}

/** The page sets no header that would be safelisted. */
export function unsafeNames({ headers = {} }: Route): readonly string[] {
  return Object.keys(headers)
    .map((name) => name.toLowerCase())
    .toSorted();
}
