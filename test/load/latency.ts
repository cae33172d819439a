import { Connection } from "./connection.ts";
import { APP, HOST } from "./policy.ts";
import type { Running, Runtime } from "./runtimes.ts";

/** What a page waits for, with the policy and without. */
export interface Latency {
  /** Requests per second, the same for both. */
  readonly rate: number;
  readonly with: Waited;
  readonly without: Waited;
}

/** In milliseconds. */
export interface Waited {
  readonly median: number;
  /** The slowest of a hundred. */
  readonly p99: number;
}

/** Of clients that wait for each other's answers. */
const CONNECTIONS = 16;
/** Of clients that do not: where so many wait already, the next one does, too. */
const MOST_CONNECTIONS = 256;
/**
 * Of what the server without the policy can answer, for each. With more, collections of garbage are among the slowest of
 * a hundred, and p99 says how often requests come in the middle of one.
 */
const SHARE = 1 / 32;

const request = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: ${HOST}\r\nOrigin: ${APP}\r\n\r\n`;
/** One of ten is a stream. */
const REQUESTS = Array.from({ length: 10 }, (_, i) => request(i === 0 ? "/stream" : "/rides"));

/**
 * The same load with the policy and without, each in a process of its own, at the same time: of two requests one goes to
 * either, so that whatever else the machine and the client do is in both. It is evenly spaced, and a part of what the
 * server without the policy can answer. Clients that wait for an answer before they ask again would ask the faster
 * server for more.
 *
 * @param seconds of the comparison; a quarter as long goes to what the server can answer, and to code that is cold
 */
export async function compareLatency(runtime: Runtime, seconds: number): Promise<Latency> {
  const servers: Running[] = [];
  try {
    for (const server of ["without", "with"] as const) servers.push(await runtime.start(server));
    const ports = servers.map(({ port }) => port);
    const rate = Math.round((await capacity(ports[0] ?? 0, seconds / 8)) * SHARE);
    await waitedFor(ports, rate, seconds / 8);
    const [without, by] = await waitedFor(ports, rate, seconds);
    if (without === undefined || by === undefined) throw new Error("two servers, and not two answers");
    return { rate, without, with: by };
  } finally {
    for (const server of servers) server.close();
  }
}

/** Requests per second of clients that ask as soon as they are answered. */
async function capacity(port: number, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1000;
  let answers = 0;
  const client = async (): Promise<void> => {
    const connection = new Connection(port);
    while (performance.now() < until) await ask(connection, answers++);
    connection.close();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
  return answers / seconds;
}

/** Connections to a server, and how long its answers took. */
class Target {
  readonly #connections: readonly Connection[];
  /** The one that was used last comes first: as many are opened as are needed. */
  readonly #idle: Connection[];
  readonly #times: Float64Array;
  #left: number;
  #fault: unknown;

  constructor(port: number, count: number) {
    this.#connections = Array.from({ length: MOST_CONNECTIONS }, () => new Connection(port));
    this.#idle = [...this.#connections];
    this.#times = new Float64Array(count);
    this.#left = count;
  }

  get isBusy(): boolean {
    return this.#idle.length === 0;
  }

  /** Whether all is answered, or something failed. */
  get isDone(): boolean {
    return this.#left === 0 || this.#fault !== undefined;
  }

  /** @param due when it should have been sent */
  async ask(i: number, due: number): Promise<void> {
    const connection = this.#idle.pop() as Connection;
    try {
      await ask(connection, i);
    } catch (error) {
      this.#fault = error;
    }
    this.#times[i] = performance.now() - due;
    this.#idle.push(connection);
    this.#left--;
  }

  /** @throws what failed */
  waited(): Waited {
    if (this.#fault !== undefined) throw this.#fault;
    const sorted = this.#times.toSorted();
    const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
    return { median: at(0.5), p99: at(0.99) };
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }
}

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/**
 * Each from when its request was due, by port.
 *
 * @param rate requests per second, of each
 * @throws Error where an answer does not come whole
 */
async function waitedFor(ports: readonly number[], rate: number, seconds: number): Promise<readonly Waited[]> {
  const each = Math.round(rate * seconds);
  const targets = ports.map((port) => new Target(port, each));
  const start = performance.now();
  for (let i = 0; i < each; i++) {
    // One goes first and then the other.
    for (const [n, target] of (i % 2 === 0 ? targets : targets.toReversed()).entries()) {
      const due = start + ((i + n / targets.length) * 1000) / rate;
      // Timers are too coarse for that.
      while (!target.isDone && (performance.now() < due || target.isBusy)) await turn();
      if (!target.isDone) void target.ask(i, due);
    }
  }
  while (!targets.every((target) => target.isDone)) await turn();
  for (const target of targets) target.close();
  return targets.map((target) => target.waited());
}

/** @throws Error where the answer does not come whole */
async function ask(connection: Connection, i: number): Promise<void> {
  const { head, isWhole } = await connection.ask({ head: REQUESTS[i % REQUESTS.length] ?? "", body: "", pause: 0 });
  if (!isWhole || !head.startsWith("HTTP/1.1 200")) throw new Error(`a sound handler's answer: ${head || "none"}`);
}
