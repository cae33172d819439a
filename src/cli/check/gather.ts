import type { NetworkRequest } from "../../browser/index.ts";
import { siteOf } from "../site-of.ts";
import { ask } from "./ask.ts";
import { askBare } from "./bare.ts";
import type { Evidence, Heard, Probe, Probed } from "./evidence.ts";
import { rememberAnswers } from "./memory.ts";
import { isSafe, probesFor, type Wanted } from "./probes.ts";
import { withBrowserLines } from "./wire/request-lines.ts";
import { isUnsent, NOT_SENT } from "./wire/wire-error.ts";
import type { Wire } from "./wire/wire.ts";

const NO_BARE: Evidence["bare"] = {
  withoutOrigin: null,
  plainOptions: null,
  oddMethod: null,
  withAuthorization: null,
  repeated: [],
};

/**
 * Asks all there is to ask: what is wanted first, and nothing else where that gets no answer at all.
 *
 * @param curl the command that sends the same
 */
export async function gather(
  wanted: Wanted,
  wire: Wire,
  passive: boolean,
  curl: (request: NetworkRequest) => string,
): Promise<Evidence> {
  const probes = probesFor(wanted, passive);
  const isWanted = (probe: Probe): boolean => probe.purpose === "wanted";
  const memory = rememberAnswers((request) => wire.send(request));
  const held = rememberAnswers(async (request) => heldBack(request, curl(request)));
  const hear = async (request: NetworkRequest, probe: Probe): Promise<Heard> => {
    const whole = withBrowserLines(request, probe.origin, siteOf);
    const mayBeSent = isSafe(request) || isWanted(probe) || memory.hasSent(whole);
    return mayBeSent ? memory.send(whole) : held.send(whole);
  };

  const first = await Promise.all(probes.filter(isWanted).map((probe) => ask(probe, hear)));
  const isDead = first.every(({ heard }) => heard.length > 0 && heard.every(({ response }) => response === null));
  const { url } = wanted.request;
  const { origins } = wanted;
  if (isDead) {
    const notAsked = [...tellUnasked(first), "everything else, since there was no answer to the first request"];
    return { url, origins, probes: first, bare: NO_BARE, notAsked };
  }
  const rest = await Promise.all(probes.filter((probe) => !isWanted(probe)).map((probe) => ask(probe, hear)));
  const other = probes.find(({ origin }) => origin !== origins[0])?.origin ?? null;
  const bareHear = (request: NetworkRequest, page: string | null): Promise<Heard> =>
    wire.send(withBrowserLines(request, page, siteOf));
  const bare = await askBare(wanted, bareHear, other);
  const all = [...first, ...rest];
  const isCut = ({ heard }: Probed): boolean => heard.some(({ error }) => error !== null && CUTS.has(error.code));
  return {
    url,
    origins,
    probes: all.filter((probed) => !isCut(probed)),
    bare: withoutUnsent(bare),
    notAsked: [
      ...(passive ? ["origins that ought to be refused (--passive)"] : []),
      ...tellUnasked(all),
      ...tellCut(all.filter(isCut)),
    ],
  };
}

/** What ends a probe before it has told anything. */
const CUTS: ReadonlySet<string> = new Set([NOT_SENT.maxRequests, NOT_SENT.outOfTime]);

function heldBack(request: NetworkRequest, curl: string): Heard {
  const message = `${request.method} might change something, and was not sent`;
  const error = { kind: "other", code: NOT_SENT.unsafeMethod, message } as const;
  return { request, curl, response: null, error, httpVersion: null, remoteAddress: null, milliseconds: 0 };
}

function withoutUnsent(bare: Evidence["bare"]): Evidence["bare"] {
  const { withoutOrigin, plainOptions, oddMethod, withAuthorization, repeated } = bare;
  const keep = (heard: Heard | null): Heard | null => (heard === null || isUnsent(heard.error) ? null : heard);
  return {
    withoutOrigin: keep(withoutOrigin),
    plainOptions: keep(plainOptions),
    oddMethod: keep(oddMethod),
    withAuthorization: keep(withAuthorization),
    repeated: repeated.filter(({ error }) => !isUnsent(error)),
  };
}

/** What was held back though a browser would have sent it. */
function tellUnasked(probes: readonly Probed[]): readonly string[] {
  const told = new Set<string>();
  for (const { request, error } of probes.flatMap(({ heard }) => heard)) {
    const what = `${request.method} ${request.url}`;
    if (error?.code === NOT_SENT.anotherHost) told.add(`${what}, where a redirect leads: another host`);
    if (error?.code === NOT_SENT.unsafeMethod) {
      told.add(`${what} itself: it might change something, and only its preflight request was sent`);
    }
  }
  return [...told];
}

function tellCut(probes: readonly Probed[]): readonly string[] {
  if (probes.length === 0) return [];
  const codes = new Set(probes.flatMap(({ heard }) => heard.map(({ error }) => error?.code)));
  const why = codes.has(NOT_SENT.maxRequests) ? "--max-requests was reached" : "it took too long (--timeout)";
  const ids = probes.map(({ probe }) => probe.id);
  return [`${ids.slice(0, 5).join("; ")}${ids.length > 5 ? ` and ${ids.length - 5} more` : ""}: ${why}`];
}
