import type { Finding } from "../finding.ts";
import { printable } from "./printable.ts";

/**
 * Findings as JUnit XML, the form that CI servers read: each is a failed test case, one that is only worth
 * knowing a passed one with a note. Without findings there is one passed case, since an empty suite looks as if
 * nothing ran.
 *
 * @param suite what was looked at
 */
export function junitXml(suite: string, findings: readonly Finding[]): string {
  const failures = findings.filter(({ severity }) => severity !== "info").length;
  const cases = findings.length === 0 ? [`    <testcase ${pairs({ classname: suite, name: "CORS" })}/>`] : [];
  for (const finding of findings) cases.push(testCase(suite, finding));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<testsuites>",
    `  <testsuite ${pairs({ name: suite, tests: String(cases.length), failures: String(failures), errors: "0" })}>`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
  ].join("\n");
}

function testCase(suite: string, { code, severity, message, cause, fix, snippet, evidence, curl }: Finding): string {
  const detail = [
    message,
    `cause: ${cause}`,
    `fix: ${fix}`,
    ...(snippet === undefined ? [] : [snippet]),
    ...(evidence ?? []),
    ...(curl === undefined ? [] : [curl]),
  ].join("\n");
  const inner =
    severity === "info"
      ? `<system-out>${escape(detail)}</system-out>`
      : `<failure ${pairs({ type: severity, message })}>${escape(detail)}</failure>`;
  return `    <testcase ${pairs({ classname: suite, name: code })}>${inner}</testcase>`;
}

function pairs(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}="${escape(value).replaceAll("\n", "&#10;")}"`)
    .join(" ");
}

/** XML 1.0 has no way to write most control characters and lone surrogates, not even as references. */
function escape(text: string): string {
  return printable(text)
    .toWellFormed()
    .replace(/[\ufffe\uffff]/g, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
