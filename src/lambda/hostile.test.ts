import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { makeRequest } from "../../test/lambda/events.ts";
import { gateways } from "../../test/lambda/gateways.ts";
import { cors } from "../fetch/cors.ts";
import { fromFetch } from "./from-fetch.ts";
import type { LambdaHttpEvent } from "./types.ts";
import { withCors } from "./with-cors.ts";

// What a handler may return or throw that does harm to whoever looks at it, or that a gateway would refuse.

const APP = "https://app.example.com";
const policy = cors({ allowOrigins: [APP, "https://b.example"] });
const some = gateways.filter(({ name }) => /Function URL|REST|multi|Edge/.test(name));

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

const spring = (): never => {
  throw new Error("trap");
};
const OK = { statusCode: 200, status: "200", body: "ok" };
const thenable = (then: (resolve: (value: unknown) => void, reject: (error: unknown) => void) => void): object =>
  Object.fromEntries([["then", then]]);

describe.each(some)("$name", ({ accept, event }) => {
  const get = event(makeRequest({ headers: [["origin", APP]] })) as LambdaHttpEvent;
  const respond = async (handler: () => unknown): Promise<[status: number, allowed: string | undefined]> => {
    const { status, headers } = accept((await withCors(policy, handler)(get as never, {} as never)) as object);
    return [status, headers.find(([name]) => name === "access-control-allow-origin")?.[1]];
  };

  test.each<[string, () => unknown]>([
    ["a statusCode that throws", () => Object.defineProperty({}, "statusCode", { get: spring })],
    ["a Proxy with traps", () => new Proxy({}, { get: spring, has: spring, getPrototypeOf: spring, ownKeys: spring })],
    [
      "headers that throw",
      () => ({ ...OK, headers: Object.defineProperty({}, "a", { get: spring, enumerable: true }) }),
    ],
    ["a header that JSON makes null", () => ({ ...OK, headers: { "retry-after": Number.NaN } })],
    ["a status that only JavaScript takes for one", () => ({ ...OK, statusCode: "2e2", status: "0xC8" })],
    ["a status with white space", () => ({ ...OK, statusCode: " 200 ", status: " 200 " })],
  ])("%s is a 500 with the policy, returned or thrown", async (_name, make) => {
    expect(await respond(async () => make())).toEqual([500, APP]);
    const toss = async (): Promise<never> => {
      throw make();
    };
    expect(await respond(toss)).toEqual([500, APP]);
    const tossing = await fromFetch(policy, toss)(get, {});
    expect(accept(tossing).headers).toContainEqual(["access-control-allow-origin", APP]);
  });

  test.each<[string, () => object]>([
    ["settles twice", () => thenable((resolve) => [OK, { ...OK, statusCode: 201 }].forEach((one) => resolve(one)))],
    ["settles with a promise", () => thenable((resolve) => resolve(Promise.resolve(OK)))],
    [
      "throws after it has settled",
      () =>
        thenable((resolve) => {
          resolve(OK);
          spring();
        }),
    ],
  ])("a thenable that %s is what await makes of it", async (_name, make) => {
    expect(await respond(make)).toEqual([200, APP]);
  });
});

test("a context that throws is a 500 with the policy, and ends no process", async () => {
  const escaped: unknown[] = [];
  const onEscape = (error: unknown): void => void escaped.push(error);
  globalThis.process?.on("uncaughtException", onEscape);
  const slow = (): Promise<object> => new Promise((resolve) => setTimeout(resolve, 5, OK));
  const get = gateways[0]?.event(makeRequest({ headers: [["origin", APP]] }));
  const result = await withCors(policy, slow)(get as never, { getRemainingTimeInMillis: spring } as never);
  globalThis.process?.removeListener("uncaughtException", onEscape);
  expect([JSON.stringify(result).includes(APP), escaped]).toEqual([true, []]);
});
