import { expect, test, vi } from "vitest";
import { requestUntil } from "./event-request.ts";
import { Expiry } from "./expiry.ts";

// workerd's fetch() answers data: URLs whatever the signal says.
test("fetch(request) is aborted", async () => {
  const expiry = new Expiry();
  const request = requestUntil(expiry, "data:text/plain,hello");
  expiry.expire(new DOMException("over", "TimeoutError"));
  await expect(fetch(request)).rejects.toMatchObject({ name: "TimeoutError" });
});

test("the signal is made when it is asked for, and once", () => {
  requestUntil(new Expiry(), "data:,");
  const made = vi.spyOn(globalThis, "AbortController");
  const request = requestUntil(new Expiry(), "data:,");
  const own = made.mock.calls.length;
  expect(request.signal).toBe(request.signal);
  expect(made).toHaveBeenCalledTimes(own + 1);
  made.mockRestore();
});
