import { describe, expect, test } from "vitest";
import { matrixOf, type Matrix } from "./matrix.ts";

async function tableOf(
  config: string,
  more: readonly string[] = [],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const matrix = (await matrixOf(config, "standard", more)) as Matrix;
  return Object.fromEntries(matrix.rows.map(({ origin, cells }) => [origin.origin, cells.map(({ result }) => result)]));
}

test("who may read what under a list of origins", async () => {
  const table = await tableOf(
    '{ allowOrigins: ["https://*.example.com"], allowCredentials: true, allowMethods: ["PUT"] }',
    ["https://example.org"],
  );
  expect(table["https://app.example.com"]).toEqual([
    "reads",
    "reads",
    "reads",
    "reads",
    "MethodDisallowedByPreflightResponse",
    "reads",
    "HeaderDisallowedByPreflightResponse",
  ]);
  const { "https://app.example.com": _, ...others } = table;
  expect(Object.keys(others)).toEqual([
    "https://example.com",
    "http://app.example.com",
    "https://app.example.com.evil.example",
    "https://evilexample.com",
    "https://examplexcom.com",
    "null",
    "https://evil.example",
    "https://example.org",
  ]);
  expect(Object.values(others).flat()).not.toContain("reads");
});

test("any origin, without credentials", async () => {
  const table = await tableOf('{ allowOrigins: "*" }');
  for (const cells of Object.values(table)) {
    expect(cells.slice(0, 2)).toEqual(["reads", "WildcardOriginNotAllowed"]);
  }
});

test.each([
  ['{ allowOrigins: ["http://localhost:*"] }', "http://localhost:8080"],
  ['{ allowOrigins: ["https://*--app.netlify.app"] }', "https://preview-1--app.netlify.app"],
  ['{ allowOrigins: ["capacitor://localhost"] }', "capacitor://localhost"],
  ['{ allowOrigins: ["https://[::1]:8443"] }', "https://[::1]:8443"],
])("%s: %s reads, strangers do not", async (config, origin) => {
  const table = await tableOf(config);
  expect(table[origin]?.[0]).toBe("reads");
  expect(table["null"]?.[0]).not.toBe("reads");
  expect(table["https://evil.example"]?.[0]).not.toBe("reads");
});

describe("what is no policy is told", () => {
  test("with every issue where it belongs", async () => {
    const fault = await matrixOf('{ origin: "x", allowOrigins: ["https://a.example/"], maxAge: -1 }', "standard");
    expect(fault).toMatchObject({
      unreadable: null,
      issues: [{ path: "origin" }, { path: "allowOrigins[0]" }, { path: "maxAge" }],
    });
  });
  test("where it cannot be read", async () => {
    expect(await matrixOf("{ allowOrigins: [", "standard")).toMatchObject({
      unreadable: { fix: expect.stringMatching(/\w/) },
      issues: [],
    });
  });
  test.each(["null", "[]", '"*"', "1"])("%s", async (config) => {
    expect(await matrixOf(config, "standard")).toHaveProperty("issues");
  });
});
