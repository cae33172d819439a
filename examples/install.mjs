// Installs an example's packages when they are missing or out of date, and does nothing otherwise. corskit is packed from
// this repository as npm would publish it. Runs before `npm start` and `npm test`, on whatever Node.js the machine has.
// With --pack it packs alone, and says where.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const packed = fileURLToPath(new URL("node_modules/.packed/", import.meta.url));

function run(command, args, cwd, stdout = "ignore") {
  const { status } = spawnSync(command, args, { cwd, stdio: ["ignore", stdout, "inherit"] });
  if (status !== 0) {
    console.error(`${command} ${args.join(" ")} failed. The examples need Node.js >= 20 and npm >= 10 to install.`);
    process.exit(status ?? 1);
  }
}

function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

/** The package as it would be published, made anew when its sources have changed. */
function pack() {
  run(process.execPath, [join(root, "scripts/install.mjs")], root, "inherit");
  const sources = ["src", "templates", "scripts"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
  );
  const file = join(packed, `corskit-${hashOf([join(root, "package.json"), ...sources.toSorted()])}.tgz`);
  if (existsSync(file)) return file;
  console.log("Packing corskit ...");
  rmSync(packed, { recursive: true, force: true });
  mkdirSync(packed, { recursive: true });
  run("npm", ["pack", "--silent", "--pack-destination", packed], root);
  // Its content is in its name, so that npm takes it for another one when it has changed.
  renameSync(join(packed, readdirSync(packed)[0]), file);
  return file;
}

const tarball = pack();
if (process.argv.includes("--pack")) {
  console.log(tarball);
} else {
  const stamp = join("node_modules", ".installed");
  const wanted = `${tarball} ${hashOf(["package.json"])} ${process.platform} ${process.arch}`;
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
    console.log("Installing the packages ...");
    run(
      "npm",
      ["install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--prefer-offline", tarball],
      ".",
    );
    writeFileSync(stamp, wanted);
  }
}
