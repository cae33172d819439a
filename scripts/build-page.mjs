// Bundles the pages' scripts. wrangler runs it before it starts or deploys, and when a page changes.
import { build } from "esbuild";

const common = { outdir: "worker/public/dist", bundle: true, minify: true, target: "es2022", logLevel: "warning" };

await build({
  ...common,
  entryPoints: { demo: "worker/page/main.ts", frame: "worker/simulator/frame.ts" },
  // Classic scripts: a module would be fetched with CORS, which a sandboxed page's `null` origin fails.
  format: "iife",
});
