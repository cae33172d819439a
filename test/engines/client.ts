// Runs in the page: plays scenarios and tells what its JavaScript saw.
import { originOf } from "./address.ts";
import { playFetch } from "./client-fetch.ts";
import { playXhr } from "./client-xhr.ts";
import { GUESTS } from "./cookie-lines.ts";
import { END_MARKER, MARKER, type PageSaw, type Played, type PlayedStep } from "./play.ts";

/**
 * Enough to keep the connections busy, six to a host, and few enough for Firefox's preflight cache: it holds a
 * hundred entries, and one that another scenario pushed out would look like a fault.
 */
const AT_ONCE = 12;
const STEP_LIMIT_MS = 120_000;

async function playStep(id: string, index: number, step: PlayedStep): Promise<PageSaw> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${id} step ${index}: no outcome within ${STEP_LIMIT_MS} ms`)),
      STEP_LIMIT_MS,
    );
  });
  console.debug(`${MARKER} ${id} ${index}`);
  try {
    return await Promise.race([step.via === "fetch" ? playFetch(step) : playXhr(step), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function playOne({ id, steps }: Played): Promise<readonly PageSaw[]> {
  const seen: PageSaw[] = [];
  for (const [index, step] of steps.entries()) {
    // The server cannot tell steps apart that share a URL, as they must for the preflight cache.
    if (step.pause !== undefined) await new Promise((resolve) => setTimeout(resolve, step.pause));
    if (index > 0) await fetch(`/step/${id}/${index}`, { method: "POST" });
    seen.push(await playStep(id, index, step));
  }
  return seen;
}

/** @returns per scenario and step what was seen, in the scenarios' order */
async function play(scenarios: readonly Played[]): Promise<readonly (readonly PageSaw[])[]> {
  const results: (readonly PageSaw[])[] = [];
  const queue = scenarios.entries();
  const waiting: Promise<void>[] = [];
  const playAt = async (index: number, scenario: Played): Promise<void> => {
    results[index] = await playOne(scenario);
  };
  const worker = async (): Promise<void> => {
    for (const [index, scenario] of queue) {
      const playing = playAt(index, scenario);
      // Those that wait do so all at once.
      if (scenario.steps.some(({ pause }) => pause !== undefined)) waiting.push(playing);
      else await playing;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await Promise.all(waiting);
  return results;
}

/** What hosts set as the page's guests. */
const cookies = Promise.all(
  GUESTS.map((host) =>
    // It fails in a control that turns CORS off altogether.
    fetch(`${originOf(host, location.port)}/cookie/${host}`, { credentials: "include" }).catch(() => null),
  ),
);

/** Strings both ways: the drivers' own encodings of objects cost more than the exchanges. */
async function playJson(json: string): Promise<string> {
  await cookies;
  return JSON.stringify(await play(JSON.parse(json) as Played[]));
}

/** For an engine whose page cannot be called into: it asks for its work. */
async function work(): Promise<never> {
  for (;;) {
    const json = await (await fetch("/desk")).text();
    const outcome = await playJson(json).then(
      (result) => ({ result }),
      (error: unknown) => ({ error: String(error) }),
    );
    console.debug(END_MARKER);
    await fetch("/desk", { method: "POST", body: JSON.stringify(outcome) });
  }
}

Object.assign(globalThis, { play: playJson });
if (location.search === "?work") void work();
