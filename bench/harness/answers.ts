import type { Contender, Expected } from "./row.ts";

/** What the contenders answer with: a Response, what Fastify's injection gives, or a Lambda result. */
interface Answer {
  readonly status?: number;
  readonly statusCode?: number;
  readonly headers: Headers | Readonly<Record<string, unknown>>;
}

/** Names that are the business of neither: what else a server says of itself and of the body. */
const OTHERS = /^(cf-cache-status|connection|content-length|content-type|date|etag|keep-alive|x-powered-by)$/;

/**
 * How an answer differs from the expected one, in words; "" where it does not. Lists are compared as lists.
 *
 * @throws Error where one of corskit's own, or the one by hand, differs: then the comparison would be worth nothing
 */
export async function checkAnswer({ name, run, prepare, answers }: Contender): Promise<string> {
  if (answers === undefined) return "";
  await prepare?.();
  const note = describe((await run()) as Answer, answers);
  if (note !== "" && /^(corskit|by hand)/.test(name)) throw new Error(`${name}: ${note}`);
  return note;
}

function describe(answer: Answer, expected: Expected): string {
  const status = answer.status ?? answer.statusCode ?? 0;
  const entries = answer.headers instanceof Headers ? [...answer.headers] : Object.entries(answer.headers);
  const found = new Map(entries.map(([name, value]) => [name.toLowerCase(), members(String(value))]));
  const notes: string[] = [];
  if (status !== expected.status) notes.push(`status ${status}`);
  for (const [name, value] of Object.entries(expected.headers)) {
    const given = found.get(name);
    if (given === undefined) notes.push(`no ${name}`);
    else if (given !== members(value)) notes.push(`${name}: ${given}`);
  }
  for (const name of found.keys()) {
    if (!(name in expected.headers) && !OTHERS.test(name)) notes.push(`also ${name}`);
  }
  return notes.join("; ");
}

function members(list: string): string {
  return list
    .split(",")
    .map((name) => name.trim())
    .toSorted()
    .join(",");
}
