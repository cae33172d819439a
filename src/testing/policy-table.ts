import type { Engine, PageRequestInit } from "../browser/index.ts";
import type { Handler } from "./handler.ts";
import { visit } from "./visit.ts";

/** A column of the table. */
export interface TableRequest extends PageRequestInit {
  /** Absolute. */
  readonly url: string | URL;
  readonly engine?: Engine | undefined;
  /** Its heading. Default: method and URL, and what else matters to CORS. */
  readonly name?: string | undefined;
}

/**
 * Who may read what: a row for each page, a column for each request. A cell says `reads` and the status, or
 * the code of the failure. Every cell is a fresh page of its own.
 *
 * @param origins of the pages
 * @returns lines of plain text, the same for the same answers; a table to Markdown too
 * @throws TypeError (the promise rejects) where there is nothing to call, or a URL is not absolute
 */
export async function policyTable(
  handler: Handler,
  origins: readonly string[],
  requests: readonly TableRequest[],
): Promise<string> {
  const rows: string[][] = [["page", ...requests.map(headingOf)]];
  for (const origin of origins) {
    const row = [origin];
    // One after the other: a handler may count.
    for (const request of requests) row.push(await cellOf(handler, origin, request));
    rows.push(row);
  }
  return align(rows);
}

function headingOf({ name, method = "GET", url, credentials, mode, headers, engine }: TableRequest): string {
  if (name !== undefined) return name;
  const lines = headers === undefined ? [] : Symbol.iterator in headers ? [...headers] : Object.entries(headers);
  const rest = [credentials === "include" ? "credentials" : undefined, mode, ...lines.map(([one]) => one), engine];
  return [`${method} ${String(url)}`, ...rest.filter((one) => one !== undefined)].join(", ");
}

async function cellOf(handler: Handler, origin: string, request: TableRequest): Promise<string> {
  const { outcome, thrown } = await visit(handler, { ...request, origin });
  const { verdict, response, failure } = outcome;
  const cell = failure?.code ?? (verdict === "readable" ? `reads ${response?.status}` : verdict);
  return thrown.length > 0 ? `${cell} (the handler threw)` : cell;
}

function align(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = (cells[0] ?? []).map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)));
  const lines = cells.map((row) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |`);
  return lines.toSpliced(1, 0, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`).join("\n");
}
