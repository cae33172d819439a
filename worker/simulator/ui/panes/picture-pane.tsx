import type { Engine } from "../../../../src/browser/index.ts";
import { asAsked, authorHeaders } from "../../page-request.ts";
import { Select } from "../parts/field.tsx";
import { Pane } from "../parts/pane.tsx";
import { Picture } from "../picture/picture.tsx";
import { tell } from "../picture/story.ts";
import { ENGINE_NAMES, ENGINES, type Simulation } from "../simulate.ts";

interface PicturePaneProps {
  readonly simulation: Simulation | null;
  readonly engine: Engine;
  readonly onEngine: (engine: Engine) => void;
  readonly stale: boolean;
}

export function PicturePane({ simulation, engine, onEngine, stale }: PicturePaneProps) {
  const chooser = (
    <Select
      label="in"
      value={engine}
      options={ENGINES.map((one) => [one, ENGINE_NAMES[one]] as const)}
      onChoice={onEngine}
    />
  );
  return (
    <Pane id="picture-pane" title="What happens" aside={chooser} stale={stale}>
      {simulation === null ? undefined : <Shown simulation={simulation} engine={engine} />}
    </Pane>
  );
}

function Shown({ simulation, engine }: { readonly simulation: Simulation; readonly engine: Engine }) {
  const { server } = simulation.scenario;
  const page = asAsked(simulation.scenario.page);
  const { visits } = simulation.predictions[engine];
  if (visits.length === 0) return <p class="small">Nothing, until the config is a policy.</p>;
  const call = `${page.initiator === "xhr" ? "XMLHttpRequest" : "fetch"} ${page.method} ${page.url}`;
  const lines = [...settingsOf(page), ...authorHeaders(page)];
  return <Picture steps={tell(call, lines, visits)} hasCache={server.cache.kind !== "none"} />;
}

type Page = Simulation["scenario"]["page"];

/** What the page asks otherwise than usual. */
function settingsOf({ credentials, mode, redirect }: Page): readonly (readonly [string, string])[] {
  const settings: readonly (readonly [name: string, value: string, usual: string])[] = [
    ["credentials", credentials, "same-origin"],
    ["mode", mode, "cors"],
    ["redirect", redirect, "follow"],
  ];
  return settings.flatMap(([name, value, usual]) => (value === usual ? [] : [[name, value] as const]));
}
