import { test, expect } from "vitest";
import { DEFAULT_PAGE, DEFAULT_POLICY } from "./defaults.ts";
import { predict } from "./predict.ts";
import { predictStaged, stage } from "./stage.ts";
import { siteOf } from "./site.ts";
test("smoke", async () => {
  const scenario = {
    page: { ...DEFAULT_PAGE, method: "PUT" },
    server: { ...DEFAULT_POLICY, outcome: "redirect" as const },
  };
  const p = await predict(scenario, "standard");
  expect(p.visits[0]?.outcome.verdict).toBe("readable");
  const staged = await stage(scenario, siteOf("http://app.localhost:8787/"), "abcdefgh");
  if ("obstacles" in staged) throw new Error(staged.obstacles.join());
  const q = await predictStaged(staged, "chromium");
  expect(q.visits[0]?.outcome.verdict).toBe("readable");
});
