import { openPage, type Engine, type NetworkRequest, type Outcome } from "../../browser/index.ts";
import { siteOf } from "../site-of.ts";
import type { Heard, Probe, Probed } from "./evidence.ts";

/** In the order of reports. */
export const ENGINES = ["chromium", "firefox", "webkit", "standard"] as const satisfies readonly Engine[];

/** How a probe reaches the server. Never rejects. */
export type Hear = (request: NetworkRequest, probe: Probe) => Promise<Heard>;

/** Opens the probe's page in each engine, on a server that is asked once where they ask the same. */
export async function ask(probe: Probe, hear: Hear): Promise<Probed> {
  const asked: Promise<Heard>[] = [];
  const transport = async (request: NetworkRequest): Promise<NonNullable<Heard["response"]>> => {
    const answer = hear(request, probe);
    asked.push(answer);
    const { response, error } = await answer;
    if (response === null) throw new Error(error?.message);
    return response;
  };
  const { url, method, headers, body, credentials, mode, redirect } = probe.request;
  const fetchIn = (engine: Engine): Promise<Outcome> =>
    openPage({ origin: probe.origin, engine, transport, siteOf }).fetch(url, {
      method,
      headers,
      body,
      credentials,
      mode,
      redirect,
    });
  const [chromium, firefox, webkit, standard] = await Promise.all([
    fetchIn("chromium"),
    fetchIn("firefox"),
    fetchIn("webkit"),
    fetchIn("standard"),
  ]);
  const heard = [...new Set(await Promise.all(asked))];
  return { probe, outcomes: { chromium, firefox, webkit, standard }, heard };
}
