import { Closers } from "../engines/closers.ts";
import { startOrSkip } from "../support/start-or-skip.ts";
import { DOMAIN, type Animal, type Stall } from "./animal.ts";
import { selfSigned, type Certificate } from "../support/certificate.ts";
import { startFront } from "./front.ts";

/** Servers that run on 127.0.0.1, whatever their hosts' names say. */
export interface Zoo {
  /** The URLs that pages ask for, by name; without those that do not run on this machine. */
  readonly urls: ReadonlyMap<string, string>;
  /** What all servers show that do not show one of their own. */
  readonly certificate: Certificate;
  /** All certificates that are to be trusted, in PEM. */
  readonly trusted: readonly string[];
  close(): Promise<void>;
}

/** @throws Error where one does not start that needs nothing special, or CI is set */
export function openZoo(animals: readonly Animal[]): Promise<Zoo> {
  return Closers.opening(async (closers) => {
    const certificate = selfSigned([`*.${DOMAIN}`], 30);
    const stalls = new Map<string, Stall>();
    await Promise.all(
      animals.map(async ({ name, needs, start }) => {
        const begin = (): Promise<Stall> => start(certificate);
        const stall = await (needs === undefined ? begin() : startOrSkip(`${needs}, for ${name},`, begin));
        if (stall === undefined) return;
        closers.add(stall.close);
        stalls.set(name, stall);
      }),
    );
    const behind = [...stalls].map(([name, { address }]) => [`${name}.${DOMAIN}`, address] as const);
    const front = await startFront(certificate, new Map(behind));
    closers.add(front.close);
    const urls = animals.flatMap(({ name, asked: { path = "/" } }) => {
      const stall = stalls.get(name);
      return stall === undefined ? [] : [[name, originOf(name, stall, front.port) + path] as const];
    });
    const shown = [...stalls.values()].flatMap(({ trusted }) => trusted ?? []);
    return { urls: new Map(urls), certificate, trusted: [certificate.cert, ...shown], close: () => closers.close() };
  });
}

function originOf(name: string, { address, speaks }: Stall, frontPort: number): string {
  if (speaks === "plain") return `https://${name}.${DOMAIN}:${frontPort}`;
  if (!("port" in address)) throw new Error(`${name} has no port, and nothing in front of it`);
  return `${speaks === "tls" ? "https" : "http"}://${name}.${DOMAIN}:${address.port}`;
}
