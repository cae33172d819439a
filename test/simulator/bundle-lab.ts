import { build } from "esbuild";
import { fileURLToPath } from "node:url";

/** The lab as a classic script, which leaves `playAll` on the global object. */
export async function bundleLab(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("lab.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "iife",
    charset: "ascii",
    target: "es2022",
  });
  return outputFiles[0]?.text ?? "";
}
