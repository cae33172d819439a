// Installs what the benchmark measures corskit beside, when that is missing or out of date; does nothing otherwise.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const here = new URL("./", import.meta.url);
const stamp = new URL("node_modules/.installed", here);
const wanted = createHash("sha256")
  .update(readFileSync(new URL("package.json", here)))
  .update(readFileSync(new URL("package-lock.json", here)))
  .digest("hex");

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  console.log("Installing the benchmark's peers (npm ci in bench) ...");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: here,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error("npm ci failed in bench/");
    process.exit(status ?? 1);
  }
  writeFileSync(stamp, wanted);
}
