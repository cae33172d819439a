import { afterEach, expect, inject, test, vi } from "vitest";
import { cors } from "../index.ts";

// workerd copies a response whose body somebody is reading, and fails as it sends it.

const APP = "https://app.example.com";

afterEach(() => {
  vi.restoreAllMocks();
});

test.each(["returned", "thrown"])(
  "an immutable response that somebody is reading cannot be copied: 500; %s",
  async (how) => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const wrapped = cors({ allowOrigins: [APP] }).wrap(async () => {
      const response = await fetch(inject("upstream"));
      response.body?.getReader();
      if (how === "thrown") throw response;
      return response;
    });
    const response = await wrapped(new Request("https://api.example.com/", { headers: { Origin: APP } }));
    expect([response.status, await response.text()]).toEqual([500, "Internal Server Error"]);
    expect(response.headers.get("access-control-allow-origin")).toBe(APP);
  },
);
