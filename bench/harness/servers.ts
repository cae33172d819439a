import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { ACTUAL_HEADERS, APP } from "../contenders/asked.ts";
import { bundle, startWorkerd } from "../workerd/serve.ts";
import { checkAnswer } from "./answers.ts";
import type { Runtime } from "./row.ts";

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
