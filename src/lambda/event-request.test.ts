import { expect, test } from "vitest";
import { requestUntil } from "./event-request.ts";
import { Expiry } from "./expiry.ts";

const URL_OF = "https://api.example.com/rides?from=Oslo";
const over = (): DOMException => new DOMException("over", "TimeoutError");

test("it is a Request in every respect", async () => {
  const request = requestUntil(new Expiry(), URL_OF, { method: "POST", body: "hello" });
  request.headers.append("x-trace", "1");
  expect(request).toBeInstanceOf(Request);
  const copy = request.clone();
  const derived = new Request(request, { method: "PUT" });
  for (const [one, method] of [
    [copy, "POST"],
    [derived, "PUT"],
  ] as const) {
    expect([one.method, one.url, one.headers.get("x-trace")]).toStrictEqual([method, URL_OF, "1"]);
    expect(await one.text()).toBe("hello");
  }
  expect(request.bodyUsed).toBe(true);
});

test("the signal is one, and aborts with the reason, asked for before or after", () => {
  const expiry = new Expiry();
  const early = requestUntil(expiry, URL_OF);
  const { signal } = early;
  expect(early.signal).toBe(signal);
  expect([signal instanceof AbortSignal, signal.aborted]).toStrictEqual([true, false]);
  const reason = over();
  expiry.expire(reason);
  expect([signal.aborted, signal.reason]).toStrictEqual([true, reason]);
  const unasked = new Expiry();
  const late = requestUntil(unasked, URL_OF);
  unasked.expire(reason);
  expect([late.signal.aborted, late.signal.reason]).toStrictEqual([true, reason]);
});

test("a clone's signal aborts too, and that of its clone", () => {
  const expiry = new Expiry();
  const clone = requestUntil(expiry, URL_OF).clone();
  const second = clone.clone();
  expect([clone.signal.aborted, second.signal.aborted]).toStrictEqual([false, false]);
  expiry.expire(over());
  expect([clone.signal.aborted, second.signal.aborted]).toStrictEqual([true, true]);
  expect(clone.signal.reason).toMatchObject({ name: "TimeoutError" });
});

test("AbortSignal.any follows the signal", () => {
  const expiry = new Expiry();
  const any = AbortSignal.any([requestUntil(expiry, URL_OF).signal]);
  expiry.expire(over());
  expect(any.reason).toMatchObject({ name: "TimeoutError" });
});

test("a Request that is made of it aborts too, whether before the end or after", () => {
  const expiry = new Expiry();
  const request = requestUntil(expiry, URL_OF);
  const derived = new Request(request);
  expiry.expire(over());
  const late = new Request(request);
  for (const { signal } of [derived, late]) {
    expect([signal.aborted, (signal.reason as DOMException).name]).toStrictEqual([true, "TimeoutError"]);
  }
});

test("everybody who waits for the end is told", () => {
  const expiry = new Expiry();
  const told: string[] = [];
  for (const name of ["request", "body", "stream"])
    expiry.onExpire((reason) => told.push(`${name}: ${reason.message}`));
  expiry.expire(over());
  expect(told).toStrictEqual(["request: over", "body: over", "stream: over"]);
});
