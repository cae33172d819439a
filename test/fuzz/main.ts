// Looks for texts that parsers do not take: npm run fuzz
import { readOptions, SEED } from "../support/command-line.ts";
import { keep, readCorpus, TARGETS } from "./corpus.ts";
import { fuzz } from "./fuzz.ts";

const USAGE = `npm run fuzz -- [options]

  --only <target>   one of ${[...TARGETS.keys()].join(", ")}
  --seconds <n>     how long, for each of them; default 20
  --seed <n>        repeats a run; SEED too
  --keep            keep the inputs that went new ways in test/fuzz/corpus

An input that a target does not take is kept there in any case, so that npm test is red until it does.`;

const values = readOptions(USAGE, {
  only: { type: "string", default: "" },
  seconds: { type: "string", default: "20" },
  seed: SEED,
  keep: { type: "boolean", default: false },
});

// The kit tells there what a handler did, and handlers do anything here.
console.error = console.warn = () => {};
const targets = [...TARGETS].filter(([name]) => values.only === "" || name === values.only);
console.log(`${values.seconds} s for each of ${targets.map(([name]) => name).join(", ")}, --seed ${values.seed}`);
let failed = targets.length === 0;
for (const [name, file] of targets) {
  const corpus = await readCorpus(name);
  const until = performance.now() + Number(values.seconds) * 1000;
  const found = await fuzz(file, corpus, {
    seed: Number(values.seed),
    until,
    onProgress: ({ inputs, ways }) => {
      if (process.stdout.isTTY) process.stdout.write(`\r  ${name}: ${inputs} inputs, ${ways} ways `);
    },
  });
  if (process.stdout.isTTY) process.stdout.write("\r\u001b[2K");
  const { inputs, ways, added, fault } = found;
  console.log(`${name}: ${inputs} inputs, ${ways} ways, ${added.length} beyond the corpus of ${corpus.length}`);
  if (values.keep) await keep(name, added);
  if (fault === null) continue;
  failed = true;
  const { error, input } = fault;
  console.log(`  ${error instanceof Error ? error.stack : String(error)}\n  ${JSON.stringify(input)}`);
  await keep(name, [input]);
}
process.exitCode = failed ? 1 : 0;
