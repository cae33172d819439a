// Bundles the command line with what it alone needs, so that the package itself has no dependency.
// An argument is another folder to build it into.
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const outdir = process.argv[2] ?? "dist/cli";

// The names of its parts change with what is in them.
rmSync(outdir, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: ["src/cli/main.ts"],
  outdir,
  bundle: true,
  minify: true,
  format: "esm",
  // A command loads its own part alone.
  splitting: true,
  platform: "node",
  target: "node20",
  // Its files for Node.js are CommonJS, whose require() a bundle of modules has not.
  alias: { yaml: "./node_modules/yaml/browser/index.js" },
  metafile: true,
  logLevel: "warning",
});

// Their licences ask for it.
const packages = Object.keys(metafile.inputs).map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
const licences = [...new Set(packages.filter((name) => name !== undefined))].toSorted().map((name) => {
  const text = readFileSync(`node_modules/${name}/LICENSE`, "utf8");
  return `${name}\n\n${text.trim()}\n`;
});
// What `corskit simulate` serves.
await import("./build-page.mjs");
cpSync("worker/public", `${outdir}/public`, { recursive: true });
writeFileSync(`${outdir}/LICENSES.txt`, licences.join(`\n${"-".repeat(80)}\n\n`));
