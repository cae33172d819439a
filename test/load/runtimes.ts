import { fork } from "node:child_process";
import { once } from "node:events";
import { startWorkerd } from "../../bench/workerd/serve.ts";
import { bundleFunctions, bundleWorker } from "../support/bundles.ts";
import { BROKEN } from "./handlers.ts";
import { heapOf } from "./inspector.ts";

export interface Runtime {
  readonly name: "Node.js" | "workerd";
  /** Servers of each kind whose latency is compared, and what each is asked: requests per second. */
  readonly servers: number;
  readonly rate: number;
  /** @throws Error where it does not come up */
  start(server: Server): Promise<Running>;
}

/** A process of its own, with one server. */
export interface Running {
  readonly pid: number;
  readonly port: number;
  /** Bytes of JavaScript's heap that are left once all else is collected. */
  heap(): Promise<number>;
  /** Unhandled rejections, uncaught exceptions, and what else should never happen to a process. */
  accidents(): Promise<readonly string[]>;
  close(): void;
}

/** Handlers with faults behind the policy; one without, behind it, with its headers set by hand or constant, and not. */
export type Server = "faulty" | "with" | "hand" | "constant" | "without";

export const RUNTIMES: readonly Runtime[] = [
  // After every 11,000 to 15,000 requests, workerd collects for some 130 ms. With more than 500 per second, those that
  // come in the middle of that are one in a hundred, and p99 says how many they are and not how long the others wait.
  { name: "workerd", servers: 3, rate: 100, start: startWorker },
  // Four servers and the client at 4000 are more than two slow cores can do, and what is measured then is a queue.
  { name: "Node.js", servers: 1, rate: 1500, start: startNode },
];

const portOf = (url = ""): number => Number(new URL(url).port);

async function startNode(server: Server): Promise<Running> {
  // In one file, as for workerd: what Node.js needs to read TypeScript stays in its heap for some while.
  const { file, remove } = await bundleFunctions(new URL("node-server.ts", import.meta.url));
  const child = fork(file, [server], {
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
  const { url } = await answer<{ url: string }>();
  const ask = async (): Promise<{ heap: number; seen: readonly string[] }> => {
    child.send("tell");
    return answer();
  };
  return {
    pid: child.pid ?? 0,
    port: portOf(url),
    heap: async () => (await ask()).heap,
    accidents: async () => (await ask()).seen,
    close() {
      child.kill("SIGKILL");
      void remove();
    },
  };
}

async function startWorker(server: Server): Promise<Running> {
  const uncaught: string[] = [];
  const { urls, pid, inspector, close } = await startWorkerd(
    { [server]: await bundleWorker(new URL(`worker-${server}.ts`, import.meta.url)) },
    {
      // Which takes time of its own: not where that is measured.
      inspects: server === "faulty",
      onError(text) {
        // What reaches the platform. A stream that breaks is the handler's doing, and what the kit tells of is caught.
        for (const line of text.split("\n")) {
          if (/uncaught|unhandled/i.test(line) && !line.includes(BROKEN)) uncaught.push(line);
        }
      },
    },
  );
  const unhandled = `${urls.get(server)}unhandled`;
  return {
    pid,
    port: portOf(urls.get(server)),
    heap: () => heapOf(inspector, server, unhandled),
    async accidents() {
      return [...uncaught, ...((await (await fetch(unhandled)).json()) as readonly string[])];
    },
    close,
  };
}
