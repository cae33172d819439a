// Makes of each entry of the package one file, and others of what they share, beside the declarations that tsc writes.
// Node.js takes up to a millisecond for each file that it imports, and `import "corskit"` took forty of them.
import { globSync, readFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { bundle } from "./bundle.mjs";

const { exports, imports } = JSON.parse(readFileSync("package.json", "utf8"));
const entries = Object.values(exports);
const sourceOf = (built) => built.replace(/^\.\/dist\/(node\/)?/, "src/").replace(/\.js$/, ".ts");
const build = (outdir, built, options) =>
  bundle({
    outdir,
    entryPoints: built.map(sourceOf),
    outbase: "src",
    chunkNames: "shared/[name]-[hash]",
    platform: "neutral",
    target: "es2023",
    minify: false,
    ...options,
  });

// The names of what is shared change with what is in it.
for (const file of globSync("dist/**/*.js", { exclude: ["dist/cli/**"] })) rmSync(file);

const external = ["hono"];
// For bundlers, which choose what `#explain` is.
const forBundlers = entries.map((entry) => entry.default);
await build("dist", forBundlers, { splitting: true, external: [...external, "#explain"] });
await build("dist", Object.values(imports["#explain"]), {});
// For Node.js, with all sentences.
const forNode = entries.map((entry) => entry.node).filter((built) => built !== undefined);
await build("dist/node", forNode, { splitting: true, external, plugins: [{ name: "own-cache", setup: giveOwnCache }] });

/** What two entries alone share would be one file more to import: the smaller one gets a copy. It keeps no state. */
function giveOwnCache({ onResolve }) {
  onResolve({ filter: /\/cache-origins\.ts$/ }, ({ path, resolveDir, importer }) => ({
    path: resolve(resolveDir, path),
    suffix: importer.includes("/workers/") ? "?workers" : "",
  }));
}
