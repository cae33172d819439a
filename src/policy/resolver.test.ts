import { afterEach, describe, expect, test, vi } from "vitest";
import { decider, factsOf } from "../../test/support/decide.ts";
import type { PolicyConfig } from "./config.ts";
import type { RequestFacts } from "./decision.ts";

const APP = "https://app.example.com";
const EVIL = "https://evil.example";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a resolver", () => {
  const asking = (resolve: (origin: string, facts: RequestFacts) => unknown, timeout?: number): PolicyConfig => ({
    allowOrigins: { patterns: [APP], resolve: resolve as () => boolean, timeout },
  });
  test("is asked only for what a browser can send and no pattern covers", async () => {
    const resolve = vi.fn(() => true);
    const decideWith = decider(asking(resolve));
    for (const origin of [APP, null, "null", "HTTPS://A.COM", "https://a.com/", "", "x".repeat(1000)]) {
      await decideWith(factsOf({ origin }));
    }
    expect(resolve).not.toHaveBeenCalled();
    const facts = factsOf({ origin: EVIL });
    expect(await decideWith(facts)).toMatchObject({
      allowed: true,
      headers: { "Access-Control-Allow-Origin": EVIL, Vary: "Origin" },
    });
    expect(resolve).toHaveBeenCalledExactlyOnceWith(EVIL, facts);
  });
  test.each([
    ["true", () => true, true, null],
    ["a promise of true", async () => true, true, null],
    ["false", () => false, false, "resolver-denied"],
    ["a promise of false", async () => false, false, "resolver-denied"],
    ["1", () => 1, false, "resolver-failed"],
    ["the origin", (origin: string) => origin, false, "resolver-failed"],
    ["nothing", () => undefined, false, "resolver-failed"],
    [
      "an exception",
      () => {
        throw new Error("db");
      },
      false,
      "resolver-failed",
    ],
    ["a rejection", () => Promise.reject(new Error("db")), false, "resolver-failed"],
    ["a rejection with undefined", () => Promise.reject(), false, "resolver-failed"],
    ["silence", () => new Promise(() => {}), false, "resolver-failed"],
    [
      "a thenable that throws",
      () => ({
        then: () => {
          throw new Error("no");
        },
      }),
      false,
      "resolver-failed",
    ],
  ] as const)("that answers %s", async (_, resolve, allowed, reason) => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const decision = await decider(asking(resolve, 20))(factsOf({ origin: EVIL }));
    expect(decision).toMatchObject({ allowed, reason });
    expect(log).toHaveBeenCalledTimes(reason === "resolver-failed" ? 1 : 0);
    if (reason !== "resolver-failed") return;
    const [text, error] = log.mock.calls[0] ?? [];
    expect(text).toBe('corskit: allowOrigins.resolve failed for "https://evil.example", which is denied:');
    if (error instanceof TypeError)
      expect(error.message).toMatch(/^it answered (number|string|undefined), not a boolean$/);
  });
  test("that has answered leaves no timer behind", async () => {
    vi.useFakeTimers();
    try {
      await decider(asking(() => true))(factsOf({ origin: EVIL }));
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
