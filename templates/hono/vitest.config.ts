import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

// The same suite, test/suite.ts, on either platform: in workerd, the runtime of Workers, and on Node.js.
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [cloudflareTest({ wrangler: { configPath: "./wrangler.jsonc" } })],
        test: { name: "worker", include: ["test/worker.test.ts"] },
      },
      { test: { name: "lambda", include: ["test/lambda.test.ts"] } },
    ],
  },
});
