import { useState } from "hono/jsx/dom";
import { DEFAULT_POLICY } from "../defaults.ts";
import { EXAMPLES } from "../gallery.ts";
import type { Scenario } from "../scenario.ts";
import { About } from "./about.tsx";
import { otherKind } from "./other-kind.ts";
import { engineOf } from "../engine-of.ts";
import { PageSidePane } from "./panes/page-side.tsx";
import { PicturePane } from "./panes/picture-pane.tsx";
import { ServerSidePane } from "./panes/server-side.tsx";
import { VerdictPane } from "./panes/verdict.tsx";
import type { Pasted } from "./paste-field.tsx";
import { PasteNotice } from "./paste-notice.tsx";
import { Pane } from "./parts/pane.tsx";
import { Jump } from "./jump.tsx";
import { preflightedHops } from "./simulate.ts";
import { Top } from "./top.tsx";
import { useAddress } from "./use-address.ts";
import { useSimulation } from "./use-simulation.ts";

const OWN_ENGINE = engineOf(navigator);

/** The simulator: a page that asks, a server that answers, what happens between them, and what comes of it. */
export function App() {
  const { scenario, engine: chosen, linkFault, go, show } = useAddress(EXAMPLES);
  const { simulation, fault } = useSimulation(scenario);
  const engine = chosen ?? OWN_ENGINE;
  const [paste, setPaste] = useState<{ readonly pasted: Pasted; readonly scenario: Scenario } | null>(null);
  const take = (pasted: Pasted): void => {
    const taken = "scenario" in pasted ? pasted.scenario : scenario;
    setPaste({ pasted, scenario: taken });
    if (taken !== scenario) go(taken, "chosen");
  };
  const prediction = simulation?.predictions[engine];
  const { page, server } = scenario;
  return (
    <>
      <Top
        scenario={scenario}
        engine={chosen}
        onPasted={take}
        onPolicy={(config) => go({ page, server: { ...DEFAULT_POLICY, config } }, "chosen")}
      />
      <main>
        {/* What was said of a paste is of no use to the next case. */}
        <PasteNotice pasted={paste?.scenario === scenario ? paste.pasted : null} onClosed={() => setPaste(null)} />
        <About scenario={scenario} linkFault={linkFault} go={go} />
        <div class="panes">
          <div class="sides">
            <Pane id="page-pane" title="The page">
              <PageSidePane page={page} onChange={(changed, how) => go({ page: changed, server }, how)} />
            </Pane>
            <Pane id="server-pane" title="The server">
              <ServerSidePane
                server={server}
                url={page.url}
                origin={page.origin}
                preflighted={prediction === undefined ? [] : preflightedHops(prediction)}
                fault={prediction?.fault ?? null}
                onChange={(changed, how) => go({ page, server: changed }, how)}
                onKind={() => go({ page, server: otherKind(server, page) }, "chosen")}
              />
            </Pane>
          </div>
          {prediction === undefined ? undefined : <Jump prediction={prediction} />}
          <Pane id="verdict-pane" title="What comes of it" stale={fault !== null}>
            {fault === null ? undefined : <p class="notice bad">{fault}</p>}
            {simulation === null ? (
              <p class="small">Working it out …</p>
            ) : (
              <VerdictPane simulation={simulation} engine={engine} onFix={(fixed) => go(fixed, "chosen")} />
            )}
          </Pane>
          <PicturePane simulation={simulation} engine={engine} onEngine={show} stale={fault !== null} />
        </div>
      </main>
    </>
  );
}
