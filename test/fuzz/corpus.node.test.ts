import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { readCorpus, TARGETS } from "./corpus.ts";
import type { Fuzz } from "./coverage.ts";

// What fuzzing found before: inputs that go every way through the code, and those that were not taken once.

beforeAll(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterAll(() => void vi.restoreAllMocks());

describe.each([...TARGETS])("%s", (name, file) => {
  test("takes every input that is kept", async () => {
    const { fuzz } = (await import(file)) as { fuzz: Fuzz };
    const corpus = await readCorpus(name);
    expect(corpus.length).toBeGreaterThan(10);
    for (const input of corpus) {
      try {
        await fuzz(input);
      } catch (error) {
        throw new Error(JSON.stringify(input), { cause: error });
      }
    }
  });
});
