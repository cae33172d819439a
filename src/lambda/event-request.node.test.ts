import { expect, test } from "vitest";
import { requestUntil } from "./event-request.ts";
import { Expiry } from "./expiry.ts";

// workerd's fetch() answers data: URLs whatever the signal says.
test("fetch(request) is aborted", async () => {
  const expiry = new Expiry();
  const request = requestUntil(expiry, "data:text/plain,hello");
  expiry.expire(new DOMException("over", "TimeoutError"));
  await expect(fetch(request)).rejects.toMatchObject({ name: "TimeoutError" });
});
