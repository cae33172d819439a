import { build } from "esbuild";
import { expect, test } from "vitest";

/** What a bundler makes of a build's choice. */
async function bundle(environment: string, minify: boolean): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [new URL("explain-by-build.ts", import.meta.url).pathname],
    bundle: true,
    write: false,
    minify,
    format: "esm",
    define: { "process.env.NODE_ENV": JSON.stringify(environment) },
  });
  return outputFiles[0]?.text ?? "";
}

test.each([
  ["production", true, false],
  ["production", false, false],
  ["development", true, true],
  ["test", false, true],
])("a build for %s (minified: %s) has the sentences: %s", async (environment, minify, expected) => {
  const text = await bundle(environment, minify);
  expect(text.includes("null is the origin of every sandboxed frame")).toBe(expected);
  expect(text.includes("it ends with a slash")).toBe(expected);
  expect(text.includes("more in error.issues")).toBe(expected);
});
