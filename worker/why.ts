import type { Cors, RequestFacts } from "../src/index.ts";

const MOST = 200;

/** In characters: as many requests, each with more headers than browsers send. */
const LONGEST = 100_000;

/**
 * Says what the policy decides of requests that are described in the body, as a JSON list. It is the
 * policy itself that decides, so the page can explain what a browser only calls "Failed to fetch".
 */
export async function why(request: Request, policy: Cors): Promise<Response> {
  const asked = await readJson(request);
  if (!Array.isArray(asked) || asked.length > MOST || !asked.every(isFacts)) {
    return Response.json({ error: `not a list of at most ${MOST} requests` }, { status: 422 });
  }
  return Response.json(asked.map((facts) => policy.decide(facts)));
}

/** Null where it is none, or too long: whoever asks is anybody. */
async function readJson({ body }: Request): Promise<unknown> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > LONGEST) return null;
  }
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isFacts(value: unknown): value is RequestFacts {
  if (typeof value !== "object" || value === null) return false;
  const facts = value as Partial<Record<keyof RequestFacts, unknown>>;
  return (
    typeof facts.method === "string" &&
    typeof facts.url === "string" &&
    [facts.origin, facts.requestMethod, facts.requestHeaders, facts.upgrade ?? null].every(
      (text) => text === null || typeof text === "string",
    )
  );
}
