import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inFreshNode } from "../harness/child.ts";
import { cpuTimeOf } from "../harness/cpu-time.ts";
import type { OwnRow, Result, Runtime } from "../harness/row.ts";
import { spreadOf } from "../harness/stats.ts";
import { bundle, startWorkerd } from "../workerd/serve.ts";

const ROUNDS = { node: 21, workerd: 9 };
const MODULES = { nothing: "cold-nothing.ts", "corskit, 20 origins": "cold-corskit.ts", Hono: "cold-hono.ts" };

export const coldStart: OwnRow = {
  id: "cold-start",
  title: "A cold start: import, and compile a policy of 20 origins",
  async measure({ progress }) {
    const folder = mkdtempSync(join(tmpdir(), "corskit-bench-"));
    const codes = new Map<string, string>();
    for (const [name, file] of Object.entries(MODULES)) codes.set(name, await bundle(file, true));
    try {
      progress(`${coldStart.title} (node)`);
      const inNode = await measure("node", codes, async (name, code) => {
        const file = join(folder, `${name}.mjs`);
        writeFileSync(file, code);
        return (await inFreshNode("import.mjs", [file])) as number;
      });
      progress(`${coldStart.title} (workerd)`);
      return [inNode, await measure("workerd", codes, (_name, code) => firstAnswer(code))];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Processor time of a fresh workerd until it has answered once. */
async function firstAnswer(code: string): Promise<number> {
  const start = performance.now();
  const { urls, pid, close } = await startWorkerd({ main: code });
  try {
    await (await fetch(urls.get("main") ?? "")).text();
    return cpuTimeOf(pid) ?? performance.now() - start;
  } finally {
    close();
  }
}

/** In fresh processes, side by side; what takes the time of an empty module is no start of anything. */
async function measure(
  runtime: Runtime,
  codes: ReadonlyMap<string, string>,
  time: (name: string, code: string) => Promise<number>,
): Promise<Result> {
  const times = new Map<string, number[]>([...codes.keys()].map((name) => [name, []]));
  for (let round = 0; round < ROUNDS[runtime]; round++) {
    for (const [name, code] of codes) times.get(name)?.push((await time(name, code)) * 1e6);
  }
  const empty = spreadOf(times.get("nothing") ?? []).median;
  const over = (name: string): readonly number[] => (times.get(name) ?? []).map((one) => one - empty);
  const corskit = spreadOf(over("corskit, 20 origins"));
  const hono = spreadOf(over("Hono")).median;
  return {
    id: coldStart.id,
    title: coldStart.title,
    runtime,
    unit: "ns",
    values: [...codes.keys()].map((name) => ({
      name: name === "nothing" ? "an empty module" : `${name}, over that`,
      spread: spreadOf(name === "nothing" ? (times.get(name) ?? []) : over(name)),
      note: "",
    })),
    goals: [
      {
        name: "corskit / Hono",
        ratio: { median: corskit.median / hono, low: corskit.low / hono, high: corskit.high / hono },
        sense: "at most",
        limit: 0.25,
      },
    ],
  };
}
