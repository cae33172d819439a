import { expect, test } from "vitest";
import { cpuTime } from "../../test/support/cpu-time.ts";
import { buildRequest } from "./build-request.ts";
import type { Engine } from "./engine-profile.ts";
import { PreflightCache } from "./preflight-cache.ts";
import { PROFILES } from "./profiles.ts";

// On Node alone: in workerd the clock stands still while code runs.

const PUT = { method: "PUT" };

test.each(["standard", "chromium", "firefox", "webkit"] satisfies Engine[])(
  "%s keeps an answer that lists thousands of names in a time in proportion to their number",
  (engine) => {
    const cache = new PreflightCache(() => 0, PROFILES[engine]);
    const request = buildRequest("https://app.example.com", "https://api.example.com/", PUT, PROFILES[engine]);
    if ("code" in request) throw new Error(request.code);
    const headerNames = Array.from({ length: 20_000 }, (_, i) => `x-${i}`);
    expect(cpuTime(() => cache.store(request, { methods: ["PUT"], headerNames }, 600))).toBeLessThan(1000);
    expect(cache.spares(request, headerNames.slice(0, 10))).toBe(true);
  },
);
