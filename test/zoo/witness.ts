import type { Browser, CDPSession } from "playwright-core";
import type { PastedRequest } from "../../src/paste/pasted.ts";
import { Closers } from "../engines/closers.ts";
import { launchChromium } from "../support/chromium.ts";
import { DOMAIN } from "./animal.ts";
import type { Certificate } from "../support/certificate.ts";
import { SANDBOXED, servePages } from "./pages.ts";
import { portOf } from "./start.ts";

/** What a page sends. */
export type PageRequest = Omit<PastedRequest, "origin" | "notes">;

export interface Question extends PageRequest {
  /** Milliseconds until it is given up. */
  readonly patience: number;
}

/** What became of a request that a real page made. */
export interface Testimony {
  readonly verdict: "readable" | "opaque" | "failed";
  /** 0 where nothing was readable. */
  readonly status: number;
  /** `corsErrorStatus` of `Network.loadingFailed`: null where it was no matter of CORS. */
  readonly corsError: string | null;
  /** The `net::ERR_…` name of a failed load. */
  readonly netError: string | null;
  /** What the console says of CORS, a line for each message. */
  readonly console: string;
}

/** A real Chromium, for which every host's name is this machine. */
export interface Witness {
  /**
   * Makes a page at an origin send requests, one after the other for each host, and nothing out of a cache.
   *
   * @returns in the order of the requests
   */
  ask(origin: string, requests: readonly Question[]): Promise<readonly Testimony[]>;
  close(): Promise<void>;
}

export function openWitness(certificate: Certificate): Promise<Witness> {
  return Closers.opening(async (closers) => {
    const pages = await servePages(certificate);
    closers.add(pages.close);
    const browser = await launchChromium([
      `--host-resolver-rules=MAP *.${DOMAIN} 127.0.0.1, MAP * 127.0.0.1:${portOf(pages)}`,
      `--ignore-certificate-errors-spki-list=${certificate.fingerprint}`,
    ]);
    closers.add(() => browser.close());
    return { ask: (origin, requests) => ask(browser, origin, requests), close: () => closers.close() };
  });
}

async function ask(browser: Browser, origin: string, requests: readonly Question[]): Promise<readonly Testimony[]> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    // Plain http, since the model knows of a page at `null` no scheme that content could be mixed with.
    await page.goto(origin === "null" ? `http://sandbox.example${SANDBOXED}` : origin);
    const session = await context.newCDPSession(page);
    const said = await listen(session);
    const asked = requests.map((request, index) => ({ ...request, index, host: new URL(request.url).hostname }));
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
      expression: `(${play.toString()})(${JSON.stringify([...Map.groupBy(asked, ({ host }) => host).values()])})`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    const seen = result.value as readonly (readonly [number, Omit<Testimony, keyof Said>])[];
    const byIndex = new Map(seen);
    return requests.map((_, index) => ({
      ...(byIndex.get(index) ?? { verdict: "failed", status: 0 }),
      ...(said.get(index) ?? SILENT),
    }));
  } finally {
    await context.close();
  }
}

type Said = Pick<Testimony, "corsError" | "netError" | "console">;

const SILENT: Said = { corsError: null, netError: null, console: "" };

type Played = Question & { readonly index: number; readonly host: string };

/** Runs in the page. */
async function play(hosts: readonly (readonly Played[])[]): Promise<unknown> {
  const seen: [number, { verdict: string; status: number }][] = [];
  const one = async ({
    url,
    index,
    method,
    headers,
    body,
    credentials,
    mode,
    redirect,
    host,
    patience,
  }: Played): Promise<void> => {
    console.debug("corskit step", host, index);
    const signal = AbortSignal.timeout(patience);
    try {
      const init = { method, headers: headers as [string, string][], body, credentials, mode, redirect, signal };
      const response = await fetch(url, init);
      const opaque = response.type.startsWith("opaque");
      seen.push([index, { verdict: opaque ? "opaque" : "readable", status: response.status }]);
      await response.text().catch(() => "");
    } catch {
      seen.push([index, { verdict: "failed", status: 0 }]);
    }
  };
  await Promise.all(
    hosts.map(async (requests) => {
      for (const request of requests) await one(request);
    }),
  );
  return seen;
}

/** @returns what Chromium says by the request's index, filled as it comes */
async function listen(session: CDPSession): Promise<ReadonlyMap<number, Said>> {
  const at = new Map<string, number>();
  const requests = new Map<string, number>();
  const said = new Map<number, Said>();
  const amend = (index: number | undefined, change: (before: Said) => Said): void => {
    if (index !== undefined) said.set(index, change(said.get(index) ?? SILENT));
  };
  session.on("Runtime.consoleAPICalled", ({ args: [mark, host, index] }) => {
    if (mark?.value === "corskit step") at.set(String(host?.value), Number(index?.value));
  });
  session.on("Network.requestWillBeSent", ({ requestId, request, initiator }) => {
    // A preflight fails under an id of its own, and then once more as the request that needed it.
    if (initiator.type === "preflight" || requests.has(requestId)) return;
    const index = at.get(new URL(request.url).hostname);
    if (index !== undefined) requests.set(requestId, index);
  });
  session.on("Network.loadingFailed", ({ requestId, corsErrorStatus, errorText }) => {
    // Some failures are told twice, and only once in full.
    amend(requests.get(requestId), (before) => ({
      ...before,
      corsError: corsErrorStatus?.corsError ?? before.corsError,
      netError: errorText || before.netError,
    }));
  });
  session.on("Log.entryAdded", ({ entry: { text } }) => {
    const [, url = ""] = /^Access to fetch at '([^']*)'/.exec(text) ?? [];
    if (!URL.canParse(url)) return;
    amend(at.get(new URL(url).hostname), ({ console, ...before }) => ({
      ...before,
      console: console === "" ? text : `${console}\n${text}`,
    }));
  });
  for (const domain of ["Network", "Runtime", "Log"] as const) await session.send(`${domain}.enable`);
  // The preflight cache too: each request is to be as the first of its page.
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  return said;
}
