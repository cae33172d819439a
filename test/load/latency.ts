import { interleave } from "../../bench/harness/rounds.ts";
import { ratioOf, spreadOf, type Spread } from "../../bench/harness/stats.ts";
import { Connection } from "./connection.ts";
import { APP, HOST } from "./policy.ts";
import type { Running } from "./runtimes.ts";

/** What a page waits for, with the policy and without. */
export interface Latency {
  /** Requests per second, the same for both. */
  readonly rate: number;
  /** Milliseconds; the slowest of a hundred. */
  readonly with: Spread;
  readonly without: Spread;
  readonly ratio: Spread;
  readonly rounds: number;
}

/** Of clients that wait for each other's answers. */
const CONNECTIONS = 16;
/** Of clients that do not: where so many wait already, the next one does, too. */
const MOST_CONNECTIONS = 256;
/** Of what the server without the policy can answer. The client has one core too, and with more its own queue is seen. */
const SHARE = 1 / 8;

const request = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: ${HOST}\r\nOrigin: ${APP}\r\n\r\n`;
/** One of ten is a stream. */
const REQUESTS = Array.from({ length: 10 }, (_, i) => request(i === 0 ? "/stream" : "/rides"));

/**
 * The same load with the policy and without, in turns: a part of what the server without it can answer, evenly spaced,
 * whether or not it is fast enough. Clients that wait for an answer before they ask again would ask the faster server
 * for more.
 *
 * @param seconds of one round of one server
 */
export async function compareLatency({ ports }: Running, rounds: number, seconds: number): Promise<Latency> {
  const rate = Math.round((await capacity(ports.without, seconds)) * SHARE);
  const works = (["with", "without"] as const).map((name) => ({ name, port: ports[name] }));
  const times = await interleave(works, rounds, ({ port }) => p99(port, rate, seconds));
  const [by, against] = [times.get("with") ?? [], times.get("without") ?? []];
  return { rate, with: spreadOf(by), without: spreadOf(against), ratio: ratioOf(by, against), rounds };
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

/**
 * In milliseconds, each from when its request was due.
 *
 * @throws Error where an answer does not come whole
 */
async function p99(port: number, rate: number, seconds: number): Promise<number> {
  const times = new Float64Array(Math.round(rate * seconds));
  const connections = Array.from({ length: MOST_CONNECTIONS }, () => new Connection(port));
  // The one that was used last comes first: as many are opened as are needed.
  const idle = [...connections];
  const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
  const answered = Promise.withResolvers<void>();
  // It is waited for once all is asked.
  answered.promise.catch(() => {});
  let left = times.length;
  const failed = new AbortController();
  const fail = (error: unknown): void => {
    failed.abort();
    answered.reject(error);
  };
  const start = performance.now();
  const askAt = async (due: number, i: number): Promise<void> => {
    const connection = idle.pop() as Connection;
    await ask(connection, i);
    times[i] = performance.now() - due;
    idle.push(connection);
    if (--left === 0) answered.resolve();
  };
  for (let i = 0; i < times.length; i++) {
    const due = start + (i * 1000) / rate;
    // Timers are too coarse for that.
    while (!failed.signal.aborted && (performance.now() < due || idle.length === 0)) await turn();
    if (failed.signal.aborted) break;
    askAt(due, i).catch(fail);
  }
  await answered.promise;
  for (const connection of connections) connection.close();
  return times.toSorted()[Math.floor(times.length * 0.99)] ?? Number.NaN;
}

/** @throws Error where the answer does not come whole */
async function ask(connection: Connection, i: number): Promise<void> {
  const { head, isWhole } = await connection.ask({ head: REQUESTS[i % REQUESTS.length] ?? "", body: "", pause: 0 });
  if (!isWhole || !head.startsWith("HTTP/1.1 200")) throw new Error(`a sound handler's answer: ${head || "none"}`);
}
