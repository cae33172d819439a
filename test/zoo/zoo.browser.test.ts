import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { isDeepStrictEqual } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { startOrSkip } from "../support/start-or-skip.ts";
import { ANIMALS } from "./animals.ts";
import { check, patienceWith, type Report, type Verdict } from "./check.ts";
import { openWitness, type Testimony } from "./witness.ts";
import { openZoo } from "./zoo.ts";

// `corskit check` on every animal: what it finds, and whether its verdicts are those of a real Chromium.

const zoo = await openZoo(ANIMALS);
setDefaultCACertificates([...getCACertificates("default"), ...zoo.trusted]);
const here = ANIMALS.flatMap((animal) => {
  const visit = zoo.visits.get(animal.name);
  return visit === undefined ? [] : [{ ...animal, visit }];
});
const reports = new Map<string, Report>();
const waiting = here.values();
// Several at a time, for they mostly wait.
await Promise.all(
  Array.from({ length: 4 }, async () => {
    for (const animal of waiting) reports.set(animal.name, await check(animal, animal.visit));
  }),
);
const witness = await startOrSkip("Chromium", () => openWitness(zoo.certificate));

afterAll(async () => {
  await witness?.close();
  await zoo.close();
});

/** What fails a check: what is only worth knowing does not. */
const alarms = (name: string): readonly string[] =>
  (reports.get(name)?.findings ?? []).filter(({ severity }) => severity !== "info").map(({ code }) => code);

describe("what is right has no findings", () => {
  test.each(here.filter(({ finding }) => finding === null))("$name", ({ name }) => {
    expect(alarms(name)).toEqual([]);
  });
});

describe("what is wrong is found, and nothing else", () => {
  test.each(here.filter(({ finding }) => finding !== null))("$name: $finding", ({ name, finding, also = [] }) => {
    const [first] = reports.get(name)?.findings ?? [];
    expect(first?.code).toBe(finding);
    expect(alarms(name).filter((code) => code !== finding)).toEqual(also);
  });
});

test("the zoo is as large as it should be", () => {
  expect(ANIMALS.filter(({ finding }) => finding !== null).length).toBeGreaterThanOrEqual(25);
  expect(ANIMALS.filter(({ finding }) => finding === null).length).toBeGreaterThanOrEqual(10);
  expect(new Set(ANIMALS.map(({ name }) => name)).size).toBe(ANIMALS.length);
});

/** What the report says of a probe in Chromium, in the words of a witness. */
function predicted({ engines: { chromium } }: Verdict): Omit<Testimony, "netError"> {
  const { verdict, status, failure } = chromium;
  return {
    verdict: verdict === "readable" || verdict === "opaque" ? verdict : "failed",
    status: status ?? 0,
    corsError: verdict === "blocked" ? (failure?.code ?? null) : null,
    console: verdict === "blocked" ? (failure?.console ?? "") : "",
  };
}

/** Strangers are many: where nothing is wrong with who gets in, two of them will do. */
function isWorthAsking({ purpose, trick, heldBack }: Verdict, finding: string | null): boolean {
  if (heldBack) return false;
  return purpose !== "attack" || trick === "stranger" || trick === "null" || finding?.startsWith("origin-") === true;
}

test.skipIf(witness === undefined)("the verdicts are Chromium's", async () => {
  const asked = here.flatMap(({ name, finding }) =>
    (reports.get(name)?.verdicts ?? [])
      .filter((verdict) => isWorthAsking(verdict, finding))
      .map((verdict) => ({ name, verdict, patience: patienceWith({ finding }) })),
  );
  const differences: unknown[] = [];
  for (const [origin, group] of Map.groupBy(asked, ({ verdict }) => verdict.origin)) {
    const requests = group.map(({ verdict, patience }) => ({ ...verdict.request, patience }));
    const testimonies = await witness!.ask(origin, requests);
    for (const [index, { name, verdict }] of group.entries()) {
      const { netError, ...seen } = testimonies[index]!;
      const expected = predicted(verdict);
      if (!isDeepStrictEqual(seen, expected)) differences.push({ name, probe: verdict.id, seen, netError, expected });
    }
  }
  console.log(`${asked.length} requests of ${here.length} servers in Chromium`);
  expect(asked.length).toBeGreaterThan(10 * here.length);
  expect(differences).toEqual([]);
});
