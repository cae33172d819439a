import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { OwnRow, Result } from "../harness/row.ts";
import { bundle } from "../workerd/serve.ts";

const run = promisify(execFile);

const WORKS = [
  "a Response",
  "by hand, in place",
  "corskit apply",
  "by hand, preflight",
  "corskit preflight",
  "a native Lambda handler",
  "corskit withCors",
  "corskit fromFetch",
];

/** The difference of two runs is what so many calls take, without the start of the process. */
const CALLS = { few: 50, many: 250 };

/** Nothing that depends on the time or on chance: no compiler, no other threads, the same seeds and addresses. */
const NODE_FLAGS = ["--jitless", "--single-threaded", "--predictable", "--hash-seed=1", "--random-seed=1"];

export const instructions: OwnRow = {
  id: "instructions",
  title: "Instructions that one call takes in the interpreter, counted by valgrind",
  async measure({ progress }) {
    progress(instructions.title);
    const counts = new Map<string, number>();
    const missing = ["valgrind", "setarch"].filter((tool) => spawnSync(tool, ["--version"]).status !== 0);
    if (missing.length > 0) return [resultOf(counts, `there is no ${missing.join(", no ")} on this machine`)];
    const folder = mkdtempSync(join(tmpdir(), "corskit-bench-"));
    const file = join(folder, "instructions.mjs");
    writeFileSync(file, await bundle("../children/instructions.ts"));
    try {
      for (const name of WORKS) {
        const [few, many] = await Promise.all([count(file, name, CALLS.few), count(file, name, CALLS.many)]);
        counts.set(name, (many - few) / (CALLS.many - CALLS.few));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return [resultOf(counts)];
  },
};

async function count(file: string, name: string, calls: number): Promise<number> {
  const valgrind = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"];
  const args = ["-R", ...valgrind, process.execPath, ...NODE_FLAGS, file, name, String(calls)];
  const { stderr } = await run("setarch", args, { maxBuffer: 2 ** 24 });
  const found = /Collected : (\d+)/.exec(stderr)?.[1];
  if (found === undefined) throw new Error(`valgrind counted nothing:\n${stderr}`);
  return Number(found);
}

function resultOf(counts: ReadonlyMap<string, number>, skipped?: string): Result {
  return {
    id: instructions.id,
    title: instructions.title,
    runtime: "node",
    unit: "instructions",
    values: [...counts].map(([name, median]) => ({ name, spread: { median, low: median, high: median }, note: "" })),
    goals: [],
    ...(skipped !== undefined && { skipped }),
  };
}
