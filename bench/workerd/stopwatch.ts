import { cpuTimeOf } from "../harness/cpu-time.ts";
import type { Contender } from "../harness/row.ts";
import type { Stopwatch } from "../harness/timed.ts";
import type { Workerd } from "./serve.ts";

/**
 * What a request should take, in milliseconds: much more than its way there and back, and enough for several of the
 * collections of garbage that what it makes will need. With 40, a round had one or none, and differed by half.
 */
const ROUND = 100;
const FIRST = 16;

/**
 * Times contenders inside workerd, whose clocks stand still while a request runs
 * (https://developers.cloudflare.com/workers/reference/security-model/#step-1-disallow-timers-and-multi-threading).
 * So one request runs a contender many times, and is timed from outside: by the time that the process had, where the
 * system tells.
 */
export function workerdStopwatch({ urls, pid }: Workerd, row: string): Stopwatch {
  const base = urls.get("main") ?? "";
  const counts = new Map<string, number>();

  async function ask(contender: Contender, count: number): Promise<string> {
    const query = new URLSearchParams({ row, contender: contender.name, count: String(count) });
    const response = await fetch(`${base}?${query}`);
    const text = await response.text();
    if (!response.ok) throw new Error(`workerd, ${contender.name}: ${text}`);
    return text;
  }
  const now = (): number => cpuTimeOf(pid) ?? performance.now();
  /** Milliseconds. */
  async function time(contender: Contender, count: number): Promise<number> {
    const start = now();
    await ask(contender, count);
    return now() - start;
  }

  return {
    check: async (contender) => ask(contender, 0),
    async clock(contender) {
      let count = counts.get(contender.name) ?? FIRST;
      let took = await time(contender, count);
      while (took < ROUND / 2) {
        count = Math.ceil(count * Math.min(16, ROUND / took));
        took = await time(contender, count);
      }
      counts.set(contender.name, count);
      return (took * 1e6) / count;
    },
  };
}
