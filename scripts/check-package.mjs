// Packs the library as npm would publish it, and looks at the tarball as its users will: the exports
// map, the types under every resolution, the types beside a platform's own, and the built files at work.
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { writeSnippets } from "./snippets.ts";

const root = new URL("..", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "corskit-package-"));
const run = (command, args, cwd = root) => execFileSync(command, args, { cwd, stdio: ["ignore", "pipe", "inherit"] });
const step = (name, work) => {
  const start = performance.now();
  try {
    work();
  } catch (error) {
    console.error(`package: ${name} FAILED\n${error.stdout ?? error.stack}`);
    rmSync(folder, { recursive: true, force: true });
    process.exit(1);
  }
  console.log(`package: ${name} (${Math.round(performance.now() - start)} ms)`);
};

const { exports: entries, bin, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
let tarball = "";

step("npm pack", () => {
  const [{ filename }] = JSON.parse(
    run("npm", ["pack", "--json", "--silent", "--pack-destination", folder]).toString(),
  );
  tarball = join(folder, filename);
});
step("publint", () => run("publint", ["run", tarball, "--strict"]));
step("are the types wrong?", () => run("attw", [tarball, "--profile", "esm-only", "--format", "ascii"]));

/** The libraries' own types were checked above; those of others are not ours to check. */
const SNIPPETS = ["--noEmit", "--module", "nodenext", "--allowImportingTsExtensions", "--skipLibCheck"];

/** Links what is not there yet. */
function linkPackages(from, to) {
  for (const name of readdirSync(from)) {
    if (name.startsWith(".") || existsSync(join(to, name))) continue;
    symlinkSync(join(from, name), join(to, name));
  }
}

// A project of a user's own.
const modules = join(folder, "node_modules");
mkdirSync(join(modules, "corskit"), { recursive: true });
run("tar", ["xzf", tarball, "--strip-components=1", "-C", join(modules, "corskit")]);
step("no runtime dependencies, and nothing that runs when it is installed", () => {
  const packed = JSON.parse(readFileSync(join(modules, "corskit/package.json"), "utf8"));
  const { scripts = {}, peerDependencies = {}, peerDependenciesMeta = {} } = packed;
  const needed = ["dependencies", "optionalDependencies", "bundleDependencies", "bundledDependencies"]
    .flatMap((field) => Object.keys(packed[field] ?? {}))
    .concat(Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true))
    .concat(["preinstall", "install", "postinstall"].filter((name) => name in scripts))
    .concat(["node_modules", "binding.gyp"].filter((name) => existsSync(join(modules, "corskit", name))));
  if (needed.length > 0) throw new Error(`the library has ${needed.join(", ")}`);
});
for (const peer of ["hono", "@cloudflare"]) symlinkSync(join(root, "node_modules", peer), join(modules, peer));
writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
for (const file of ["user.ts", "user.workers.ts"]) {
  writeFileSync(join(folder, file), readFileSync(join(root, "test/package", file)));
}

step("Node.js reads one file beside an entry", () => {
  for (const { node } of Object.values(entries).filter((entry) => entry.node !== undefined)) {
    const file = join(modules, "corskit", node);
    const imported = new Set(readFileSync(file, "utf8").match(/(?<=^} from ")\.[^"]+/gm));
    if (imported.size !== 1) throw new Error(`${node}: ${[...imported].join(" ")}`);
  }
});
step("nothing but itself is imported", () =>
  run("esbuild", [
    ...Object.values(entries)
      .flatMap(({ node = [], default: forBundlers }) => [forBundlers].concat(node))
      .map((file) => join(modules, "corskit", file)),
    "--bundle",
    "--format=esm",
    "--platform=neutral",
    `--outdir=${join(folder, "bundled")}`,
  ]),
);
for (const [name, file, lib, types] of [
  ["the DOM's types", "user.ts", "ES2022,DOM,DOM.Iterable", ""],
  ["workers-types", "user.workers.ts", "ES2022", "@cloudflare/workers-types"],
]) {
  for (const [module, resolution] of [
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ]) {
    step(`types beside ${name}, ${resolution}`, () => {
      const options = [
        "--strict",
        "--exactOptionalPropertyTypes",
        "--target",
        "es2022",
        "--lib",
        lib,
        "--types",
        types,
      ];
      run("tsc", ["--noEmit", "--module", module, "--moduleResolution", resolution, ...options, file], folder);
    });
  }
}
step("the programs of the documentation", () => {
  // Whatever else they import: other frameworks, test runners, types.
  linkPackages(join(root, "node_modules"), modules);
  const { files, tests, main } = writeSnippets(folder);
  const options = ["--strict", "--target", "es2023", "--lib", "ES2024,DOM,DOM.Iterable", "--types", "node"];
  run("tsc", [...SNIPPETS, ...options, ...files], folder);
  // One process for all of them: to start one each took longer than the rest of this file.
  run(process.execPath, [main], folder);
  if (tests.length > 0) run("vitest", ["run", "--silent=passed-only", "--root", folder, ...tests], folder);
});
step("a faulty config is explained, except in bundles for production, which know where it is", () => {
  writeFileSync(
    join(folder, "faulty.js"),
    'import { cors } from "corskit";\ntry { cors({ allowOrigins: ["https://a.com/"] }); } catch (error) { console.log(error.message); }\n',
  );
  const bundle = (...options) =>
    run(
      "esbuild",
      ["faulty.js", "--bundle", "--format=esm", "--outfile=faulty.mjs", "--log-level=error", ...options],
      folder,
    );
  const told = (file) => run(process.execPath, [file], folder).toString();
  const where = "allowOrigins[0]: ";
  const sentence = "it ends with a slash";
  const expectTold = (way, text, isExplained) => {
    if (text.includes(where) && text.includes("origin-invalid") && text.includes(sentence) === isExplained) return;
    throw new Error(`${way}: ${text}`);
  };
  expectTold("Node.js", told("faulty.js"), true);
  for (const [options, isExplained] of [
    // What esbuild and wrangler set for development and for production, and the condition that others set.
    [["--define:process.env.NODE_ENV='development'"], true],
    [["--minify"], false],
    [["--conditions=workerd,worker,browser", "--define:process.env.NODE_ENV='production'"], false],
    [["--platform=node"], true],
    [["--platform=node", "--conditions=production"], false],
  ]) {
    bundle(...options);
    expectTold(options.join(" "), told("faulty.mjs"), isExplained);
    const isThere = readFileSync(join(folder, "faulty.mjs"), "utf8").includes(sentence);
    if (isThere !== isExplained)
      throw new Error(`${options.join(" ")}: the sentences are ${isThere ? "" : "not "}in it`);
  }
});
step("the built files at work", () => run(process.execPath, ["user.ts"], folder));

/** A server in a thread of its own, since whoever waits for a child process answers nobody. */
const server = new Worker(
  `const { createServer } = require("node:http");
  const server = createServer((request, response) => {
    response.writeHead(request.method === "OPTIONS" ? 204 : 200, {
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Allow-Headers": "Authorization, Content-Type",
    });
    response.end();
  });
  server.listen(0, "127.0.0.1", () => require("node:worker_threads").parentPort.postMessage(server.address().port));`,
  { eval: true },
);
const port = await new Promise((resolve) => server.once("message", resolve));
const corskit = (...args) => run(process.execPath, [join(modules, "corskit", bin.corskit), ...args], folder).toString();
step("corskit --version and --help", () => {
  if (corskit("--version") !== `${version}\n`) throw new Error("another version");
  if (!corskit("--help").includes("check")) throw new Error("no commands");
});
step("corskit check", () => {
  // It fails where the exit code is not 0.
  const report = corskit("check", `http://127.0.0.1:${port}/`, "--origin", "http://localhost");
  if (!report.includes("reads 200")) throw new Error(report);
});
step("corskit emit and corskit init", () => {
  writeFileSync(join(folder, "cors.config.json"), '{ "allowOrigins": ["http://localhost"] }');
  if (!corskit("emit", "http-api").includes("- http://localhost")) throw new Error("another policy");
  // The templates have to be in the tarball.
  const planned = corskit("init", "new", "--template", "lambda", "--origins", "http://localhost", "--yes", "--dry-run");
  if (!planned.includes("template.yaml")) throw new Error(planned);
});
await server.terminate();
rmSync(folder, { recursive: true, force: true });
