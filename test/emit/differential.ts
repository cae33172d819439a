import fc from "fast-check";
import { openPage, type PageRequestInit, type Transport } from "../../src/browser/index.ts";
import type { Emission } from "../../src/emit/index.ts";
import { cors, type Cors, type CorsConfig, type FetchHandler } from "../../src/index.ts";
import { METHODS, PAGES, PATTERNS, REQUEST_HEADERS } from "../support/policies.ts";

/** A config without a resolver: what can be written down. */
export type ListedConfig = CorsConfig<"*" | readonly string[]>;

/** Random valid policies: of all forms of patterns, with and without credentials, with `*` wherever it may stand. */
export const configs: fc.Arbitrary<ListedConfig> = fc
  .record({
    origins: fc.oneof(
      { weight: 1, arbitrary: fc.constant("*" as const) },
      { weight: 2, arbitrary: fc.constantFrom(...PAGES.filter((page) => page !== "null")).map((page) => [page]) },
      { weight: 5, arbitrary: fc.subarray(Object.keys(PATTERNS), { minLength: 1, maxLength: 4 }) },
      { weight: 1, arbitrary: fc.constantFrom(["null"], ["null", "https://app.example.com"]) },
    ),
    methods: fc.option(fc.subarray([...METHODS, "*"], { maxLength: 3 }), { nil: undefined }),
    headers: fc.option(fc.subarray(["Content-Type", "authorization", "x-a", "X-B", "x-*", "*"]), { nil: undefined }),
    exposed: fc.subarray(["X-Read", "retry-after", "ETag", "x-*", "*"]),
    credentials: fc.boolean(),
    maxAge: fc.constantFrom(undefined, 0, 5, 600, 86_400),
  })
  .map(({ origins, methods, headers, exposed, credentials, maxAge }) => {
    const cannot = origins === "*" || origins.includes("null") || exposed.includes("*");
    return {
      allowOrigins: origins,
      allowMethods: methods,
      allowHeaders: headers,
      exposeHeaders: exposed,
      allowCredentials: credentials && !cannot,
      maxAge,
      dangerouslyAllowNullOrigin: true,
      dangerouslyAllowInsecureOrigins: true,
      dangerouslyAllowPartialLabels: true,
    };
  });

/** A page and what it asks, without the URL. */
export interface Visit {
  readonly page: string;
  readonly init: PageRequestInit;
}

/** Random visits: pages of all patterns and near misses, methods, request headers, credentials modes. */
export const visits: fc.Arbitrary<Visit> = fc
  .record({
    page: fc.constantFrom(...PAGES),
    method: fc.constantFrom(...METHODS),
    sent: fc.uniqueArray(fc.constantFrom(...REQUEST_HEADERS), { selector: ([name]) => name, maxLength: 3 }),
    credentials: fc.constantFrom("omit" as const, "same-origin" as const, "include" as const),
  })
  .map(({ page, method, sent, credentials }) => ({
    page,
    init: { method, credentials, redirect: "manual", headers: sent.map(([name, value]) => [name, value]) },
  }));

/** What is compared. */
export interface Deployed {
  readonly config: ListedConfig;
  readonly emission: Emission;
  /** Where the emitted configuration is in force: a real server, or an interpreter of its documentation. */
  readonly target: Transport;
  /** A URL there. */
  readonly url: string;
  /** What stands behind it, without a word on CORS: the same at the target and behind the policy. */
  readonly upstream: FetchHandler;
}

/** What a page sees of a response: nothing, or its status and the headers that it may read. */
export type Seen = { readonly status: number; readonly headers: readonly string[] } | "opaque" | null;

/** What came of a visit. */
export interface Answer {
  /** At the policy. */
  readonly meant: Seen;
  /** At the target. */
  readonly seen: Seen;
  /** Whether only the target's answer to a preflight request let the page send its request. */
  readonly sentMore?: boolean | undefined;
}

/**
 * What a page sees at the policy and at the target that was configured by it, by the standard's model of a browser.
 * Headers are the names among `names` that it may read.
 */
export async function compare(
  { config, target, url, upstream }: Deployed,
  { page, init }: Visit,
  names: readonly string[],
): Promise<Answer> {
  const policy: Cors = cors(config);
  const meant = openPage({ origin: page, server: policy.wrap(upstream) });
  const real = openPage({ origin: page, transport: target });
  const [one, other] = await Promise.all([meant.fetch(url, init), real.fetch(url, init)]);
  const look = ({ verdict, response }: typeof one): Seen =>
    response === null
      ? null
      : verdict === "opaque"
        ? "opaque"
        : { status: response.status, headers: names.filter((name) => response.headers.has(name)) };
  const isSent = ({ exchanges }: typeof one): boolean => exchanges.some(({ kind }) => kind === "actual");
  return { meant: look(one), seen: look(other), sentMore: isSent(other) && !isSent(one) };
}

/**
 * What is wrong with what a page sends to and sees at a target, undefined where nothing is: never more than the policy
 * gives, and where the emission is exact no less.
 */
export function fault({ exact }: Emission, { meant, seen, sentMore = false }: Answer): string | undefined {
  const said = `meant ${JSON.stringify(meant)}, seen ${JSON.stringify(seen)}`;
  if (sentMore) return `sent, which the policy forbids: ${said}`;
  if (exact) return JSON.stringify(meant) === JSON.stringify(seen) ? undefined : `not exact: ${said}`;
  if (seen === null || JSON.stringify(meant) === JSON.stringify(seen)) return undefined;
  if (meant === null || meant === "opaque" || seen === "opaque") return `more than the policy: ${said}`;
  const isMore = seen.status !== meant.status || seen.headers.some((name) => !meant.headers.includes(name));
  return isMore ? `more than the policy: ${said}` : undefined;
}
