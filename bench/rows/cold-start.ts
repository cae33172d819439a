import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inFreshNode } from "../harness/child.ts";
import { cpuTimeOf } from "../harness/cpu-time.ts";
import { bundleForProduction, publishPackage } from "../harness/published.ts";
import type { OwnRow, Result, Runtime } from "../harness/row.ts";
import { spreadOf } from "../harness/stats.ts";
import { startWorkerd } from "../workerd/serve.ts";

const ROUNDS = { node: 21, workerd: 9 };
const EMPTY = "an empty module";
const NOTHING = 'export default { fetch: () => new Response("ok") };';

export const coldStart: OwnRow = {
  id: "cold-start",
  title: "A cold start: import, and compile a policy of 20 origins",
  async measure({ progress }) {
    const folder = mkdtempSync(join(tmpdir(), "corskit-bench-"));
    const built = await publishPackage();
    const installed = [startOfCorskit(built.node), startOfHono(import.meta.resolve("hono"))];
    const bundled = await Promise.all([startOfCorskit(built.default), startOfHono("hono")].map(bundleForProduction));
    const inNode = async (name: string, code: string): Promise<number> => {
      const file = join(folder, `${name}.mjs`);
      writeFileSync(file, code);
      return (await inFreshNode("import.mjs", [file])) as number;
    };
    try {
      progress(`${coldStart.title} (node)`);
      return [
        await measure("node", "as npm installs it", installed, inNode),
        await measure("node", "bundled for production", bundled, inNode),
        await measure("workerd", "bundled for production", bundled, (_name, code) => firstAnswer(code)),
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function startOfCorskit(from: string): string {
  return `import { cors } from ${JSON.stringify(from)};
const policy = cors({ allowOrigins: Array.from({ length: 20 }, (_, i) => \`https://shop-\${i}.example\`) });
export default { fetch: policy.wrap(() => new Response("ok")) };`;
}

function startOfHono(from: string): string {
  return `import { Hono } from ${JSON.stringify(from)};
export default new Hono();`;
}

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
  how: string,
  [corskit = "", hono = ""]: readonly string[],
  time: (name: string, code: string) => Promise<number>,
): Promise<Result> {
  const modules = Object.entries({ [EMPTY]: NOTHING, "corskit, 20 origins": corskit, Hono: hono });
  const times = new Map<string, number[]>(modules.map(([name]) => [name, []]));
  for (let round = 0; round < ROUNDS[runtime]; round++) {
    for (const [name, code] of modules) times.get(name)?.push((await time(name, code)) * 1e6);
  }
  const empty = spreadOf(times.get(EMPTY) ?? []).median;
  const over = (name: string): readonly number[] => (times.get(name) ?? []).map((one) => one - empty);
  const ours = spreadOf(over("corskit, 20 origins"));
  const theirs = spreadOf(over("Hono")).median;
  return {
    id: coldStart.id,
    title: `${coldStart.title}, ${how}`,
    runtime,
    unit: "ns",
    values: modules.map(([name]) => ({
      name: name === EMPTY ? name : `${name}, over that`,
      spread: spreadOf(name === EMPTY ? (times.get(name) ?? []) : over(name)),
      note: "",
    })),
    goals: [
      {
        name: `${how}, corskit / Hono`,
        ratio: { median: ours.median / theirs, low: ours.low / theirs, high: ours.high / theirs },
        sense: "at most",
        limit: 0.25,
      },
    ],
  };
}
