import type { Received } from "./received.ts";
import type { Seen } from "./send.ts";
import { openSender } from "./sender.ts";
import type { Staged } from "./stage.ts";

/** What a real browser and the real server saw of a scenario. */
export interface Observation {
  /** The request, and those repeats of it that were not left out. */
  readonly visits: readonly ObservedVisit[];
  /** What was not done, and why, a sentence each. */
  readonly leftOut: readonly string[];
}

export interface ObservedVisit {
  readonly seen: Seen;
  /** What the server received, in order. */
  readonly received: readonly Received[];
}

/** The longest real pause, in seconds: somebody waits for it. */
const LONGEST_PAUSE = 3;

/**
 * Runs a staged scenario for real. In a browser, on the page of the site that it was staged for.
 *
 * @throws Error (the promise rejects) where the simulator's own server does not answer
 */
export async function observe(staged: Staged): Promise<Observation> {
  const { page, framed, cookieUrl, forgetUrl, runUrl } = staged;
  const repeats = page.again.findIndex((pause) => pause > LONGEST_PAUSE);
  const pauses = repeats < 0 ? page.again : page.again.slice(0, repeats);
  const sender = await openSender(framed);
  try {
    // Of another run, which ended too early to take it away itself.
    if (page.credentials === "include") await sender.run({ touch: forgetUrl });
    if (cookieUrl !== null) await sender.run({ touch: cookieUrl });
    const visits: ObservedVisit[] = [];
    let told = 0;
    for (const pause of [0, ...pauses]) {
      await new Promise((resolve) => setTimeout(resolve, pause * 1000));
      const seen = await sender.run({ send: page });
      if (seen === null) throw new Error("The request was not sent.");
      const received = await receivedBy(runUrl);
      visits.push({ seen, received: received.slice(told) });
      told = received.length;
    }
    return { visits, leftOut: leftOutOf(page.again, pauses) };
  } finally {
    if (page.credentials === "include") await sender.run({ touch: forgetUrl });
    sender.close();
  }
}

async function receivedBy(runUrl: string): Promise<readonly Received[]> {
  const response = await fetch(runUrl, { cache: "no-store" });
  if (!response.ok) throw new Error(`The simulator's server answered ${response.status} to ${runUrl}.`);
  return (await response.json()) as readonly Received[];
}

function leftOutOf(again: readonly number[], done: readonly number[]): readonly string[] {
  const first = again[done.length];
  if (first === undefined) return [];
  return [
    `The request after ${first} seconds was not sent, nor what follows: real pauses end at ${LONGEST_PAUSE} seconds.`,
  ];
}

/** A name for a run that nobody guesses. */
export function newRun(): string {
  return crypto.randomUUID();
}
