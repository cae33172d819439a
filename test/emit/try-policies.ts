import fc from "fast-check";
import { EmitError, type EmitCode, type Emission } from "../../src/emit/index.ts";
import type { PageRequestInit, Transport } from "../../src/browser/index.ts";
import type { FetchHandler } from "../../src/index.ts";
import { PATTERNS } from "../support/policies.ts";
import { compare, configs, fault, visits, type ListedConfig, type Seen, type Visit } from "./differential.ts";

/** A target, and what is to be expected of it. */
export interface Trial {
  readonly emit: (config: ListedConfig) => Emission;
  /** Where an emission is in force. */
  readonly open: (emission: Emission, config: ListedConfig) => Transport;
  /** What the policy is put in front of, to know what is meant. */
  readonly upstream: FetchHandler;
  /** Whose path is a status, for `plainUpstream`. */
  readonly host: string;
  /** Losses that come to nothing here: without any other, pages have to see exactly what is meant. */
  readonly harmless: readonly EmitCode[];
  readonly seed: number;
}

export interface Tally {
  readonly faults: readonly string[];
  readonly emitted: number;
  /** Visits where a page read a response, and where exactly as meant was demanded. */
  readonly read: number;
  readonly demanded: number;
}

const POLICIES = 300;

/** What an upstream answers to the visits that each policy gets: it is no other for the page. */
const STATUSES = [200, 404, 500];

/** Headers that upstreams send, and that policies expose or not. */
const SENT = ["X-Read", "Retry-After", "ETag", "X-Secret", "Content-Type"];

/** An upstream without a word on CORS: every status by its path, with headers that are exposed or not. */
export function plainUpstream(request: Request): Response {
  const status = Number(new URL(request.url).pathname.slice(1));
  const headers = { "X-Read": "1", "Retry-After": "2", ETag: '"3"', "X-Secret": "4", "Content-Type": "text/plain" };
  return new Response(request.method === "HEAD" ? null : "body", { status, headers });
}

/** Tries random policies at a target until enough of them have been emitted, each with some random visits. */
export async function tryPolicies({ emit, open, upstream, host, harmless, seed }: Trial): Promise<Tally> {
  const faults: string[] = [];
  let [emitted, read, demanded] = [0, 0, 0];
  const { policies, pages } = draw(seed);
  for (const config of policies) {
    if (emitted === POLICIES) break;
    const emission = emissionOf(emit, config);
    if (emission === undefined) continue;
    emitted += 1;
    const isExact = emission.lost.every(({ code }) => harmless.includes(code));
    const target = open(emission, config);
    for (const i of STATUSES.keys()) {
      const { page, init } = pages[emitted * STATUSES.length + i] ?? NOBODY;
      const status = STATUSES[(i + emitted) % STATUSES.length];
      const url = `https://${host}/${status}`;
      // One visit is by anybody, and most of those are denied; one needs no preflight request.
      const visit = {
        page: i === 0 ? page : allowedPage(config, emitted + i, page),
        init: i === 2 ? simple(init, Math.floor(emitted / STATUSES.length)) : init,
      };
      const seen = await compare({ config, emission, target, url, upstream }, visit, SENT);
      const wrong = fault({ ...emission, exact: isExact }, seen);
      if (wrong !== undefined) faults.push(`${wrong}: ${JSON.stringify({ config, visit, lost: emission.lost })}`);
      read += Number(isRead(seen.seen));
      demanded += Number(isExact);
    }
  }
  return { faults, emitted, read, demanded };
}

/** Drawn once for all targets. Those of one origin refuse most policies. */
function draw(seed: number): { readonly policies: readonly ListedConfig[]; readonly pages: readonly Visit[] } {
  drawn ??= {
    policies: fc.sample(configs, { numRuns: POLICIES * 10, seed }),
    pages: fc.sample(visits, { numRuns: (POLICIES + 1) * STATUSES.length, seed }),
  };
  return drawn;
}

let drawn: ReturnType<typeof draw> | undefined;

const NOBODY: Visit = { page: "null", init: {} };

/** A page that the policy lets in, another one for another `turn`. */
export function allowedPage({ allowOrigins }: ListedConfig, turn: number, anybody: string): string {
  if (allowOrigins === "*") return anybody;
  const pages = allowOrigins.flatMap((pattern) => PATTERNS[pattern] ?? [pattern]);
  return pages[turn % pages.length] ?? anybody;
}

/** The same without what needs a preflight request, with another method for another `turn`. */
export function simple({ credentials }: PageRequestInit, turn: number): PageRequestInit {
  return { method: ["GET", "POST", "HEAD"][turn % 3], credentials, redirect: "manual" };
}

function isRead(seen: Seen): boolean {
  return typeof seen === "object" && seen !== null;
}

function emissionOf(emit: (config: ListedConfig) => Emission, config: ListedConfig): Emission | undefined {
  try {
    return emit(config);
  } catch (error) {
    if (error instanceof EmitError) return undefined;
    throw error;
  }
}
