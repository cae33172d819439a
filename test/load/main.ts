// Faults under load, on workerd and on Node.js: npm run test:load
import { readFile, writeFile } from "node:fs/promises";
import { readOptions, refuse, SEED } from "../support/command-line.ts";
import { machineOf, tableOf } from "./report.ts";
import { RUNTIMES } from "./runtimes.ts";
import { MOST_LATENCY, tryRuntime, type Tried } from "./try-runtime.ts";

const USAGE = `npm run test:load -- [options]

  --minutes <n>   how long, half of it on each runtime; default 0.33. From 5 on, a p99 latency that is too high is a
                  fault too; in a shorter run, it is told only
  --only <text>   the runtimes whose name has it: workerd, Node.js
  --seed <n>      what the visits are drawn from; SEED too
  --write         write the table into docs/load.md
  --help

Handlers that throw, hang, stream, break off and return garbage, and clients that are gone, as fast as the machine goes.
Fails where a response has not what the policy says, the heap grows, something is left unhandled, or a server is gone.`;

/** In minutes: of less, chance says more about the slowest of a hundred than the policy does. */
const LONG = 5;
const MOST_SHOWN = 20;
const DOCS = new URL("../../docs/load.md", import.meta.url);
const BLOCK = /(<!-- load -->\n)[^]*(<!-- \/load -->)/;

const values = readOptions(USAGE, {
  minutes: { type: "string", default: "0.33" },
  only: { type: "string", default: "" },
  seed: SEED,
  write: { type: "boolean", default: false },
});

const minutes = Number(values.minutes);
if (!(minutes >= 0.1 && minutes <= 1440))
  refuse(`--minutes ${values.minutes} is no number of minutes from 0.1 to 1440`, USAGE);
const seed = Number(values.seed);
if (!Number.isSafeInteger(seed)) refuse(`--seed ${values.seed} is no integer`, USAGE);
const chosen = RUNTIMES.filter(({ name }) => name.toLowerCase().includes(values.only.toLowerCase()));
if (chosen.length === 0) refuse(`--only ${values.only}: there are workerd and Node.js`, USAGE);

const began = performance.now();
let told = -Infinity;
/** Each line on a terminal; elsewhere, one every ten seconds. */
function progress(what: string): void {
  const now = performance.now();
  if (!process.stderr.isTTY && now - told < 10_000) return;
  told = now;
  process.stderr.write(`${Math.round((now - began) / 1000)} s  ${what}\n`);
}

console.log(`${minutes} minutes, --seed ${seed}`);
const judgesLatency = minutes >= LONG;
const tried: Tried[] = [];
for (const runtime of chosen) {
  tried.push(await tryRuntime(runtime, { seed, seconds: (minutes * 60) / RUNTIMES.length, judgesLatency, progress }));
}

const table = tableOf(tried);
console.log(`\n${table}\n`);
for (const { name, latency } of judgesLatency ? tried : []) {
  const isUnsure = [latency.paced, latency.atLimit].some(
    ({ ratio: { from, to } }) => from <= MOST_LATENCY && to > MOST_LATENCY,
  );
  if (isUnsure)
    console.log(`${name}: on which side of ${MOST_LATENCY} one of its p99s lies takes a longer run to be sure of.`);
}
if (!judgesLatency)
  console.log(`The p99 is not judged: that takes --minutes ${LONG} on a machine with nothing else to do.`);
for (const { name, faults } of tried) {
  for (const fault of faults.slice(0, MOST_SHOWN)) console.error(`${name}: ${fault}`);
  if (faults.length > MOST_SHOWN) console.error(`${name}: and ${faults.length - MOST_SHOWN} more kinds`);
}
if (values.write) {
  const where = `${machineOf()}; ${new Date().toISOString().slice(0, 10)}, ${minutes} minutes, --seed ${seed}.`;
  const docs = await readFile(DOCS, "utf8");
  await writeFile(
    DOCS,
    docs.replace(BLOCK, (_, begin, end) => `${begin}\n${where}\n\n${table}\n\n${end}`),
  );
}
const isFine = tried.every(({ faults }) => faults.length === 0);
console.log(isFine ? "Nothing is wrong." : "FAILED: see above.");
process.exitCode = isFine ? 0 : 1;
