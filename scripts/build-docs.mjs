// Builds the documentation site into what the Worker serves. With --if-changed, as `npm start` has it, it does so where
// the pages have changed since, and goes without where it cannot be built.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, globSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
/** Says of what the site was built. */
const stamp = join(root, "worker/public/docs/built.txt");
const isOptional = process.argv.includes("--if-changed");

function ofWhat() {
  const hash = createHash("sha256");
  const isMade = (file) => /^docs\/(node_modules|\.vitepress\/cache)$/.test(file);
  for (const file of globSync(["docs/**", "docs/.vitepress/**"], { cwd: root, exclude: isMade }).toSorted()) {
    if (statSync(join(root, file)).isFile()) hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}

function built() {
  try {
    return readFileSync(stamp, "utf8");
  } catch {
    return "";
  }
}

const now = ofWhat();
if (!isOptional || built() !== now) {
  console.log("Building the documentation ...");
  const steps = [
    ["scripts/install.mjs", "docs"],
    ["docs/node_modules/vitepress/bin/vitepress.js", "build", "docs"],
  ];
  const failed = steps.some((args) => spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status !== 0);
  if (!failed) {
    copyFileSync(join(root, "llms.txt"), join(root, "worker/public/docs/llms.txt"));
    writeFileSync(stamp, now);
  } else if (isOptional)
    console.error("The documentation could not be built; the rest goes on without: npm run docs:build");
  else process.exit(1);
}
