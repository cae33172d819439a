import type { Hop, Host } from "../scenario.ts";
import { rightActual, rightPreflight } from "./answer.ts";
import type { Random } from "./random.ts";
import type { Asked } from "./request.ts";

const APP = "http://app.localhost:{port}";

export function drawHosts(random: Random): readonly Host[] {
  // More than any engine follows.
  if (random.below(400) === 0) return ["api", ...Array.from({ length: 18 + random.below(5) }, (): Host => "api")];
  const others = random.weighted([
    [72, 0],
    [19, 1],
    [9, 2],
  ]);
  const first: Host = drawFirst(random, others === 0 ? 8 : 35);
  return [
    first,
    ...Array.from({ length: others }, () =>
      random.weighted<Host>([
        [3, "app"],
        [2, "sub"],
        [4, "api"],
        [4, "other"],
      ]),
    ),
  ];
}

function drawFirst(random: Random, percentAtHome: number): Host {
  if (random.chance(percentAtHome)) return "app";
  return random.chance(20) ? "sub" : "api";
}

/** "null" once a hop that is foreign to the page has led elsewhere. */
function originAt(hosts: readonly Host[], hop: number): string {
  const tainted = hosts.some((host, index) => {
    const next = hosts[index + 1];
    return index < hop && next !== undefined && next !== host && host !== "app";
  });
  return tainted ? "null" : APP;
}

/** A chain on which every answer is right, so that what is wrong with it later is what was put there. */
export function drawHops(random: Random, asked: Asked, hosts: readonly Host[]): readonly [Hop, ...Hop[]] {
  const hop = (host: Host, index: number): Hop => {
    const origin = originAt(hosts, index);
    const preflight = rightPreflight(random, asked, origin);
    const actual = rightActual(random, asked, origin);
    if (index === hosts.length - 1) return { host, preflight, actual };
    const status = random.weighted([
      [4, 302],
      [2, 301],
      [2, 303],
      [3, 307],
      [2, 308],
    ]);
    return { host, preflight, actual: { ...actual, status }, to: "next" };
  };
  const [first, ...rest] = hosts.map(hop);
  if (first === undefined) throw new RangeError("no hosts");
  return [first, ...rest];
}
