import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The bundle that is deployed, and run on this machine. */
export const BUNDLE: string = fileURLToPath(new URL("dist/index.mjs", import.meta.url));

/** Bundles the function into one file without dependencies. */
export async function buildLambda(): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL("index.ts", import.meta.url))],
    outfile: BUNDLE,
    bundle: true,
    minify: true,
    sourcemap: true,
    format: "esm",
    platform: "node",
    target: "node22",
    logLevel: "warning",
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildLambda();
