import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Result } from "../harness/row.ts";
import { goalChart } from "./chart.ts";
import { describeMachine } from "./machine.ts";
import { goalTable, machineLine, valueTables } from "./markdown.ts";

const RESULTS = new URL("../results/", import.meta.url);
const DOCS = new URL("../../docs/performance.md", import.meta.url);
const BEGIN = "<!-- measured: this block is written by npm run bench -->";
const END = "<!-- end of what npm run bench writes -->";

/**
 * Writes the results as JSON, Markdown and a chart, and into the documentation.
 *
 * @param complete whether every row was run: what is part of a whole only does not go into the documentation
 */
export function writeResults(results: readonly Result[], rounds: number, complete: boolean): readonly string[] {
  const machine = describeMachine(rounds);
  const name = complete ? "results" : "part";
  const block = `${machineLine(machine)}\n\n${goalTable(results)}`;
  const details = valueTables(results);
  mkdirSync(RESULTS, { recursive: true });
  const written = [`${name}.json`, `${name}.md`, `${name}.svg`];
  writeFileSync(new URL(`${name}.json`, RESULTS), `${JSON.stringify({ machine, results }, null, 2)}\n`);
  writeFileSync(new URL(`${name}.md`, RESULTS), `# Measured\n\n${block}\n\n${details}\n`);
  writeFileSync(new URL(`${name}.svg`, RESULTS), goalChart(results));
  if (!complete) return written.map((file) => `bench/results/${file}`);
  const docs = readFileSync(DOCS, "utf8");
  const [before, after] = [docs.indexOf(BEGIN), docs.indexOf(END)];
  if (before < 0 || after < 0) throw new Error(`docs/performance.md has no block that begins with ${BEGIN}`);
  const measured = `${BEGIN}\n\n${block}\n\n${details}\n\n`;
  writeFileSync(DOCS, docs.slice(0, before) + measured + docs.slice(after));
  return [...written.map((file) => `bench/results/${file}`), "docs/performance.md"];
}
