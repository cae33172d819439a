import { fork } from "node:child_process";
import { once } from "node:events";
import { startWorkerd } from "../../bench/workerd/serve.ts";
import { bundleFunctions, bundleWorker } from "../support/bundles.ts";
import { BROKEN } from "./handlers.ts";
import { heapOf } from "./inspector.ts";

/** A runtime in a process of its own, with a server for each of the names. */
export interface Running {
  readonly name: "Node.js" | "workerd";
  readonly pid: number;
  /** Ports: handlers with faults behind the policy; one without, behind it and not. */
  readonly ports: Readonly<Record<Server, number>>;
  /** Bytes of JavaScript's heap that are left once all else is collected. */
  heap(): Promise<number>;
  /** Unhandled rejections, uncaught exceptions, and what else should never happen to a process. */
  accidents(): Promise<readonly string[]>;
  close(): void;
}

export type Server = "faulty" | "with" | "without";

const worker = (file: string): Promise<string> => bundleWorker(new URL(file, import.meta.url));
const portOf = (url = ""): number => Number(new URL(url).port);

/** @throws Error where the child does not come up */
export async function startNode(): Promise<Running> {
  // In one file, as for workerd: what Node.js needs to read TypeScript stays in its heap for some while.
  const { file, remove } = await bundleFunctions(new URL("node-server.ts", import.meta.url));
  const child = fork(file, {
    execArgv: ["--expose-gc"],
    // The kit and the server tell there of every failure.
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const ended = once(child, "exit").then(([code, signal]) => {
    throw new Error(`the Node.js server ended by itself: ${signal ?? code}`);
  });
  // Asked for below; where nobody waits, it was ended on purpose.
  ended.catch(() => {});
  const answer = async <T>(): Promise<T> => ((await Promise.race([once(child, "message"), ended])) as [T])[0];
  const { urls } = await answer<{ urls: Record<Server, string> }>();
  const ask = async (): Promise<{ heap: number; seen: readonly string[] }> => {
    child.send("tell");
    return answer();
  };
  return {
    name: "Node.js",
    pid: child.pid ?? 0,
    ports: { faulty: portOf(urls.faulty), with: portOf(urls.with), without: portOf(urls.without) },
    heap: async () => (await ask()).heap,
    accidents: async () => (await ask()).seen,
    close() {
      child.kill("SIGKILL");
      void remove();
    },
  };
}

/** @throws Error where it does not come up */
export async function startWorkers(): Promise<Running> {
  const uncaught: string[] = [];
  const { urls, pid, inspector, close } = await startWorkerd(
    {
      faulty: await worker("worker-faulty.ts"),
      with: await worker("worker-with.ts"),
      without: await worker("worker-without.ts"),
    },
    {
      inspects: true,
      onError(text) {
        // What reaches the platform. A stream that breaks is the handler's doing, and what the kit tells of is caught.
        for (const line of text.split("\n")) {
          if (/uncaught|unhandled/i.test(line) && !line.includes(BROKEN)) uncaught.push(line);
        }
      },
    },
  );
  const unhandled = `${urls.get("faulty")}unhandled`;
  return {
    name: "workerd",
    pid,
    ports: { faulty: portOf(urls.get("faulty")), with: portOf(urls.get("with")), without: portOf(urls.get("without")) },
    heap: () => heapOf(inspector, "faulty", unhandled),
    async accidents() {
      return [...uncaught, ...((await (await fetch(unhandled)).json()) as readonly string[])];
    },
    close,
  };
}
