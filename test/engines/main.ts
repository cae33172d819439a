// npm run test:engines: the model against real browsers. Options are in options.ts.
import { execFile } from "node:child_process";
import { appendFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { report as reportLinks } from "../simulator/report.ts";
import { startOrSkip } from "../support/start-or-skip.ts";
import { COOKIE_SCENARIOS } from "./cookie-scenarios.ts";
import { drawById, generate } from "./generate.ts";
import { install } from "./install.ts";
import { linksOf, playLinks } from "./links.ts";
import { checkKnown } from "./known.ts";
import { openEngine } from "./open.ts";
import { parseOptions, type Options } from "./options.ts";
import { report } from "./report.ts";
import { confirm, differ, type Finding } from "./run.ts";
import type { Engine, EngineName, Scenario } from "./scenario.ts";
import { TIMED_SCENARIOS } from "./timed-scenarios.ts";

/** The same each time. By themselves: Firefox keeps the answers of a hundred preflights, and those that wait need theirs. */
const FIXED: readonly Scenario[] = [...COOKIE_SCENARIOS, ...TIMED_SCENARIOS];

/** Random links of the simulator's, beside its gallery. */
const LINKS = 100;

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

function byId(id: string): Scenario {
  return FIXED.find((one) => one.id === id) ?? drawById(id);
}

/** @returns whether all is as it should be */
async function test(name: EngineName, parts: readonly (readonly Scenario[])[]): Promise<boolean> {
  const open = (): Promise<Engine> => openEngine(name, { control: options.control });
  const engine = await startOrSkip(name, open);
  if (engine === undefined) return true;
  try {
    const steps = parts.flat().reduce((sum, scenario) => sum + scenario.steps.length, 0);
    console.log(`${name} ${engine.version}: ${steps} exchanges, --seed ${options.seed}`);
    const wrong = options.control ? [] : await checkKnown(engine);
    if (wrong.length > 0) throw new Error(`The harness is broken:\n${wrong.join("\n")}`);
    return await (options.dump === undefined
      ? judge(engine, open, parts, steps)
      : dump(engine, parts.flat(), options.dump));
  } finally {
    await engine.close();
  }
}

async function judge(
  engine: Engine,
  open: () => Promise<Engine>,
  parts: readonly (readonly Scenario[])[],
  steps: number,
): Promise<boolean> {
  const begun = performance.now();
  const told = progress(engine, steps);
  const differing: Finding[] = [];
  for (const scenarios of parts) differing.push(...(await differ(engine, scenarios, told)));
  const each = (performance.now() - begun) / steps;
  const findings = await confirm(differing, open);
  const isMet = findings.length > 0 === options.control;
  if (!options.control && findings.length > 0) console.log(report(findings));
  const wanted = options.control ? "; as a control it must differ" : "";
  console.log(
    `${engine.name}: ${findings.length} of ${parts.flat().length} cases differ${wanted}; ${each.toFixed(1)} ms each\n`,
  );
  return isMet;
}

/** The simulator's gallery and random links of its own, for real. @returns whether all is as it should be */
async function testLinks(name: EngineName): Promise<boolean> {
  const links = linksOf(options.seed, LINKS);
  const played = await startOrSkip(`${name} on the simulator's page`, () => playLinks(name, links, options.control));
  if (played === undefined) return true;
  const differing = played.filter(({ differences }) => differences.length > 0).length;
  if (!options.control && differing > 0) console.log(reportLinks(played));
  const ran = played.filter(({ obstacles }) => obstacles.length === 0).length;
  console.log(`${name}: ${differing} of ${ran} links of the simulator differ; ${links.length - ran} cannot be run\n`);
  return differing > 0 === options.control;
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
const parts = options.case === undefined ? [FIXED, generate(options.seed, options.count)] : [[byId(options.case)]];
const isWhole = options.case === undefined && options.dump === undefined;
if (isWhole) {
  await promisify(execFile)(process.execPath, [
    fileURLToPath(new URL("../../scripts/build-page.mjs", import.meta.url)),
  ]);
}
// Side by side: each of them waits for much of its time.
const isRight = await Promise.all(
  options.engines.map(async (name) => {
    const agrees = await test(name, parts);
    return (!isWhole || (await testLinks(name))) && agrees;
  }),
);
process.exit(isRight.every(Boolean) ? 0 : 1);
