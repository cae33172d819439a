// npm run test:engines: the model against real browsers. Options are in options.ts.
import { appendFileSync, writeFileSync } from "node:fs";
import { startOrSkip } from "../support/start-or-skip.ts";
import { drawById, generate } from "./generate.ts";
import { install } from "./install.ts";
import { checkKnown } from "./known.ts";
import { openEngine } from "./open.ts";
import { parseOptions, type Options } from "./options.ts";
import { report } from "./report.ts";
import { differ } from "./run.ts";
import type { Engine, EngineName, Scenario } from "./scenario.ts";

const options = readOptions();

function readOptions(): Options {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    console.error(String(error));
    process.exit(2);
  }
}

// What was started is ended on exit, which a signal alone does not bring about.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(130));

/** @returns whether all is as it should be */
async function test(name: EngineName, scenarios: readonly Scenario[]): Promise<boolean> {
  const engine = await startOrSkip(name, () => openEngine(name, { control: options.control }));
  if (engine === undefined) return true;
  try {
    const steps = scenarios.reduce((sum, scenario) => sum + scenario.steps.length, 0);
    console.log(`${name} ${engine.version}: ${steps} exchanges, --seed ${options.seed}`);
    const wrong = options.control ? [] : await checkKnown(engine);
    if (wrong.length > 0) throw new Error(`The harness is broken:\n${wrong.join("\n")}`);
    return await (options.dump === undefined ? judge(engine, scenarios, steps) : dump(engine, scenarios, options.dump));
  } finally {
    await engine.close();
  }
}

async function judge(engine: Engine, scenarios: readonly Scenario[], steps: number): Promise<boolean> {
  const begun = performance.now();
  const findings = await differ(engine, scenarios, progress(engine, steps));
  const each = (performance.now() - begun) / steps;
  const isMet = findings.length > 0 === options.control;
  if (!options.control && findings.length > 0) console.log(report(findings));
  const wanted = options.control ? "; as a control it must differ" : "";
  console.log(
    `${engine.name}: ${findings.length} of ${scenarios.length} cases differ${wanted}; ${each.toFixed(1)} ms each\n`,
  );
  return isMet;
}

/** Writes what was observed, for reading, and judges nothing. */
async function dump(engine: Engine, scenarios: readonly Scenario[], file: string): Promise<boolean> {
  for (const [index, observation] of (await engine.run(scenarios)).entries()) {
    const { name, port } = engine;
    appendFileSync(file, `${JSON.stringify({ engine: name, port, scenario: scenarios[index], observation })}\n`);
  }
  return true;
}

function progress({ name }: Engine, total: number): (steps: number) => void {
  let done = 0;
  return (steps) => {
    const before = Math.floor((done / total) * 10);
    done += steps;
    if (Math.floor((done / total) * 10) > before) console.log(`  ${name} ${done} of ${total}`);
  };
}

if (options.install) install();
if (options.dump !== undefined) writeFileSync(options.dump, "");
const scenarios = options.case === undefined ? generate(options.seed, options.count) : [drawById(options.case)];
let isAllRight = true;
for (const name of options.engines) isAllRight = (await test(name, scenarios)) && isAllRight;
process.exit(isAllRight ? 0 : 1);
