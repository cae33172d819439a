import { build } from "esbuild";
import { fileURLToPath } from "node:url";

/** The lab as a classic script, which leaves `playAll` on the global object. */
export function bundleLab(): Promise<string> {
  return bundle("lab.ts", "iife");
}

/** The lab's own page, as a module. */
export function bundleLabPage(): Promise<string> {
  return bundle("lab-page.ts", "esm");
}

/** The simulator's sandboxed frame, as it is deployed. */
export function bundleFrame(): Promise<string> {
  return bundle("../../worker/simulator/frame.ts", "iife");
}

async function bundle(entry: string, format: "iife" | "esm"): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    write: false,
    format,
    charset: "ascii",
    target: "es2022",
  });
  return outputFiles[0]?.text ?? "";
}
