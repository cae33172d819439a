import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { ACTUAL_HEADERS, APP } from "../contenders/asked.ts";
import { bundle, startWorkerd } from "../workerd/serve.ts";
import { checkAnswer } from "./answers.ts";
import { cpuTimeOf } from "./cpu-time.ts";
import { interleave, type Times } from "./rounds.ts";
import type { Goal, Runtime, Value } from "./row.ts";
import { ratioOf, spreadOf } from "./stats.ts";

/** The same server three times: as it is, with the policy's headers set by hand, and behind corskit. */
export interface Served {
  readonly name: "unwrapped" | "by hand" | "corskit";
  readonly url: string;
  /** Of the process. In workerd, all three are in one. */
  readonly pid: number;
}

/** None of them runs in the process that asks them. */
export interface Servers {
  readonly servers: readonly Served[];
  close(): void;
}

const NAMES = ["unwrapped", "by hand", "corskit"] as const;

/** @throws Error where one of them answers with other headers than it should */
export async function startServers(runtime: Runtime): Promise<Servers> {
  const started = await (runtime === "node" ? inNode() : inWorkerd());
  try {
    for (const { name, url } of started.servers) {
      const headers = name === "unwrapped" ? {} : ACTUAL_HEADERS;
      const run = (): Promise<Response> => fetch(url, { headers: { Origin: APP } });
      await checkAnswer({ name, run, answers: { status: 200, headers } });
    }
  } catch (error) {
    started.close();
    throw error;
  }
  return started;
}

/**
 * Times servers side by side, and what time each had on a processor meanwhile: on a busy machine, that says more.
 *
 * @returns spent: nanoseconds, none where the system does not tell
 */
export async function interleaveServers(
  servers: readonly Served[],
  rounds: number,
  clock: (server: Served) => Promise<number>,
): Promise<{ times: Times; spent: Times }> {
  const spent = new Map<string, number[]>();
  const times = await interleave(servers, rounds, async (server) => {
    const before = cpuTimeOf(server.pid);
    const time = await clock(server);
    const after = cpuTimeOf(server.pid);
    const all = spent.get(server.name) ?? [];
    if (before !== undefined && after !== undefined) spent.set(server.name, [...all, (after - before) * 1e6]);
    return time;
  });
  // The first round does not count here either.
  return { times, spent: new Map([...spent].map(([name, all]) => [name, all.slice(1)])) };
}

/** The values of a result. */
export function valuesOf(times: Times): readonly Value[] {
  return [...times].map(([name, numbers]) => ({ name, spread: spreadOf(numbers), note: "" }));
}

/** The goal that one server takes, or does, so much of what another does. */
export function goalOf(
  times: Times,
  [of, against]: readonly [of: Served["name"], against: Served["name"]],
  sense: Goal["sense"],
  limit: number,
): Goal {
  const ratio = ratioOf(times.get(of) ?? [], times.get(against) ?? []);
  return { name: `${of} / ${against}`, ratio, sense, limit };
}

async function inNode(): Promise<Servers> {
  const file = fileURLToPath(new URL("../children/server.ts", import.meta.url));
  const children = NAMES.map((name) => ({ name, child: fork(file, [name]) }));
  const servers: Served[] = [];
  for (const { name, child } of children) {
    const [port] = (await once(child, "message")) as [number];
    servers.push({ name, url: `http://127.0.0.1:${port}/`, pid: child.pid ?? 0 });
  }
  return {
    servers,
    close() {
      for (const { child } of children) child.kill("SIGKILL");
    },
  };
}

async function inWorkerd(): Promise<Servers> {
  const { urls, pid, close } = await startWorkerd({
    unwrapped: await bundle("unwrapped.ts"),
    byHand: await bundle("by-hand.ts"),
    corskit: await bundle("wrapped.ts"),
  });
  const url = (name: string): string => urls.get(name) ?? "";
  return {
    servers: NAMES.map((name) => ({ name, url: url(name === "by hand" ? "byHand" : name), pid })),
    close,
  };
}
