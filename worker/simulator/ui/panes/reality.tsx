import { useEffect, useRef, useState } from "hono/jsx/dom";
import type { Difference } from "../../compare.ts";
import type { Received } from "../../received.ts";
import type { Scenario } from "../../scenario.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import type { Reality } from "../reality.ts";

type State = "idle" | "running" | { readonly fault: string } | Awaited<ReturnType<typeof run>>;

async function run(scenario: Scenario) {
  const { runForReal } = await import("../reality.ts");
  return runForReal(scenario);
}

/** Sends the request from this browser to real origins, and lays what was seen beside what was predicted. */
export function RealityPart({ scenario }: { readonly scenario: Scenario }) {
  const [state, setState] = useState<State>("idle");
  const current = useRef(scenario);
  current.current = scenario;
  useEffect(() => setState("idle"), [scenario]);
  const start = (): void => {
    if (state === "running") return;
    setState("running");
    run(scenario).then(
      (result) => current.current === scenario && setState(result),
      (error: unknown) => current.current === scenario && setState({ fault: String(error) }),
    );
  };
  return (
    <section class="part reality" aria-labelledby="reality">
      <h3 id="reality">In this browser, for real</h3>
      <p class="actions">
        {/* Disabled, it would lose the keyboard's focus. */}
        <button type="button" onClick={start} aria-disabled={state === "running" ? "true" : "false"}>
          {state === "running" ? "Running …" : "Run it for real"}
        </button>
      </p>
      <div role="status">{typeof state === "string" ? undefined : <Result state={state} />}</div>
    </section>
  );
}

function Result({ state }: { readonly state: Exclude<State, string> }) {
  if ("fault" in state) {
    return <p class="notice bad">The simulator’s server could not be reached: {state.fault}. Is it running?</p>;
  }
  if ("obstacles" in state) {
    return (
      <>
        <p>This cannot be run for real:</p>
        <Sentences lines={state.obstacles} />
      </>
    );
  }
  const { differences, changes } = state;
  return (
    <>
      {differences.length === 0 ? (
        <p class="verdict good">
          <span class="icon" aria-hidden="true">
            =
          </span>
          <b>As predicted</b>
        </p>
      ) : (
        <div class="verdict bad">
          <span class="icon" aria-hidden="true">
            ≠
          </span>
          <b>Not as predicted</b>
          <p class="wide">
            Either this browser is otherwise than the model, or the model is wrong. This link holds the case:{" "}
            <CopyButton text={location.href} label="Copy the link" />
          </p>
        </div>
      )}
      {state.observation.visits.map((_, i) => (
        <Comparison key={i} reality={state} visit={i} />
      ))}
      <Sentences lines={changes} />
    </>
  );
}

function Sentences({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return <></>;
  return (
    <ul class="sentences">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

type What = Difference["what"];

function Comparison({ reality, visit }: { readonly reality: Reality; readonly visit: number }) {
  const { observation, prediction, differences } = reality;
  const observed = observation.visits[visit];
  const predicted = prediction.visits[visit];
  if (observed === undefined || predicted === undefined) return <></>;
  const { seen, received } = observed;
  const rows: readonly (readonly [What, string, string])[] = [
    ["verdict", seen.verdict, seen.verdict],
    [
      "status",
      seen.status === null ? "none" : String(seen.status),
      predicted.status === null ? "none" : String(predicted.status),
    ],
    ["readable headers", seen.readable.join(", ") || "none", predicted.readable.join(", ") || "none"],
    ["requests", sentOf(received), sentOf(predicted.received)],
  ];
  return (
    <table class="engines">
      <caption class="hidden">Visit {visit + 1}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">Predicted</th>
          <th scope="col">This browser</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([what, saw, foretold]) => {
          const difference = differences.find((one) => one.visit === visit && one.what === what);
          return (
            <tr key={what} class={difference === undefined ? "" : "differs"}>
              <th scope="row">{what}</th>
              <td>{difference?.predicted ?? foretold}</td>
              <td>
                {difference === undefined ? "" : "≠ "}
                {difference?.observed ?? saw}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** What the server says that it got. */
function sentOf(received: readonly Received[]): string {
  return (
    received
      .map(({ method, requestMethod }) => (requestMethod === null ? method : `${method} for ${requestMethod}`))
      .join(", ") || "none"
  );
}
