import { expect, inject, test } from "vitest";
import { lintOne, readForeign } from "../../src/cli/lint/from/lint-foreign.ts";
import { lintPolicy } from "../../src/cli/lint/rules/lint-policy.ts";
import { nginx } from "../../src/emit/nginx.ts";
import { cors } from "../../src/index.ts";
import { hostedPolicies } from "./judge.ts";

test("corskit lint reads back what was emitted, and finds nothing that contradicts it", () => {
  for (const { config } of hostedPolicies(inject("seed"), 300)) {
    const [policy, ...others] = readForeign(nginx(config).output, "nginx", "cors.conf").map(lintOne);
    expect(others).toEqual([]);
    const wanted = cors(config).config;
    const read = policy?.equivalent?.config;
    const what = JSON.stringify(config);
    expect(policy?.equivalent?.unread, what).toEqual([]);
    expect(policy?.equivalent?.differences, what).toEqual([]);
    for (const option of ["allowOrigins", "exposeHeaders", "allowCredentials", "maxAge"] as const) {
      expect(read?.[option], `${option} of ${what}`).toEqual(wanted[option]);
    }
    // What is allowed beside "*" is its own.
    for (const option of ["allowMethods", "allowHeaders"] as const) {
      const isWild = wanted[option].includes("*");
      if (!isWild) expect(read?.[option], `${option} of ${what}`).toEqual(wanted[option]);
      else expect(read?.[option], `${option} of ${what}`).toContain("*");
    }
    // What it says of the policy itself; the rest would be of nginx.
    const own = lintPolicy(wanted).map(({ code }) => code);
    const permitted = ["allows-null", "origin-insecure", "origin-partial-label"];
    const codes = policy?.findings.map(({ code }) => code) ?? [];
    expect(
      codes.filter((code) => ![...own, ...permitted].includes(code)),
      what,
    ).toEqual([]);
  }
});

test("of the part for server alone it says that it does not know the origins, and finds nothing", () => {
  const config = { allowOrigins: ["https://a.example", "https://b.example"] };
  const [policy] = readForeign(nginx(config, { part: "server" }).output, "nginx", "cors.conf").map(lintOne);
  expect(policy?.findings).toEqual([]);
  expect(policy?.equivalent?.unread[0]?.what).toBe("Access-Control-Allow-Origin is $corskit_origin");
});
