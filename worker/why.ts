import type { Cors, RequestFacts } from "../src/index.ts";

const MOST = 200;

/**
 * Says what the policy decides of requests that are described in the body, as a JSON list. It is the
 * policy itself that decides, so the page can explain what a browser only calls "Failed to fetch".
 */
export async function why(request: Request, policy: Cors): Promise<Response> {
  const asked: unknown = await request.json().catch(() => null);
  if (!Array.isArray(asked) || asked.length > MOST || !asked.every(isFacts)) {
    return Response.json({ error: `not a list of at most ${MOST} requests` }, { status: 422 });
  }
  return Response.json(asked.map((facts) => policy.decide(facts)));
}

function isFacts(value: unknown): value is RequestFacts {
  if (typeof value !== "object" || value === null) return false;
  const facts = value as Partial<Record<keyof RequestFacts, unknown>>;
  return (
    typeof facts.method === "string" &&
    typeof facts.url === "string" &&
    [facts.origin, facts.requestMethod, facts.requestHeaders].every((text) => text === null || typeof text === "string")
  );
}
