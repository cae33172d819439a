// The same cases on every runtime, against the packed library: npm run test:runtimes
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOptions, SEED } from "../support/command-line.ts";
import { HOSTS } from "./hosts.ts";
import { makeProject } from "./package-of.ts";

const USAGE = `npm run test:runtimes -- [options]

  --only <text>   the runtimes whose name has it
  --seed <n>      what random cases are drawn from; SEED too
  --runs <n>      how many of them; default 10000
  --write         write the table of docs/runtimes.md, which has to be right otherwise`;

const values = readOptions(USAGE, {
  only: { type: "string", default: "" },
  seed: SEED,
  runs: { type: "string", default: "10000" },
  write: { type: "boolean", default: false },
});

const DOCS = new URL("../../docs/runtimes.md", import.meta.url);
const BLOCK = /(<!-- runtimes -->\n)[^]*(<!-- \/runtimes -->)/;
const draw = { seed: Number(values.seed), runs: Number(values.runs) };
const hosts = HOSTS.filter(({ name }) => name.toLowerCase().includes(values.only.toLowerCase()));
const folder = await mkdtemp(join(tmpdir(), "corskit-runtimes-"));
const rows: string[] = [];
let failed = 0;
try {
  console.log(`${draw.runs} random cases, --seed ${draw.seed}`);
  const project = await makeProject(folder);
  const program =
    'import { handler } from "./cases.mjs";\nconst draw = JSON.parse((globalThis.Deno?.args ?? process.argv.slice(2)).at(-1));\nconsole.log(JSON.stringify(await handler(draw)));\n';
  await writeFile(join(folder, "program.mjs"), program);
  for (const { name, version, run } of hosts) {
    const start = performance.now();
    const results = await run(project, draw);
    const faults = results.filter(({ error }) => error !== null);
    failed += faults.length;
    const held = `${results.length - faults.length} of ${results.length}`;
    const said = await version();
    rows.push(`| ${name} | ${said} | ${held} |`);
    console.log(`${name} ${said}: ${held} cases hold (${Math.round(performance.now() - start)} ms)`);
    for (const fault of faults) console.error(`  ${fault.name}\n    ${fault.error?.replaceAll("\n", "\n    ")}`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

if (hosts.length === HOSTS.length) {
  const docs = await readFile(DOCS, "utf8");
  const table = ["| Runtime | Version | Cases that hold |", "| --- | --- | --- |", ...rows].join("\n");
  const right = docs.replace(BLOCK, `$1\n${table}\n\n$2`);
  if (values.write) await writeFile(DOCS, right);
  else if (right.replace(/ +|-+/g, " ") !== docs.replace(/ +|-+/g, " ")) {
    console.error("docs/runtimes.md says something else: npm run test:runtimes -- --write");
    failed++;
  }
}
process.exitCode = failed === 0 && hosts.length > 0 ? 0 : 1;
