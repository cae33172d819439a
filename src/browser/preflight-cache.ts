import { isSafelistedMethod } from "./methods.ts";
import type { Grant } from "./preflight.ts";
import type { EngineProfile } from "./engine-profile.ts";
import { currentUrl, serializePreflightOrigin, type FetchRequest } from "./request.ts";

/** https://fetch.spec.whatwg.org/#concept-cache, one entry: a method or a header's name. */
export interface CacheEntry {
  readonly origin: string;
  readonly url: string;
  readonly credentials: boolean;
  readonly method: string | null;
  readonly headerName: string | null;
  /** When it ends, in milliseconds of the page's clock. */
  expires: number;
}

type Key = Pick<CacheEntry, "origin" | "url" | "credentials">;

/** How many answers Firefox has room for (PREFLIGHT_CACHE_SIZE in its nsCORSListenerProxy.cpp). */
const MOST_ANSWERED = 100;

/** The CORS-preflight cache of one page: pages of other top-level sites have others. */
export class PreflightCache {
  #entries: CacheEntry[] = [];
  /** What there were answers for, in an engine that remembers it longer than what they granted. */
  #answered = new Set<string>();
  readonly #now: () => number;
  readonly #profile: EngineProfile;

  /** @param now a clock, in milliseconds */
  constructor(now: () => number, profile: EngineProfile) {
    this.#now = now;
    this.#profile = profile;
  }

  /** What is kept at this moment. */
  get entries(): readonly CacheEntry[] {
    return this.#entries.filter(({ expires }) => expires > this.#now());
  }

  /**
   * Whether what is kept makes a preflight needless (https://fetch.spec.whatwg.org/#http-fetch, the
   * conditions for a CORS-preflight fetch).
   */
  spares(request: FetchRequest, unsafeNames: readonly string[]): boolean {
    const kept = this.#matches(request);
    const spared =
      // Nothing of a remembered request may be left to ask for, and it is asked for all the same.
      (kept.length > 0 || this.#answered.has(nameOf(this.#keyOf(request)))) &&
      !this.#methodNeedsAsking(request, kept) &&
      unsafeNames.every((name) => this.#coversHeader(request, kept, name));
    // Such an engine throws away what does not suffice.
    if (!spared && this.#profile.cacheKeeps === "the last answer") this.clear(request);
    return spared;
  }

  #methodNeedsAsking(request: FetchRequest, kept: readonly CacheEntry[]): boolean {
    const { method, useCorsPreflight } = request;
    const { flagNeedsKeptMethod, asksAgainForHead, reusesKeptWildcard } = this.#profile;
    const flagged = useCorsPreflight && flagNeedsKeptMethod;
    if (isSafelistedMethod(method) && !flagged && !(method === "HEAD" && asksAgainForHead)) return false;
    return !kept.some(
      (entry) =>
        entry.method === method ||
        (entry.method === "*" && reusesKeptWildcard !== "never" && this.#isWild(entry, request)),
    );
  }

  /** https://fetch.spec.whatwg.org/#concept-cache-match-header */
  #coversHeader(request: FetchRequest, kept: readonly CacheEntry[], name: string): boolean {
    const reuse = this.#profile.reusesKeptWildcard;
    const wildcard = reuse === "always" || (reuse === "butForAuthorization" && name !== "authorization");
    return kept.some(
      (entry) => entry.headerName === name || (entry.headerName === "*" && wildcard && this.#isWild(entry, request)),
    );
  }

  #isWild(entry: CacheEntry, { credentials }: FetchRequest): boolean {
    const { credentialedWildcard } = this.#profile;
    if (!entry.credentials || credentialedWildcard === "everything") return true;
    return credentialedWildcard === "everything without credentials" && credentials !== "include";
  }

  /** https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, steps 7.8 to 7.14. */
  store(request: FetchRequest, grant: Grant, maxAge: number | "failure" | null): void {
    const { origin, url } = this.#keyOf(request);
    if (!this.#profile.keepsForNullOrigin && origin === "null") return;
    if (url.length > this.#profile.longestKeptUrl) return;
    // What has expired goes when something new comes, or a page that lives long would keep it all.
    this.#entries = [...this.entries];
    const seconds = this.#secondsOf(maxAge);
    if (seconds === 0 && this.#profile.zeroLeavesKept) return;
    if (this.#profile.answersOutliveGrants) this.#remember(request);
    const expires = this.#now() + seconds * 1000;
    const isWhole = this.#profile.cacheKeeps === "the last answer";
    if (isWhole) this.clear(request);
    const keep = this.#keeperOf(request, expires);
    // An answer that lists nothing is an answer too.
    if (isWhole) keep(null, null);
    for (const method of grant.methods) keep(method, null);
    for (const name of grant.headerNames) keep(null, name.toLowerCase());
  }

  /** https://fetch.spec.whatwg.org/#concept-cache-clear */
  clear(request: FetchRequest): void {
    const key = this.#keyOf(request);
    this.#entries = this.#entries.filter(({ origin, url }) => origin !== key.origin || url !== key.url);
    for (const credentials of [false, true]) this.#answered.delete(nameOf({ ...key, credentials }));
  }

  /** What has nothing left that it granted goes when there is no room for more. */
  #remember(request: FetchRequest): void {
    const name = nameOf(this.#keyOf(request));
    const isFull = this.#answered.size >= MOST_ANSWERED && !this.#answered.has(name);
    if (isFull) this.#answered = new Set(this.#entries.map(nameOf));
    this.#answered.add(name);
  }

  #secondsOf(maxAge: number | "failure" | null): number {
    const { defaultMaxAge, invalidMaxAge, negativeMaxAge, maxAgeCap } = this.#profile;
    if (maxAge === null) return defaultMaxAge;
    if (maxAge === "failure") return invalidMaxAge;
    return maxAge < 0 ? negativeMaxAge : Math.min(maxAge, maxAgeCap);
  }

  #matches(request: FetchRequest): readonly CacheEntry[] {
    const key = this.#keyOf(request);
    return this.entries.filter(
      ({ origin, url, credentials }) =>
        origin === key.origin &&
        url === key.url &&
        (credentials === key.credentials || (credentials && this.#profile.reusesAcrossCredentials)),
    );
  }

  /** Keeps names one by one. What is kept already is looked at once: an answer may list thousands. */
  #keeperOf(request: FetchRequest, expires: number): (method: string | null, headerName: string | null) => void {
    const key = this.#keyOf(request);
    const { cacheKeeps, reusesKeptWildcard } = this.#profile;
    const wildcardCovers = cacheKeeps === "entries" && reusesKeptWildcard !== "never";
    const byName = new Map<string, CacheEntry[]>();
    const kept = (method: string | null, headerName: string | null): CacheEntry[] => {
      const name = JSON.stringify([method, headerName]);
      const entries = byName.get(name) ?? [];
      byName.set(name, entries);
      return entries;
    };
    for (const entry of this.#matches(request)) kept(entry.method, entry.headerName).push(entry);
    return (method, headerName) => {
      const own = kept(method, headerName);
      const isCovered = wildcardCovers && headerName !== "authorization";
      const wild = isCovered ? (method === null ? kept(null, "*") : kept("*", null)) : [];
      for (const entry of [...own, ...wild]) entry.expires = expires;
      if (own.length + wild.length > 0) return;
      const entry = { ...key, method, headerName, expires };
      own.push(entry);
      this.#entries.push(entry);
    };
  }

  #keyOf(request: FetchRequest): Key {
    return {
      origin: serializePreflightOrigin(request, this.#profile),
      url: withoutUserInfo(currentUrl(request)),
      credentials: request.credentials === "include",
    };
  }
}

function nameOf({ origin, url, credentials }: Key): string {
  return JSON.stringify([origin, url, credentials]);
}

function withoutUserInfo({ href }: URL): string {
  return href.replace(/:\/\/[^@/]*@/, "://");
}
