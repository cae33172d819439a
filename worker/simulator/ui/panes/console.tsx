import { useState } from "hono/jsx/dom";
import type { Engine } from "../../../../src/browser/index.ts";
import { Tabs } from "../parts/tabs.tsx";
import { ENGINE_NAMES, visitThatMatters, type Simulation } from "../simulate.ts";

const BROWSERS = ["chromium", "firefox", "webkit"] as const;

/** What each browser prints, to the letter: what people search the web for. */
export function Console({ simulation }: { readonly simulation: Simulation }) {
  const [shown, setShown] = useState<(typeof BROWSERS)[number]>("chromium");
  const failureIn = (engine: Engine) => visitThatMatters(simulation.predictions[engine])?.outcome.failure ?? null;
  if (BROWSERS.every((engine) => failureIn(engine) === null)) return <></>;
  const printed = failureIn(shown)?.messages[shown];
  return (
    <section class="part" aria-labelledby="console">
      <h3 id="console">What the console says</h3>
      <Tabs
        label="Browser"
        value={shown}
        tabs={BROWSERS.map((engine) => [engine, ENGINE_NAMES[engine]] as const)}
        onChoice={setShown}
      >
        {printed === undefined ? (
          <p class="console quiet">Nothing: here the page may read it.</p>
        ) : (
          <pre class="console">{printed}</pre>
        )}
      </Tabs>
    </section>
  );
}
