import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { makeRequest } from "../../test/lambda/events.ts";
import { gateways } from "../../test/lambda/gateways.ts";
import { corsByPath } from "../fetch/by-path.ts";
import { fromFetch } from "./from-fetch.ts";
import type { LambdaHttpEvent } from "./types.ts";
import { withCors } from "./with-cors.ts";

// Events that AWS does not make, but emulators and tests do: each field of any other type.

const APP = "https://app.example.com";
const list = { allowOrigins: [APP, "https://b.example"] };
const policy = corsByPath({ "/a/*": list, "/*": list });

const JUNK: readonly unknown[] = [
  undefined,
  null,
  5,
  true,
  "",
  "\r\n\0",
  [null],
  {},
  { origin: [null] },
  { host: [{ value: 5 }] },
  { a: { toString: 1, valueOf: 1 } },
  { length: 2 ** 40 },
];

let escaped: unknown[];
const onEscape = (error: unknown): void => void escaped.push(error);
beforeEach(() => {
  escaped = [];
  vi.spyOn(console, "error").mockImplementation(() => {});
  vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Each event in which one field, at any depth, is something else. */
function* malformed(event: unknown): Generator<LambdaHttpEvent> {
  for (const path of pathsOf(event)) {
    for (const junk of JUNK) {
      const copy = structuredClone(event);
      let at = copy as Record<string, unknown>;
      for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
      at[path.at(-1) ?? ""] = junk;
      yield copy as LambdaHttpEvent;
    }
  }
}

function* pathsOf(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (path.length > 0) yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) yield* pathsOf(inner, [...path, key]);
}

/** After a timer could have been set: what a deadline is made of is looked at then. */
const later = <T>(value: T): Promise<T> => new Promise((resolve) => setTimeout(resolve, 1, value));

describe.each(gateways)("$name", ({ event }) => {
  const body = new TextEncoder().encode("x");
  const headers = [
    ["origin", APP],
    ["host", "api.example.com"],
    ["cookie", "a=1"],
  ] as const;
  const made = event(makeRequest({ method: "POST", query: "a=1", headers, body }));

  test("any field may be anything: there is an answer, which allows nobody else, and nothing escapes", async () => {
    process.on("uncaughtException", onEscape);
    const native = withCors(policy, () => later({ statusCode: 200, status: "200" }));
    const fetching = fromFetch(policy, () => later(new Response("ok")));
    const answers = [...malformed(made)].map((one) => [
      native(one as never, {}),
      fetching(one, {}).catch(expectNoEvent),
    ]);
    const given = await Promise.all(answers.flat());
    process.removeListener("uncaughtException", onEscape);
    expect(escaped).toEqual([]);
    const allowed = new Set(given.flatMap((answer) => JSON.stringify(answer)?.match(/https:[^"]*/g) ?? []));
    expect([...allowed]).toEqual([APP]);
  });
});

test("an emulator's domainName, null, is none", async () => {
  const event = { version: "2.0", headers: {}, requestContext: { http: { method: "GET" }, domainName: null } };
  const slow = withCors(policy, () => later({ statusCode: 200 }));
  expect(await slow(event as never, {})).toMatchObject({ statusCode: 200 });
});

function expectNoEvent(error: Error): void {
  expect(error.message).toBe("corskit: this is no HTTP request of a source that corskit knows");
}
