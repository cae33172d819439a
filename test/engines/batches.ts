import { within } from "./limit.ts";
import { toPlayed, type PageSaw } from "./play.ts";
import type { Observation, Scenario, Seen } from "./scenario.ts";
import type { ExchangeServer } from "./server.ts";

/** What an engine says of a step beside what the page sees. */
export type Said = Pick<Seen, "corsError" | "failedParameter" | "netError" | "console">;

export const SILENT: Said = { corsError: null, failedParameter: null, netError: null, console: [] };

/** An engine's page, ready to play. */
export interface Player {
  /** Calls `play` in the page with JSON, and returns its JSON when the engine has also said all it has to say. */
  play(json: string): Promise<string>;
  said(id: string, step: number): Said;
}

const BATCH = 200;
/** Far over what 200 scenarios take, so that only a hang meets it. */
const BATCH_LIMIT_MS = 600_000;

/** Plays scenarios in batches, so that progress is seen and a hang is noticed. */
export async function playAll(
  player: Player,
  server: ExchangeServer,
  scenarios: readonly Scenario[],
  progress: (steps: number) => void = () => {},
): Promise<readonly Observation[]> {
  const observations: Observation[] = [];
  for (let start = 0; start < scenarios.length; start += BATCH) {
    const batch = scenarios.slice(start, start + BATCH);
    server.register(batch);
    const json = JSON.stringify(batch.map((scenario) => toPlayed(scenario, server.port)));
    const saw = JSON.parse(
      await within(BATCH_LIMIT_MS, `${batch[0]?.id} to ${batch.at(-1)?.id}`, player.play(json)),
    ) as readonly (readonly PageSaw[])[];
    for (const [index, { id }] of batch.entries()) {
      const seen = (saw[index] ?? []).map((page, step) => merge(page, player.said(id, step)));
      observations.push({ id, seen, received: server.collect(id) });
    }
    progress(batch.reduce((sum, { steps }) => sum + steps.length, 0));
  }
  return observations;
}

/** Chromium also calls a load failed whose body nobody may have. */
function merge(page: PageSaw, said: Said): Seen {
  return { ...page, ...said, netError: page.verdict === "blocked" ? said.netError : null };
}
