// Bundles the pages' scripts. wrangler runs it before it starts or deploys, and when a page changes.
import { readdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";

const outdir = "worker/public/dist";
const common = {
  outdir,
  bundle: true,
  minify: true,
  target: "es2022",
  charset: "utf8",
  logLevel: "warning",
  metafile: true,
};

const results = await Promise.all([
  build({
    ...common,
    entryPoints: { simulator: "worker/simulator/ui/main.tsx", style: "worker/simulator/ui/style/style.css" },
    // In parts: what is opened later is loaded later.
    format: "esm",
    splitting: true,
    chunkNames: "part-[hash]",
  }),
  build({
    ...common,
    entryPoints: { demo: "worker/page/main.ts", frame: "worker/simulator/frame.ts" },
    // Classic scripts: a module would be fetched with CORS, which a sandboxed page's `null` origin fails.
    format: "iife",
  }),
]);

// Parts of the builds before this one.
const made = new Set(results.flatMap(({ metafile }) => Object.keys(metafile.outputs).map((file) => basename(file))));
for (const file of await readdir(outdir)) if (!made.has(file)) await rm(join(outdir, file));
