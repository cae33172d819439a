import { APP } from "../contenders/asked.ts";
import type { Aim, Contender, TimedRow } from "../harness/row.ts";
import { cors } from "../../src/index.ts";

const SIZES = [10, 1000, 100_000];
/** Origins that are asked for in turn: one alone would always be in the processor's cache. */
const ASKED = 64;

const KINDS = {
  exact: (i: number) => `https://shop-${i}.example`,
  pattern: (i: number) => `https://*.shop-${i}.example`,
};

function contendersOf(kind: keyof typeof KINDS, size: number): Contender[] {
  const allowOrigins = [...Array.from({ length: size - 1 }, (_, i) => KINDS[kind](i)), APP];
  const { decide } = cors({ allowOrigins });
  const pick = (i: number): number => Math.floor((i * (size - 1)) / ASKED);
  const asked = {
    hit: (i: number) => KINDS[kind](pick(i)).replace("*", "eu"),
    miss: (i: number) => KINDS[kind](size + i).replace("*", "eu"),
  };
  return (["hit", "miss"] as const).map((outcome) => {
    const facts = Array.from({ length: ASKED }, (_, i) => ({
      method: "GET",
      url: "https://api.example.com/",
      origin: asked[outcome](i),
      requestMethod: null,
      requestHeaders: null,
    }));
    let turn = 0;
    return {
      name: nameOf(kind, size, outcome),
      run: () => decide(facts[(turn = (turn + 1) % ASKED)] as (typeof facts)[number]),
    };
  });
}

const nameOf = (kind: string, size: number, outcome: string): string =>
  `corskit decide, ${size.toLocaleString("en")} ${kind} origins, ${outcome}`;

function aimsOf(kind: string, outcome: string): Aim[] {
  return SIZES.slice(1).map((size) => ({
    name: `${size.toLocaleString("en")} / 10 ${kind} origins, ${outcome}`,
    of: nameOf(kind, size, outcome),
    against: nameOf(kind, 10, outcome),
    atMost: 1.5,
  }));
}

export const match: TimedRow = {
  id: "match",
  title: "An origin looked up among 10 to 100,000 exact origins and patterns",
  runtimes: ["node", "workerd"],
  contenders: () => SIZES.flatMap((size) => [...contendersOf("exact", size), ...contendersOf("pattern", size)]),
  aims: ["exact", "pattern"].flatMap((kind) => ["hit", "miss"].flatMap((outcome) => aimsOf(kind, outcome))),
};
