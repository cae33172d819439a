import { Badge } from "../parts/badge.tsx";
import { courseOf, ENGINE_NAMES, ENGINES, visitThatMatters, type Simulation } from "../simulate.ts";

/** The engines side by side, where they are not of one mind. */
export function Differences({ simulation }: { readonly simulation: Simulation }) {
  const courses = new Set(ENGINES.map((engine) => courseOf(simulation.predictions[engine])));
  if (courses.size === 1) return <p class="agree">Chrome, Firefox and Safari do the same here.</p>;
  return (
    <section class="part" aria-labelledby="engines">
      <h3 id="engines">Browsers differ here</h3>
      <table class="engines">
        <thead>
          <tr>
            <th scope="col">Browser</th>
            <th scope="col">Result</th>
            <th scope="col">Requests sent</th>
          </tr>
        </thead>
        <tbody>
          {ENGINES.map((engine) => {
            const prediction = simulation.predictions[engine];
            const outcome = visitThatMatters(prediction)?.outcome;
            const sent = prediction.visits.map((visit) =>
              visit.outcome.exchanges.map(({ request }) => request.method).join(" "),
            );
            return (
              <tr key={engine}>
                <th scope="row">{ENGINE_NAMES[engine]}</th>
                <td>{outcome && <Badge result={outcome.failure?.code ?? outcome.verdict} />}</td>
                <td>
                  <code>{sent.map((methods) => methods || "none").join(" · ")}</code>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
