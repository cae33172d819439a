import { inFreshNode } from "../harness/child.ts";
import type { OwnRow, Value } from "../harness/row.ts";
import { ratioOf, spreadOf } from "../harness/stats.ts";

const ROUNDS = 2;
const KEPT = ["corskit cors()", "hono/cors", "by hand, a Set"];

export const memory: OwnRow = {
  id: "memory",
  title: "Memory kept by a policy of 10,000 origins",
  async measure({ progress }) {
    progress(memory.title);
    const bytes = new Map<string, number[]>(KEPT.map((name) => [name, []]));
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of KEPT) {
        const kept = (await inFreshNode("memory.ts", [name], ["--expose-gc"])) as { readonly bytes: number };
        bytes.get(name)?.push(kept.bytes);
      }
    }
    const of = (name: string): readonly number[] => bytes.get(name) ?? [];
    const goal = (against: string, limit: number) =>
      ({
        name: `cors() / ${against}`,
        ratio: ratioOf(of("corskit cors()"), of(against)),
        sense: "at most",
        limit,
      }) as const;
    return [
      {
        id: memory.id,
        title: memory.title,
        runtime: "node",
        unit: "bytes",
        values: KEPT.map((name): Value => ({ name, spread: spreadOf(of(name)), note: "" })),
        goals: [goal("hono/cors", 0.5), goal("by hand, a Set", 1.3)],
      },
    ];
  },
};
