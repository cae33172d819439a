import { normalizeMethod } from "../../src/browser/methods.ts";
import { PROFILES, type Engine, type NetworkRequest } from "../../src/browser/index.ts";
import { encodeScenario, MAX_LENGTH } from "./codec.ts";
import { changesOf } from "./changes.ts";
import { demoCookie, FORGET } from "./demo-cookie.ts";
import { allUrls, bare, hopUrls } from "./hops.ts";
import { isRead, obstaclesOf } from "./obstacles.ts";
import { mapOrigins, type OriginMap } from "./origin-map.ts";
import { play, type Prediction } from "./predict.ts";
import { NOBODY } from "./raw-server.ts";
import { OWN, realLines } from "./real-lines.ts";
import { receivedOf } from "./received.ts";
import type { PageSide, Scenario } from "./scenario.ts";
import { serverOf, type ScenarioServer } from "./server.ts";
import { LABELS, readStagedUrl, stagedUrl, type Site, type StagedPath } from "./site.ts";

const ENGINES = Object.keys(PROFILES) as readonly Engine[];

/** A scenario between real origins. */
export interface Staged {
  readonly scenario: Scenario;
  readonly run: string;
  /** The page's side with real origins: what is to be sent. */
  readonly page: PageSide;
  /** The page is a sandboxed frame of the simulator's. */
  readonly framed: boolean;
  /** Sets the cookie; null where the scenario has none. Sent with credentials, in mode `no-cors`. */
  readonly cookieUrl: string | null;
  /** Takes it away again. */
  readonly forgetUrl: string;
  /** Tells what the server received. */
  readonly runUrl: string;
  /** What is otherwise than in the scenario, a sentence each. */
  readonly changes: readonly string[];
  /** The real server, with an empty memory: the same answers in the Worker and in the prediction. */
  openServer(): Promise<ScenarioServer>;
}

/** What cannot be run for real, and why, a sentence each. */
export interface Unstageable {
  readonly obstacles: readonly string[];
}

/**
 * Puts real origins in the place of a scenario's: the page's is the simulator's own, others are its further hosts.
 *
 * @param run a name for this run: `RUN`
 */
export async function stage(scenario: Scenario, site: Site, run: string): Promise<Staged | Unstageable> {
  const { page } = scenario;
  const urls = hopUrls(scenario);
  const obstacles = [...obstaclesOf(scenario, allUrls(scenario))];
  const origins = mapOrigins(
    page.origin,
    allUrls(scenario).map((url) => new URL(url).origin),
    site,
  );
  if (origins === null) obstacles.push(`It takes more than ${LABELS.length} origins beside the page's.`);
  const encoded = encodeScenario(scenario);
  if (encoded.length > MAX_LENGTH) obstacles.push(`It does not fit into a URL of ${MAX_LENGTH} characters.`);
  const server = await serverOf(scenario);
  if ("issues" in server) obstacles.push("The config is no policy, so there is nothing that could answer.");
  if (obstacles.length > 0 || origins === null || "issues" in server) return { obstacles };

  const at = (slot: StagedPath["slot"], url: string): string =>
    stagedUrl(origins.real(new URL(url).origin) ?? site.others[0] ?? site.page, { run, slot, encoded });
  const framed = page.origin === "null";
  const staged: Staged = {
    scenario,
    run,
    page: { ...page, origin: framed ? "null" : site.page, url: at(0, page.url) },
    framed,
    cookieUrl: page.cookie === "" ? null : at("cookie", page.url),
    forgetUrl: at("forget", page.url),
    runUrl: `${site.page}/runs/${run}`,
    changes: changesOf(scenario, urls, site),
    openServer: async () => {
      const own = await serverOf(scenario);
      if ("issues" in own) throw new Error("a policy that was one is none");
      return realServer(scenario, own, urls, origins, at);
    },
  };
  const unread = await unreadMethods(staged);
  if (unread.length === 0) return staged;
  return { obstacles: unread.map((method) => `The request ${method} is sent, and no HTTP server at hand reads it.`) };
}

/** The methods that some browser gets as far as to send, and that HTTP servers do not read. */
async function unreadMethods(staged: Staged): Promise<readonly string[]> {
  if (isRead(normalizeMethod(staged.page.method))) return [];
  const predictions = await Promise.all(ENGINES.map((engine) => predictStaged(staged, engine)));
  const received = predictions.flatMap(({ visits }) => visits.flatMap((visit) => visit.received));
  return [...new Set(received.map(({ method }) => method))].filter((method) => !isRead(method));
}

/** What the model says of what is really sent, so that both sides saw the same bytes. */
export async function predictStaged({ page, openServer, cookieUrl }: Staged, engine: Engine): Promise<Prediction> {
  return play(page, await openServer(), engine, async (browser) => {
    if (cookieUrl === null) return null;
    const { cookies } = await browser.fetch(cookieUrl, { mode: "no-cors", credentials: "include" });
    return cookies.find(({ action }) => action === "stored" || action === "rejected") ?? null;
  });
}

/** The scenario's server behind real origins: requests lose them, answers get them. */
function realServer(
  scenario: Scenario,
  server: ScenarioServer,
  urls: readonly string[],
  origins: OriginMap,
  at: (slot: StagedPath["slot"], url: string) => string,
): ScenarioServer {
  const location = (url: string): string => {
    const hop = urls.indexOf(bare(url));
    return at(hop < 0 ? "nowhere" : hop, url);
  };
  return {
    async answer(request) {
      const slot = readStagedUrl(request.url)?.slot;
      if (slot === "cookie" || slot === "forget") return cookieAnswer(scenario.page, slot);
      const url = typeof slot === "number" ? urls[slot] : undefined;
      if (url === undefined) {
        const received = receivedOf(request.method, request.headers, null, scenario.page.headers);
        const lines = realLines(NOBODY, { origins, url: scenario.page.url, location });
        return { by: "server", response: { ...NOBODY, headers: lines }, received: { ...received, by: "server" } };
      }
      const { response, received, by } = await server.answer(ownRequest(request, url, origins));
      const origin = received.origin === null ? null : (origins.real(received.origin) ?? received.origin);
      const headers = realLines(response, { origins, url, location });
      return { by, response: { ...response, headers }, received: { ...received, origin } };
    },
  };
}

function ownRequest(request: NetworkRequest, url: string, origins: OriginMap): NetworkRequest {
  const headers = request.headers.map(
    ([name, value]) => [name, name.toLowerCase() === "origin" ? origins.own(value) : value] as const,
  );
  return { ...request, url, headers };
}

function cookieAnswer({ cookie, url }: PageSide, slot: "cookie" | "forget"): ReturnType<ScenarioServer["answer"]> {
  const lines = slot === "forget" ? FORGET : [demoCookie(cookie, url)];
  const response = {
    ...NOBODY,
    status: 200,
    headers: [["Content-Type", "text/plain"] as const, ...OWN, ...lines.map((line) => ["Set-Cookie", line] as const)],
  };
  const received = { ...receivedOf("GET", [], null, []), by: "server" as const };
  return Promise.resolve({ by: "server", response, received });
}
