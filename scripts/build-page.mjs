// Bundles the page's script. wrangler runs it before it starts or deploys, and when the page changes.
import { build } from "esbuild";

await build({
  entryPoints: ["worker/page/main.ts"],
  outfile: "worker/public/dist/page.js",
  bundle: true,
  minify: true,
  // A classic script: a module would be fetched with CORS, which a sandboxed page's `null` origin fails.
  format: "iife",
  target: "es2022",
  logLevel: "warning",
});
