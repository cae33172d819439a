import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

const cases = [0, 1, 2, 3, 100, 0x8000, 0x8001, 200_000].map((length) =>
  Uint8Array.from({ length }, (_, index) => (index * 7919) & 255),
);

test.each([true, false])("bytes survive, with Buffer: %s", async (hasBuffer) => {
  if (!hasBuffer) vi.stubGlobal("Buffer", undefined);
  const { fromBase64, toBase64 } = await import("./base64.ts");
  for (const bytes of cases) {
    const text = toBase64(bytes);
    expect(text).toHaveLength(Math.ceil(bytes.length / 3) * 4);
    expect(new Uint8Array(fromBase64(text))).toStrictEqual(bytes);
  }
  // A view into the middle of something larger.
  expect(toBase64(Uint8Array.of(1, 2, 3, 4).subarray(1, 3))).toBe("AgM=");
});
