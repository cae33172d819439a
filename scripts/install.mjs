// Installs the dependencies when they are missing or out of date, and does nothing otherwise. Runs
// before `npm start` and `npm test`, on whatever Node.js the machine has, so it needs nothing itself.
// An argument is a folder with dependencies of its own: node scripts/install.mjs test/runtimes
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

const folder = process.argv[2] ?? "";
const root = new URL(`../${folder && `${folder}/`}`, import.meta.url);
const stamp = new URL("node_modules/.installed", root);
const wanted = createHash("sha256")
  .update(readFileSync(new URL("package.json", root)))
  .update(readFileSync(new URL("package-lock.json", root)))
  .update(`${process.platform} ${process.arch}`)
  .digest("hex");

function read(url) {
  try {
    return readFileSync(url, "utf8");
  } catch {
    return "";
  }
}

if (read(stamp) !== wanted) {
  console.log(`Installing the dependencies${folder && ` of ${folder}`} (npm ci) ...`);
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error("npm ci failed. corskit's own tools need Node.js >= 20 and npm >= 10 to install.");
    process.exit(status ?? 1);
  }
  writeFileSync(stamp, wanted);
}
