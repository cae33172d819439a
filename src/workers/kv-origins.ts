import { cacheOrigins, type CacheOptions } from "../policy/cache-origins.ts";
import type { ResolveOrigin } from "../policy/config.ts";

/** The part of a KV namespace that is used (https://developers.cloudflare.com/kv/api/read-key-value-pairs/). */
export interface OriginsNamespace {
  get(key: string, options: { readonly cacheTtl: number }): Promise<string | null>;
}

export interface KvOptions extends CacheOptions {
  /** What stands before the origin in the keys. Default nothing. */
  readonly prefix?: string | undefined;
}

/** In bytes; reading a longer one fails (https://developers.cloudflare.com/kv/platform/limits/). */
const LONGEST_KEY = 512;

/** In seconds; from the same page. */
const SHORTEST_CACHE_TTL = 30;

/**
 * The origins that a Workers KV namespace has a key for, each with any value but an empty one:
 * `allowOrigins: { resolve: kvOrigins(env.TENANTS) }`. Answers are kept as in {@link cacheOrigins}.
 *
 * @param namespace the binding
 * @throws TypeError where it is none
 */
export function kvOrigins(namespace: OriginsNamespace, options?: KvOptions): ResolveOrigin {
  if (typeof (namespace as OriginsNamespace | undefined)?.get !== "function") {
    throw new TypeError("corskit: kvOrigins(namespace) takes a KV namespace; is its binding in wrangler.toml?");
  }
  const { prefix = "", ttl = 60 }: KvOptions = Object.assign(Object.create(null), options);
  // KV refuses what has more than 32 bits: no look-up would have an answer.
  const cacheTtl = Math.min(Math.max(SHORTEST_CACHE_TTL, Math.ceil(ttl)), 1e9);
  return cacheOrigins(async (origin) => {
    const key = prefix + origin;
    // Origins are ASCII, prefixes need not be: some 3 bytes a character at most.
    if (origin.length + prefix.length * 3 > LONGEST_KEY) return false;
    const value: unknown = await namespace.get(key, { cacheTtl });
    if (value === null) return false;
    if (typeof value !== "string") throw new TypeError(`KV answered ${typeof value}, not a text`);
    return value !== "";
  }, options);
}
