import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

/**
 * Bundles files with the packages that they alone need, so that the package itself has no dependency, and keeps the
 * licences of those, which ask for it.
 *
 * @param options esbuild's; `outdir` gets a LICENSES.txt
 */
export async function bundle(options) {
  const { metafile } = await build({
    bundle: true,
    minify: true,
    format: "esm",
    target: "node20",
    // Its files for Node.js are CommonJS, whose require() a bundle of modules has not.
    alias: { yaml: "./node_modules/yaml/browser/index.js" },
    metafile: true,
    logLevel: "warning",
    ...options,
  });
  const packages = Object.keys(metafile.inputs).map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  const licences = [...new Set(packages.filter((name) => name !== undefined))].toSorted().map((name) => {
    const folder = `node_modules/${name}`;
    const file = readdirSync(folder).find((one) => /^licen[cs]e(\.|$)/i.test(one));
    if (file === undefined) throw new Error(`${folder} has no licence`);
    const text = readFileSync(`${folder}/${file}`, "utf8");
    return `${name}\n\n${text.trim()}\n`;
  });
  writeFileSync(`${options.outdir}/LICENSES.txt`, licences.join(`\n${"-".repeat(80)}\n\n`));
}
