import { availableParallelism } from "node:os";
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

/** A worker for each file would cost a minute in all, and guard what has no state. */
const isolate = false;

/** The same suites on both; a file that only one of them can run says so in its name. */
const SUITES = ["src/**/*.test.ts", "worker/**/*.test.ts", "test/**/*.test.ts"];

/**
 * A limit ends what hangs and measures nothing: a machine that others use as well may take ten times as long as an idle
 * one, and that is no fault of the code's.
 */
const LIMIT_MS = 600_000;

const LIMITS = { testTimeout: LIMIT_MS, hookTimeout: LIMIT_MS, expect: { poll: { timeout: LIMIT_MS / 10 } } };

/** Some folders below have packages of their own, and those their tests. */
const PACKAGES = "**/node_modules/**";

export default defineConfig({
  test: {
    // Two at least: much of the time goes by in browsers, servers and timers.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: "node",
          ...LIMITS,
          isolate,
          globalSetup: ["test/support/upstream.ts", "test/support/seed.ts"],
          include: SUITES,
          exclude: [PACKAGES, "**/*.workerd.test.ts", "**/*.browser.test.ts"],
        },
      },
      {
        plugins: [
          cloudflareTest({
            miniflare: { compatibilityDate: "2026-10-20" },
          }),
        ],
        test: {
          name: "workerd",
          ...LIMITS,
          isolate,
          globalSetup: ["test/support/upstream.ts", "test/support/seed.ts"],
          include: SUITES,
          exclude: [PACKAGES, "**/*.node.test.ts", "**/*.browser.test.ts"],
        },
      },
      {
        test: { name: "chromium", ...LIMITS, include: ["test/**/*.browser.test.ts"], exclude: [PACKAGES] },
      },
    ],
  },
});
