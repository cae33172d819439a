import { Closers } from "../engines/closers.ts";
import { startOrSkip } from "../support/start-or-skip.ts";
import { DOMAIN, type Animal, type Stall } from "./animal.ts";
import { selfSigned, type Certificate } from "../support/certificate.ts";
import { startFront } from "./front.ts";
import { portOf } from "./start.ts";

/** Where an animal is found. */
export interface Visit {
  /** What the page asks for. */
  readonly url: string;
  /** Its host's ports, for `--resolve`. */
  readonly resolve: readonly string[];
}

/** Servers that run on 127.0.0.1, whatever their hosts' names say. */
export interface Zoo {
  /** By name, without those that do not run on this machine. */
  readonly visits: ReadonlyMap<string, Visit>;
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
    const visits = animals.flatMap(({ name, asked: { path = "/" } }) => {
      const stall = stalls.get(name);
      return stall === undefined ? [] : [[name, visitOf(name, path, stall, front.port)] as const];
    });
    const shown = [...stalls.values()].flatMap(({ trusted }) => trusted ?? []);
    return {
      visits: new Map(visits),
      certificate,
      trusted: [certificate.cert, ...shown],
      close: () => closers.close(),
    };
  });
}

function visitOf(name: string, path: string, stall: Stall, frontPort: number): Visit {
  const { speaks, further = [] } = stall;
  const port = speaks === "plain" ? frontPort : portOf(stall);
  const host = `${name}.${DOMAIN}`;
  return {
    url: `${speaks === "bare" ? "http" : "https"}://${host}:${port}${path}`,
    resolve: [port, ...further].map((one) => `${host}:${one}:127.0.0.1`),
  };
}
