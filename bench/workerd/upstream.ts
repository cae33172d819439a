import { UPSTREAM } from "../contenders/immutable.ts";

// Answers what the other workers fetch, and what they look for in the cache, which is a service behind it
// (https://developers.cloudflare.com/cache/concepts/cache-responses/).
const headers = { ...UPSTREAM.headers, "CF-Cache-Status": "HIT" };

export default { fetch: (): Response => new Response(null, { status: UPSTREAM.status, headers }) };
