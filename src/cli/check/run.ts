import { writeFile } from "node:fs/promises";
import type { NetworkRequest } from "../../browser/index.ts";
import { CannotRun } from "../cannot-run.ts";
import type { Finding } from "../finding.ts";
import { githubAnnotations } from "../report/github.ts";
import { junitXml } from "../report/junit.ts";
import { exitCodeOf } from "../report/severity.ts";
import type { Terminal } from "../terminal.ts";
import { ENGINES } from "./ask.ts";
import { curlFor } from "./curl.ts";
import { findingsOf } from "./findings/index.ts";
import { gather } from "./gather.ts";
import type { CheckOptions } from "./options.ts";
import { humanReport, type Checked } from "./report/human.ts";
import { jsonReport } from "./report/json.ts";
import { readWanted } from "./wanted.ts";
import { lookupBy } from "./wire/lookup.ts";
import { openWire } from "./wire/wire.ts";

/**
 * Checks a server and reports.
 *
 * @returns the exit code
 * @throws CannotRun
 */
export async function run(target: readonly string[], options: CheckOptions, terminal: Terminal): Promise<0 | 1> {
  const start = performance.now();
  const wanted = await readWanted(target, options);
  const { insecure = false, maxRequests, timeout, passive = false } = options;
  const curl = (request: NetworkRequest): string => curlFor(request, options);
  let requests = 0;
  const wire = openWire({
    hostname: new URL(wanted.request.url).hostname,
    timeout,
    maxRequests,
    insecure,
    lookup: lookupBy(options.resolve ?? []),
    curl,
    onSend({ method, url }, count) {
      requests = count;
      terminal.progress(`${count}: ${method} ${url}`);
    },
  });
  try {
    const evidence = await gather(wanted, wire, passive, curl);
    const engines = options.engine ?? ENGINES;
    const milliseconds = performance.now() - start;
    const findings = findingsOf(evidence);
    await report({ evidence, findings, notes: wanted.notes, engines, requests, milliseconds }, options, terminal);
    return exitCodeOf(findings);
  } finally {
    wire.close();
  }
}

async function report(
  checked: Checked,
  { json, junit, github, verbose }: CheckOptions,
  terminal: Terminal,
): Promise<void> {
  const { evidence, findings } = checked;
  if (junit === "-") terminal.out(junitXml(evidence.url, findings));
  else if (json === true) terminal.out(jsonReport(checked));
  else terminal.out(humanReport(checked, terminal, verbose === true));
  if (junit !== undefined && junit !== "-") await writeJunit(junit, evidence.url, findings);
  if (github !== true || findings.length === 0) return;
  // GitHub reads both; JSON and XML stay whole.
  const say = json === true || junit === "-" ? terminal.err : terminal.out;
  say(githubAnnotations(findings));
}

async function writeJunit(file: string, url: string, findings: readonly Finding[]): Promise<void> {
  try {
    await writeFile(file, `${junitXml(url, findings)}\n`);
  } catch (error) {
    throw new CannotRun(`--junit: ${(error as Error).message}`, "give a file in a folder that is there");
  }
}
