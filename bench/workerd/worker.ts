import { checkAnswer } from "../harness/answers.ts";
import type { Contender } from "../harness/row.ts";

let loaded: { readonly id: string; readonly contenders: readonly Contender[] } | undefined;

/** Runs a contender as often as it is asked to. The clock stands still meanwhile, so that it is timed from outside. */
async function run(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const id = searchParams.get("row") ?? "";
  if (loaded?.id !== id) {
    // Not at the top: outside of requests, workerd lets nothing be made that some of the contenders make at once.
    const { PORTABLE } = await import("./rows.ts");
    loaded = { id, contenders: PORTABLE.find((row) => row.id === id)?.contenders() ?? [] };
  }
  const contender = loaded.contenders.find(({ name }) => name === searchParams.get("contender"));
  if (contender === undefined) return new Response("no such contender", { status: 404 });
  const count = Number(searchParams.get("count"));
  if (count === 0) return new Response(await checkAnswer(contender));
  await contender.prepare?.();
  for (let i = 0; i < count; i++) {
    const answer = contender.run();
    if (answer instanceof Promise) await answer;
  }
  return new Response("done");
}

export default { fetch: run };
