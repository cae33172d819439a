// Writes package.json's version wherever else it stands. Runs after `changeset version`, which knows package.json alone.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const root = new URL("../", import.meta.url);
const { version } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));

function edit(file, change) {
  const url = new URL(file, root);
  const json = JSON.parse(readFileSync(url, "utf8"));
  change(json);
  writeFileSync(url, `${JSON.stringify(json, undefined, 2)}\n`);
}

edit("jsr.json", (json) => (json.version = version));
edit("create-corskit/package.json", (json) => {
  json.version = version;
  json.dependencies.corskit = version;
});
edit("package-lock.json", (json) => {
  json.version = version;
  json.packages[""].version = version;
});
// The files that were written are formatted as the others are.
execFileSync("oxfmt", ["jsr.json", "create-corskit/package.json", "CHANGELOG.md"], { cwd: root, stdio: "inherit" });
