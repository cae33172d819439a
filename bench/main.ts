// corskit beside its peers: npm run bench -- --help
import { readOptions, refuse } from "../test/support/command-line.ts";
import { NODE } from "./harness/node-stopwatch.ts";
import type { Options, OwnRow, Result, TimedRow } from "./harness/row.ts";
import { timeRow } from "./harness/timed.ts";
import { terminalTable } from "./report/terminal.ts";
import { writeResults } from "./report/write.ts";
import { bundle } from "./rows/bundle.ts";
import { coldStart } from "./rows/cold-start.ts";
import { compile } from "./rows/compile.ts";
import { garbage } from "./rows/garbage.ts";
import { instructions } from "./rows/instructions.ts";
import { lambdaFetch, lambdaNative } from "./rows/lambda.ts";
import { load } from "./rows/load.ts";
import { memory } from "./rows/memory.ts";
import { nodeServers } from "./rows/servers.ts";
import { streaming } from "./rows/streaming.ts";
import { PORTABLE } from "./workerd/rows.ts";
import { bundle as bundleWorker, startWorkerd } from "./workerd/serve.ts";
import { workerdStopwatch } from "./workerd/stopwatch.ts";

const ROWS: readonly (TimedRow | OwnRow)[] = [
  ...PORTABLE,
  lambdaNative,
  lambdaFetch,
  nodeServers,
  compile,
  garbage,
  memory,
  coldStart,
  bundle,
  streaming,
  load,
  instructions,
];

const HELP = `npm run bench -- [options]

  --only <row>     one row, or several: ${ROWS.map(({ id }) => id).join(", ")}
  --rounds <n>     rounds of each row; default 11
  --json           print the results as JSON, and nothing else
  --help

Writes bench/results/results.{json,md,svg} and the block of docs/performance.md; with --only, bench/results/part.*.`;

const given = readOptions(HELP, {
  only: { type: "string", multiple: true, default: [] },
  rounds: { type: "string", default: "11" },
  json: { type: "boolean", default: false },
});

async function timeEverywhere(row: TimedRow, options: Options): Promise<readonly Result[]> {
  const results: Result[] = [];
  if (row.runtimes.includes("node")) results.push(await timeRow(row, "node", NODE, options));
  if (row.runtimes.includes("workerd")) {
    const workerd = await startWorkerd({
      main: await bundleWorker("worker.ts"),
      upstream: await bundleWorker("upstream.ts"),
    });
    try {
      results.push(await timeRow(row, "workerd", workerdStopwatch(workerd, row.id), options));
    } finally {
      workerd.close();
    }
  }
  return results;
}

const rounds = Number(given.rounds);
if (!Number.isInteger(rounds) || rounds < 1) refuse(`--rounds ${given.rounds} is no number of rounds`, HELP);
const unknown = given.only.find((id) => ROWS.every((row) => row.id !== id));
if (unknown !== undefined) refuse(`there is no row ${unknown}`, HELP);

const start = performance.now();
const options: Options = {
  rounds,
  progress: (what) => process.stderr.write(`${Math.round((performance.now() - start) / 1000)} s  ${what} ...\n`),
};
const results: Result[] = [];
for (const row of ROWS.filter(({ id }) => given.only.length === 0 || given.only.includes(id))) {
  const found = "measure" in row ? await row.measure(options) : await timeEverywhere(row, options);
  results.push(...found);
  if (!given.json) for (const result of found) console.log(terminalTable(result));
}
const written = writeResults(results, rounds, given.only.length === 0);
if (given.json) console.log(JSON.stringify(results, null, 2));
else console.log(`\n${Math.round((performance.now() - start) / 1000)} s. Written: ${written.join(", ")}`);
