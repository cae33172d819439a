// Installs AWS's runtime client beside this file when it is missing or out of date, and does nothing otherwise.
// It compiles for about a minute. With --optional, a machine that cannot is told so and goes on, unless CI is set.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = new URL("./", import.meta.url);
const stamp = new URL("node_modules/.installed", here);
const wanted = createHash("sha256")
  .update(readFileSync(new URL("package.json", here)))
  .update(readFileSync(new URL("package-lock.json", here)))
  .update(`${process.platform} ${process.arch}`)
  .digest("hex");

function fail(why) {
  const optional = process.argv.includes("--optional") && !process.env.CI;
  console.error(`\n*** AWS's runtime client is not installed: ${why} ***`);
  console.error(optional ? "*** Its tests will be SKIPPED. ***\n" : "");
  process.exit(optional ? 0 : 1);
}

/** Node.js's own headers come with the npm package: without them, node-gyp would download some. */
function headers() {
  const packages = new URL("../../node_modules/node/node_modules/", here);
  if (!existsSync(packages)) return undefined;
  const found = readdirSync(packages).find((name) => existsSync(new URL(`${name}/include/node/node_api.h`, packages)));
  return found && fileURLToPath(new URL(found, packages));
}

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  if (process.platform !== "linux") fail("it runs on Linux alone");
  const tools = ["cmake", "make", "g++", "tar", "xz"];
  const missing = tools.filter((tool) => spawnSync(tool, ["--version"]).status !== 0);
  if (missing.length > 0) fail(`there is no ${missing.join(", no ")} on this machine`);

  console.log("Installing AWS's runtime client (npm ci in lambda/ric; about a minute) ...");
  const nodedir = headers();
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: here,
    stdio: "inherit",
    env: { ...process.env, ...(nodedir && { npm_config_nodedir: nodedir }) },
  });
  if (status !== 0) fail("npm ci failed");
  writeFileSync(stamp, wanted);
}
