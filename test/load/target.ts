import type { RecordableHistogram } from "node:perf_hooks";
import { Connection } from "./connection.ts";
import { APP, HOST } from "./policy.ts";
import { histogram } from "./ratio.ts";

/** Where so many requests wait already, the next one does, too. */
const MOST_CONNECTIONS = 256;

const request = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: ${HOST}\r\nOrigin: ${APP}\r\n\r\n`;
/** One of ten is a stream. */
const REQUESTS = Array.from({ length: 10 }, (_, i) => request(i === 0 ? "/stream" : "/rides"));

/** Connections to the servers of a kind, and how long their answers took. */
export class Target {
  /** Of the requests that were due in so many seconds each. */
  readonly blocks: RecordableHistogram[] = [];
  readonly #connections: readonly Connection[];
  /** By server. The one that was used last comes first: as many are opened as are needed. */
  readonly #idle: readonly Connection[][];
  #left: number;
  #fault: unknown;

  constructor(ports: readonly number[], count: number) {
    this.#idle = ports.map((port) => Array.from({ length: MOST_CONNECTIONS }, () => new Connection(port)));
    this.#connections = this.#idle.flat();
    this.#left = count;
  }

  /** Whether the server that the i-th request goes to has as many to answer as may be. */
  isBusy(i: number): boolean {
    return this.#idleFor(i).length === 0;
  }

  get isDone(): boolean {
    return this.#left === 0;
  }

  /** @throws what failed */
  check(): void {
    if (this.#fault !== undefined) throw this.#fault;
  }

  /**
   * @param due when it should have been sent
   * @param block of its time
   */
  async ask(i: number, due: number, block: number): Promise<void> {
    const idle = this.#idleFor(i);
    const connection = idle.pop() as Connection;
    try {
      await ask(connection, i);
    } catch (error) {
      this.#fault = error;
    }
    (this.blocks[block] ??= histogram()).record(Math.round((performance.now() - due) * 1e6));
    idle.push(connection);
    this.#left--;
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }

  #idleFor(i: number): Connection[] {
    return this.#idle[i % this.#idle.length] ?? [];
  }
}

/** @throws Error where the answer does not come whole */
export async function ask(connection: Connection, i: number): Promise<void> {
  const { head, isWhole } = await connection.ask({ head: REQUESTS[i % REQUESTS.length] ?? "", body: "", pause: 0 });
  if (!isWhole || !head.startsWith("HTTP/1.1 200")) throw new Error(`a sound handler's answer: ${head || "none"}`);
}
