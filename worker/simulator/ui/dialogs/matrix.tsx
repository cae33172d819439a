import { useEffect, useRef, useState } from "hono/jsx/dom";
import type { Engine } from "../../../../src/browser/index.ts";
import type { ConfigFault } from "../../config.ts";
import { DEFAULT_PAGE, DEFAULT_POLICY } from "../../defaults.ts";
import { matrixOf, type Matrix, type MatrixCell, type MatrixRequest } from "../../matrix.ts";
import type { Scenario } from "../../scenario.ts";
import { hashOf } from "../location.ts";
import { ConfigField } from "../parts/config-field.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { TextField } from "../parts/field.tsx";
import { signOf } from "../parts/badge.tsx";

interface MatrixDialogProps {
  readonly scenario: Scenario;
  readonly engine: Engine | null;
  readonly onPolicy: (config: string) => void;
  readonly onClosed: () => void;
}

const FIRST = '{\n  allowOrigins: ["https://app.example.com", "https://*.example.org"],\n  allowCredentials: true,\n}';

/** Who may read what under a policy: origins, also those of attackers, against requests. */
export function MatrixDialog({ scenario: { server }, engine, onPolicy, onClosed }: MatrixDialogProps) {
  const [config, setConfig] = useState(server.kind === "policy" ? server.config : FIRST);
  const [more, setMore] = useState("");
  const result = useMatrix(config, more, engine ?? "standard");
  const fault = result !== null && "issues" in result ? result : null;
  return (
    <Dialog title="Who may read what" onClosed={onClosed}>
      <div class="matrix-inputs">
        <ConfigField config={config} fault={fault} onText={setConfig} />
        <div class="fields">
          <TextField
            label="Further origins"
            value={more}
            wide
            placeholder="https://shop.example, http://localhost:3000"
            hint="Beside those that the config suggests, and those that attackers would try."
            onText={setMore}
          />
          <p class="actions wide">
            <button type="button" data-closes="" onClick={() => onPolicy(config)}>
              Let the server answer by it
            </button>
          </p>
        </div>
      </div>
      {result !== null && "rows" in result ? <Table matrix={result} config={config} engine={engine} /> : undefined}
    </Dialog>
  );
}

function useMatrix(config: string, more: string, engine: Engine): Matrix | ConfigFault | null {
  const [result, setResult] = useState<Matrix | ConfigFault | null>(null);
  const newest = useRef("");
  newest.current = `${config}\n${more}`;
  useEffect(() => {
    const asked = `${config}\n${more}`;
    const origins = more.split(/[\s,]+/).filter((one) => one === "null" || URL.canParse(one));
    matrixOf(config, engine, origins).then(
      (matrix) => newest.current === asked && setResult(matrix),
      (error: unknown) =>
        newest.current === asked &&
        setResult({ unreadable: { message: String(error), fix: "Reload the page." }, issues: [] }),
    );
  }, [config, more]);
  return result;
}

interface TableProps {
  readonly matrix: Matrix;
  readonly config: string;
  readonly engine: Engine | null;
}

function Table({ matrix: { requests, rows }, config, engine }: TableProps) {
  return (
    <div class="scrolls" tabindex={0} role="region" aria-label="Origins and requests">
      <table class="matrix">
        <thead>
          <tr>
            <th scope="col">A page of</th>
            {requests.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ origin: { origin, why }, cells }) => (
            <tr key={origin}>
              <th scope="row">
                <code>{origin}</code>
                <span class="small">{why}</span>
              </th>
              {cells.map((cell, i) => (
                <Cell key={i} cell={cell} request={requests[i]} origin={origin} config={config} engine={engine} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  readonly cell: MatrixCell;
  readonly request: MatrixRequest | undefined;
  readonly origin: string;
  readonly config: string;
  readonly engine: Engine | null;
}

/** Leads to the case that it stands for. */
function Cell({ cell: { outcome, result }, request, origin, config, engine }: CellProps) {
  const [sign, tone] = signOf(outcome.verdict);
  const page = { ...DEFAULT_PAGE, ...request?.page, origin };
  return (
    <td class={tone}>
      <a href={hashOf({ page, server: { ...DEFAULT_POLICY, config } }, engine, [])} data-closes="" title={result}>
        <span aria-hidden="true">{sign}</span> <span class={result === "reads" ? "" : "hidden"}>{result}</span>
      </a>
    </td>
  );
}
