// Bundles the command line. An argument is another folder to build it into.
import { cpSync, rmSync } from "node:fs";
import { bundle } from "./bundle.mjs";

const outdir = process.argv[2] ?? "dist/cli";

// The names of its parts change with what is in them.
rmSync(outdir, { recursive: true, force: true });
await bundle({
  entryPoints: ["src/cli/main.ts"],
  outdir,
  // A command loads its own part alone.
  splitting: true,
  platform: "node",
});
// What `corskit simulate` serves, without the documentation: that is larger than all the rest.
await import("./build-page.mjs");
cpSync("worker/public", `${outdir}/public`, { recursive: true, filter: (file) => file !== "worker/public/docs" });
