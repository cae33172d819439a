import autocannon from "autocannon";
import { APP } from "../contenders/asked.ts";
import type { OwnRow } from "../harness/row.ts";
import { ratioOf, spreadOf } from "../harness/stats.ts";
import { bundle, startWorkerd } from "../workerd/serve.ts";

const CONNECTIONS = 16;
/** Of one turn, in seconds. */
const DURATION = 2;

export const load: OwnRow = {
  id: "load",
  title: "Requests per second on workerd, asked by autocannon on loopback",
  async measure({ rounds, progress }) {
    progress(load.title);
    const names = ["unwrapped", "wrapped"];
    const { urls, close } = await startWorkerd({
      unwrapped: await bundle("unwrapped.ts"),
      wrapped: await bundle("wrapped.ts"),
    });
    const rates = new Map<string, number[]>(names.map((name) => [name, []]));
    try {
      for (let round = -1; round < Math.min(rounds, 5); round++) {
        for (const name of round % 2 === 0 ? names : names.toReversed()) {
          const { requests, non2xx, errors } = await autocannon({
            url: urls.get(name) ?? "",
            connections: CONNECTIONS,
            duration: DURATION,
            headers: { origin: APP },
          });
          if (non2xx + errors > 0) throw new Error(`${name}: ${non2xx} answers that are none, ${errors} errors`);
          if (round >= 0) rates.get(name)?.push(requests.total / DURATION);
        }
      }
    } finally {
      close();
    }
    const of = (name: string): readonly number[] => rates.get(name) ?? [];
    return [
      {
        id: load.id,
        title: load.title,
        runtime: "workerd",
        unit: "requests per second",
        values: names.map((name) => ({ name, spread: spreadOf(of(name)), note: "" })),
        goals: [
          {
            name: "wrapped / unwrapped",
            ratio: ratioOf(of("wrapped"), of("unwrapped")),
            sense: "at least",
            limit: 0.97,
          },
        ],
      },
    ];
  },
};
