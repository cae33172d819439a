import { build } from "esbuild";
import { expect, test } from "vitest";

/** What a bundler keeps of corskit/browser for a program that imports this of it. */
async function bundle(name: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { ${name} } from "./src/browser/index.ts";`,
      resolveDir: new URL("..", import.meta.url).pathname,
    },
    bundle: true,
    write: false,
    format: "esm",
  });
  return outputFiles[0]?.text ?? "";
}

test("nobody who does not call recognize pays for it", async () => {
  const [page, messages, all] = await Promise.all(["openPage", "MESSAGES", "recognize"].map(bundle));
  expect(all).toContain("Tainted canvases may not be exported");
  for (const part of ["Tainted canvases", "therefore not allowed access", "messagePatterns"]) {
    expect(page).not.toContain(part);
    expect(messages).not.toContain(part);
  }
  expect(page).toContain("Cross-Origin Request Blocked");
});
