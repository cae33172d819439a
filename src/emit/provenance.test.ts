import { expect, test } from "vitest";
import { EMITTERS } from "./emitters.ts";
import type { TargetName } from "./targets.ts";

const TARGETS = Object.keys(EMITTERS) as readonly TargetName[];

test.each(TARGETS)("%s: a source of several lines stays in the comment", (target) => {
  // Credentials, since S3 refuses a list without.
  const config = { allowOrigins: ["https://app.example.com"], allowCredentials: true };
  const source = "cors.ts\nevil-1\r\nevil-2\revil-3\u0085evil-4\u2028evil-5\u2029evil-6";
  const emit = (options: { readonly source?: string }): string => EMITTERS[target](config, options).output;
  expect(
    emit({ source })
      .split(/[\n\r\u0085\u2028\u2029]/)
      .filter((line) => /^\W*evil/.test(line)),
  ).toEqual([]);
  expect(emit({ source }).split("\n")).toHaveLength(emit({ source: "cors.ts" }).split("\n").length);
});
