import { afterEach, beforeEach, describe, expect, test, vi, type MockInstance } from "vitest";
import { cacheOrigins } from "./cache-origins.ts";
import type { RequestFacts } from "./decision.ts";

const A = "https://a.example";
const B = "https://b.example";
const facts = (origin: string): RequestFacts => ({
  method: "GET",
  url: "https://api.example.com/",
  origin,
  requestMethod: null,
  requestHeaders: null,
});

let errors: MockInstance<typeof console.error>;
beforeEach(() => {
  vi.useFakeTimers();
  errors = vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A database whose answers are given one by one. */
function database() {
  const asked: { origin: string; answer: (value: unknown) => void; fail: (error: Error) => void }[] = [];
  const lookUp = (origin: string): Promise<boolean> =>
    new Promise((resolve, reject) => {
      asked.push({ origin, answer: resolve as (value: unknown) => void, fail: reject });
    });
  return { asked, lookUp };
}

const seconds = (count: number): Promise<unknown> => vi.advanceTimersByTimeAsync(count * 1000);

describe("what was answered", () => {
  test.each([true, false])("%s is kept for the ttl, and then looked up anew", async (isAllowed) => {
    const lookUp = vi.fn((origin: string) => Promise.resolve(origin === A ? isAllowed : !isAllowed));
    const resolve = cacheOrigins(lookUp, { ttl: 10, staleTtl: 0 });
    expect(await resolve(A, facts(A))).toBe(isAllowed);
    expect(await resolve(B, facts(B))).toBe(!isAllowed);
    await seconds(9.9);
    // At once, without a promise.
    expect(resolve(A, facts(A))).toBe(isAllowed);
    expect(lookUp).toHaveBeenCalledTimes(2);
    await seconds(0.1);
    expect(await resolve(A, facts(A))).toBe(isAllowed);
    expect(lookUp).toHaveBeenCalledTimes(3);
    // Not with the facts: the answer to one request stands for others, of another URL say.
    expect(lookUp).toHaveBeenLastCalledWith(A);
  });

  test("an answer that changes is the other one from then on", async () => {
    const answers = [true, false, true];
    // Shorter than a look-up may take.
    const resolve = cacheOrigins(() => answers.shift() ?? false, { ttl: 0.2, staleTtl: 0, timeout: 1000 });
    for (const expected of [true, false, true]) {
      expect(await resolve(A, facts(A))).toBe(expected);
      expect(resolve(A, facts(A))).toBe(expected);
      await seconds(0.2);
    }
  });

  test("is dropped where there is no more room, that which was used longest ago first, each kind by itself", async () => {
    const lookUp = vi.fn((origin: string) => origin.startsWith("https://t"));
    const resolve = cacheOrigins(lookUp, { size: 2 });
    const ask = async (...origins: string[]): Promise<number> => {
      lookUp.mockClear();
      for (const origin of origins) await resolve(origin, facts(origin));
      return lookUp.mock.calls.length;
    };
    await ask("https://t1", "https://t2");
    expect(await ask("https://x1", "https://x2", "https://x3", "https://x4")).toBe(4);
    expect(await ask("https://t1", "https://t2", "https://x3", "https://x4")).toBe(0);
    expect(await ask("https://x1")).toBe(1);
    // t1 was used again, so that t2 goes.
    expect(await ask("https://t1", "https://t3", "https://t1")).toBe(1);
    expect(await ask("https://t2")).toBe(1);
  });

  test("leaves nothing behind that could come back once the answer is the other one", async () => {
    const answers: Record<string, boolean> = { [A]: false, [B]: true };
    const resolve = cacheOrigins((origin) => answers[origin] ?? false, { ttl: 10, size: 1, waitUntil: () => {} });
    expect(await resolve(A, facts(A))).toBe(false);
    answers[A] = true;
    await seconds(10);
    expect(resolve(A, facts(A))).toBe(false);
    await seconds(0);
    expect(resolve(A, facts(A))).toBe(true);
    // It takes the place of the yes, and the refusal is gone as well.
    await resolve(B, facts(B));
    expect(await resolve(A, facts(A))).toBe(true);
  });
});

describe("one look-up at a time", () => {
  test("for all who ask in the meantime", async () => {
    const { asked, lookUp } = database();
    const resolve = cacheOrigins(lookUp);
    const answers = Array.from({ length: 1000 }, () => resolve(A, facts(A)));
    const other = resolve(B, facts(B));
    expect(asked.map(({ origin }) => origin)).toEqual([A, B]);
    asked[0]?.answer(true);
    asked[1]?.answer(false);
    expect(new Set(await Promise.all(answers))).toEqual(new Set([true]));
    expect(await other).toBe(false);
  });

  test("that never comes to an end denies in time, and is then tried again", async () => {
    const { asked, lookUp } = database();
    const resolve = cacheOrigins(lookUp, { timeout: 500 });
    const first = expect(resolve(A, facts(A))).rejects.toThrow("no answer within 500 ms");
    await seconds(0.4);
    const second = expect(resolve(A, facts(A))).rejects.toThrow("no answer within 500 ms");
    await seconds(0.1);
    await Promise.all([first, second]);
    expect(asked).toHaveLength(1);
    const third = resolve(A, facts(A));
    expect(asked).toHaveLength(2);
    asked[1]?.answer(true);
    expect(await third).toBe(true);
  });

  test("that comes too late is good for the next request", async () => {
    const { asked, lookUp } = database();
    const resolve = cacheOrigins(lookUp, { timeout: 500 });
    const late = expect(resolve(A, facts(A))).rejects.toThrow("no answer");
    await seconds(0.6);
    await late;
    asked[0]?.answer(true);
    await seconds(0);
    expect(resolve(A, facts(A))).toBe(true);
    expect(asked).toHaveLength(1);
  });

  test("that was given up, and is answered all the same, does not end the one that was begun in its place", async () => {
    const { asked, lookUp } = database();
    const resolve = cacheOrigins(lookUp, { ttl: 0.2, staleTtl: 0, timeout: 1000 });
    const first = resolve(A, facts(A));
    // As in workerd, whose timers stand still while nobody waits for the request that set them.
    vi.setSystemTime(Date.now() + 1100);
    const second = resolve(A, facts(A));
    expect(asked).toHaveLength(2);
    asked[0]?.answer(true);
    expect(await first).toBe(true);
    await seconds(0.3);
    const third = resolve(A, facts(A));
    expect(asked).toHaveLength(2);
    asked[1]?.answer(false);
    expect(await Promise.all([second, third])).toEqual([false, false]);
  });

  test("that was overtaken by a later one does not undo it", async () => {
    const { asked, lookUp } = database();
    const resolve = cacheOrigins(lookUp, { ttl: 60, timeout: 1000 });
    const given = [resolve(A, facts(A))];
    vi.setSystemTime(Date.now() + 1100);
    given.push(resolve(A, facts(A)));
    // The tenant was taken away in between.
    asked[1]?.answer(false);
    await seconds(0);
    asked[0]?.answer(true);
    await Promise.all(given);
    expect(resolve(A, facts(A))).toBe(false);
  });

  test("that was not overtaken yet is good until the later one is there", async () => {
    const { asked, lookUp } = database();
    const resolve = cacheOrigins(lookUp, { ttl: 60, timeout: 1000 });
    const given = [resolve(A, facts(A))];
    vi.setSystemTime(Date.now() + 1100);
    given.push(resolve(A, facts(A)));
    asked[0]?.answer(true);
    await seconds(0);
    expect(resolve(A, facts(A))).toBe(true);
    asked[1]?.answer(false);
    await Promise.all(given);
    expect(resolve(A, facts(A))).toBe(false);
  });

  test("is waited for on a clock of one's own: that of who began it may stand still", async () => {
    const { lookUp } = database();
    const resolve = cacheOrigins(lookUp, { timeout: 500 });
    void resolve(A, facts(A));
    // As in workerd, where the client of that request went away.
    vi.clearAllTimers();
    await seconds(0.4);
    const second = expect(resolve(A, facts(A))).rejects.toThrow("no answer within 500 ms");
    await seconds(0.5);
    await second;
  });

  test("counts from when it was begun", async () => {
    const { asked, lookUp } = database();
    const resolve = cacheOrigins(lookUp, { ttl: 10, timeout: 5000 });
    const first = resolve(A, facts(A));
    await seconds(4);
    asked[0]?.answer(true);
    await first;
    await seconds(5.9);
    expect(resolve(A, facts(A))).toBe(true);
    await seconds(0.1);
    expect(resolve(A, facts(A))).toBeInstanceOf(Promise);
  });

  test("that failed is not tried again for a moment, for that origin", async () => {
    const lookUp = vi.fn((origin: string) => (origin === A ? Promise.reject(new Error("down")) : true));
    const resolve = cacheOrigins(lookUp, { timeout: 500 });
    for (let i = 0; i < 5; i++) await expect(resolve(A, facts(A))).rejects.toThrow("down");
    expect(await resolve(B, facts(B))).toBe(true);
    expect(lookUp).toHaveBeenCalledTimes(2);
    await seconds(0.5);
    lookUp.mockResolvedValue(true);
    expect(await resolve(A, facts(A))).toBe(true);
  });

  test("failures of strangers take no more room than answers", async () => {
    const lookUp = vi.fn(() => Promise.reject(new Error("down")));
    const resolve = cacheOrigins(lookUp, { size: 2 });
    for (const origin of ["https://1", "https://2", "https://3", "https://1"]) {
      await expect(resolve(origin, facts(origin))).rejects.toThrow("down");
    }
    expect(lookUp).toHaveBeenCalledTimes(4);
  });

  test("failures drive out no answer", async () => {
    const lookUp = vi.fn((origin: string) => (origin === A ? false : Promise.reject(new Error("down"))));
    const resolve = cacheOrigins(lookUp, { size: 1 });
    expect(await resolve(A, facts(A))).toBe(false);
    await expect(resolve(B, facts(B))).rejects.toThrow("down");
    expect(resolve(A, facts(A))).toBe(false);
    // Who asked tells of it.
    expect(errors).not.toHaveBeenCalled();
  });
});

describe("an answer past its ttl", () => {
  test("waits for the new one, which all who ask share", async () => {
    const { asked, lookUp } = database();
    const resolve = cacheOrigins(lookUp, { ttl: 10 });
    const first = resolve(A, facts(A));
    asked[0]?.answer(true);
    await first;
    await seconds(10);
    const answers = [resolve(A, facts(A)), resolve(A, facts(A))];
    expect(asked).toHaveLength(2);
    asked[1]?.answer(false);
    expect(await Promise.all(answers)).toEqual([false, false]);
  });

  test("is given at once with waitUntil, while one new look-up runs", async () => {
    const { asked, lookUp } = database();
    const waitUntil = vi.fn();
    const resolve = cacheOrigins(lookUp, { ttl: 10, staleTtl: 100, waitUntil });
    const first = resolve(A, facts(A));
    asked[0]?.answer(true);
    await first;
    await seconds(10);
    expect([resolve(A, facts(A)), resolve(A, facts(A))]).toEqual([true, true]);
    // The first one, too: a request that is given up must take along no look-up that others wait for.
    expect([asked.length, waitUntil.mock.calls.length]).toEqual([2, 2]);
    asked[1]?.answer(false);
    await waitUntil.mock.calls[1]?.[0];
    expect(resolve(A, facts(A))).toBe(false);
  });

  test("stands where waitUntil throws, as one does that was taken off its object", async () => {
    const lookUp = vi.fn(() => true);
    const waitUntil = (): never => {
      throw new TypeError("Illegal invocation");
    };
    const resolve = cacheOrigins(lookUp, { ttl: 10, waitUntil });
    expect(await resolve(A, facts(A))).toBe(true);
    await seconds(10);
    expect(resolve(A, facts(A))).toBe(true);
    expect(lookUp).toHaveBeenCalledTimes(2);
    expect(errors.mock.calls.map(([text]) => text)).toEqual(Array(2).fill("corskit: waitUntil failed:"));
  });

  test("stands where waitUntil rejects, which is told and ends no process", async () => {
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    try {
      const resolve = cacheOrigins(() => true, { waitUntil: () => Promise.reject(new Error("late")) });
      expect(await resolve(A, facts(A))).toBe(true);
      vi.useRealTimers();
      // Runtimes tell of it before the event loop turns.
      await new Promise((turned) => setTimeout(turned));
    } finally {
      process.off("unhandledRejection", unhandled);
    }
    expect(unhandled).not.toHaveBeenCalled();
    expect(errors.mock.calls.map(([text]) => text)).toEqual(["corskit: waitUntil failed:"]);
  });

  const broken = [
    ["fails", () => Promise.reject(new Error("down"))],
    [
      "throws",
      () => {
        throw new Error("down");
      },
    ],
    ["answers rubbish", () => "yes" as never],
    ["never answers", () => new Promise<boolean>(() => {})],
  ] as const;
  const cases = broken.flatMap(([name, lookUp]) =>
    [undefined, (work: Promise<unknown>) => void work].map((waitUntil) => ({ name, lookUp, waitUntil })),
  );
  test.each(cases)("stands until it is stale where the look-up $name, and no longer", async ({ lookUp, waitUntil }) => {
    const asked = vi.fn<(origin: string) => boolean | Promise<boolean>>(() => true);
    const resolve = cacheOrigins(asked, { ttl: 10, staleTtl: 20, timeout: 1000, waitUntil });
    await resolve(A, facts(A));
    asked.mockImplementation(lookUp);
    for (const wait of [10, 2]) {
      await seconds(wait);
      const standing = Promise.all([resolve(A, facts(A)), resolve(A, facts(A))]);
      await seconds(1);
      expect(await standing).toEqual([true, true]);
    }
    expect(asked).toHaveBeenCalledTimes(3);
    // Told once for each look-up, not for each that waited.
    const told = 'corskit: an older answer stands for "https://a.example":';
    expect(errors.mock.calls.map(([text]) => text)).toEqual([told, told]);
    await seconds(16);
    const stale = expect(resolve(A, facts(A))).rejects.toThrow();
    await seconds(1);
    await stale;
    asked.mockImplementation(() => true);
    await seconds(1);
    expect(await resolve(A, facts(A))).toBe(true);
  });
});

describe("a clock that is set back by a day", () => {
  const setBack = (): unknown => vi.setSystemTime(Date.now() - 86_400_000);

  test("does not make an answer stand for a day", async () => {
    const answers = [true, false];
    const lookUp = vi.fn(() => answers.shift() ?? true);
    const resolve = cacheOrigins(lookUp, { ttl: 10 });
    expect(await resolve(A, facts(A))).toBe(true);
    setBack();
    expect(await resolve(A, facts(A))).toBe(false);
    expect(resolve(A, facts(A))).toBe(false);
    expect(lookUp).toHaveBeenCalledTimes(2);
  });

  const aLittle = (): unknown => vi.setSystemTime(Date.now() - 5000);

  test("or by less than the ttl, does not make an answer stand for longer than that", async () => {
    const answers = [true, false];
    const resolve = cacheOrigins(() => answers.shift() ?? true, { ttl: 10 });
    expect(await resolve(A, facts(A))).toBe(true);
    aLittle();
    expect(await resolve(A, facts(A))).toBe(false);
    expect(resolve(A, facts(A))).toBe(false);
  });

  test.each([10, Infinity])("or by less than a ttl of %d s, leaves an answer for when none can be had", async (ttl) => {
    const lookUp = vi.fn<() => Promise<boolean>>(() => Promise.resolve(true));
    const resolve = cacheOrigins(lookUp, { ttl });
    expect(await resolve(A, facts(A))).toBe(true);
    lookUp.mockRejectedValue(new Error("down"));
    aLittle();
    expect(await resolve(A, facts(A))).toBe(true);
    expect(lookUp).toHaveBeenCalledTimes(2);
  });

  test("does not make a look-up that failed rest for a day", async () => {
    const lookUp = vi.fn<() => Promise<boolean>>(() => Promise.reject(new Error("down")));
    const resolve = cacheOrigins(lookUp);
    await expect(resolve(A, facts(A))).rejects.toThrow("down");
    lookUp.mockResolvedValue(true);
    setBack();
    expect(await resolve(A, facts(A))).toBe(true);
  });
});

test.each([1, "true", null, undefined, {}])("%j is no yes, and is not kept", async (answer) => {
  const lookUp = vi.fn((): unknown => answer);
  const resolve = cacheOrigins(lookUp as never, { timeout: 100 });
  await expect(resolve(A, facts(A))).rejects.toThrow("not a boolean");
  await seconds(0.1);
  await expect(resolve(A, facts(A))).rejects.toThrow("not a boolean");
  expect(lookUp).toHaveBeenCalledTimes(2);
});

test.each([
  { ttl: 0 },
  { ttl: -1 },
  { staleTtl: Number.NaN },
  { size: 0 },
  { timeout: "1" as never },
  // One failure would rest for ever.
  { timeout: Infinity },
])("%o is refused", (options) => {
  const [[name, value] = []] = Object.entries(options);
  const text = `corskit: ${name} of an origin cache cannot be the ${typeof value} ${value}`;
  expect(() => cacheOrigins(() => true, options)).toThrow(text);
});

test.each([{ ttl: Infinity }, { staleTtl: Infinity }, { staleTtl: 0 }, { size: Infinity }])(
  "%o is taken",
  (options) => {
    expect(() => cacheOrigins(() => true, options)).not.toThrow();
  },
);
