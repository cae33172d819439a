import { useState } from "hono/jsx/dom";
import type { Engine } from "../../../../src/browser/index.ts";
import { Tabs } from "../parts/tabs.tsx";
import { ENGINES, visitThatMatters, type Simulation } from "../simulate.ts";

type Shown = "chromium" | "firefox" | "webkit";

/** What each browser prints, to the letter: what people search the web for. */
export function Console({ simulation }: { readonly simulation: Simulation }) {
  const [shown, setShown] = useState<Shown>("chromium");
  const failureIn = (engine: Engine) => visitThatMatters(simulation.predictions[engine])?.outcome.failure ?? null;
  if (ENGINES.every((engine) => failureIn(engine) === null)) return <></>;
  return (
    <section class="part" aria-labelledby="console">
      <h3 id="console">What the console says</h3>
      <Tabs
        label="Browser"
        value={shown}
        tabs={[
          ["chromium", "Chrome"],
          ["firefox", "Firefox"],
          ["webkit", "Safari"],
        ]}
        onChoice={setShown}
      >
        <pre class="console">{failureIn(shown)?.messages[shown] ?? "Nothing: this browser lets the page read it."}</pre>
      </Tabs>
    </section>
  );
}
