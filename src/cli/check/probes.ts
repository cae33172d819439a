import type { HeaderLine } from "../../browser/index.ts";
import type { PastedRequest } from "../../paste/pasted.ts";
import { attacksOn } from "./attacks.ts";
import type { Probe } from "./evidence.ts";

/** What is asked about. */
export interface Wanted {
  readonly request: PastedRequest;
  /** The origins that are to be let in, at least one. */
  readonly origins: readonly string[];
}

/** A path that is surely not there. */
const MISSING = "corskit-no-such-page";

/**
 * The pages that ask, and what: the wanted ones first. What goes over the wire alike, such as a request with and
 * without credentials, is sent once whatever the number of probes.
 *
 * @param passive without origins that ought to be refused
 */
export function probesFor({ request, origins }: Wanted, passive: boolean): readonly Probe[] {
  const [first = "null"] = origins;
  const probe = (purpose: Probe["purpose"], who: string, origin: string, asked: PastedRequest): Probe => ({
    id: `${who} ${describe(asked)}`,
    purpose,
    trick: null,
    origin,
    request: asked,
  });
  const simple: PastedRequest = { ...request, ...SIMPLE };
  const wanted = origins.map((origin, i) => probe("wanted", i === 0 ? "given" : `given ${i + 1}`, origin, request));
  const variations = variationsOf(request, simple).map((asked) => probe("variation", "given", first, asked));
  const errorPage = { ...simple, url: new URL(MISSING, request.url).href, credentials: request.credentials };
  const missing = { ...probe("error-page", "given", first, errorPage), id: "given GET of a missing path" };
  const attacks = passive ? [] : origins.flatMap((origin) => attackProbes(origin, origins, request, simple));
  return unique([...wanted, ...variations, missing, ...attacks]);
}

const SIMPLE = { method: "GET", headers: [], body: null, mode: "cors", credentials: "same-origin" } as const;

/** The request changed in one way at a time. */
function variationsOf(request: PastedRequest, simple: PastedRequest): readonly PastedRequest[] {
  const json: PastedRequest = {
    ...simple,
    method: "POST",
    headers: [["Content-Type", "application/json"]],
    body: "{}",
  };
  const authorized = hasHeader(request, "authorization")
    ? []
    : [{ ...request, headers: [...request.headers, AUTHORIZATION] }];
  return [
    ...withAndWithout(simple),
    ...withAndWithout(request),
    ...(isSafe(request) ? authorized : [{ ...simple, headers: [AUTHORIZATION] }]),
    json,
  ];
}

const AUTHORIZATION: HeaderLine = ["Authorization", "Bearer corskit"];

function withAndWithout(request: PastedRequest): readonly PastedRequest[] {
  return [
    { ...request, credentials: "same-origin" },
    { ...request, credentials: "include" },
  ];
}

/** Attacks use GET, which changes nothing; of the wanted request the stranger's preflight alone. */
function attackProbes(
  given: string,
  origins: readonly string[],
  request: PastedRequest,
  simple: PastedRequest,
): readonly Probe[] {
  return attacksOn(given)
    .filter(({ origin }) => !origins.includes(origin))
    .flatMap(({ trick, origin }) => {
      const asked = [...withAndWithout(simple), ...(trick === "stranger" ? withAndWithout(request) : [])];
      return asked.map((one): Probe => {
        const id = `${trick === "null" ? "null" : origin} ${describe(one)}`;
        return { id, purpose: "attack", trick, origin, request: one };
      });
    });
}

/** `PUT with Content-Type, with credentials`, unique for what is asked of one URL. */
function describe({ method, headers, credentials }: PastedRequest): string {
  const names = headers.map(([name]) => name);
  const parts = [
    ...(names.length > 0 ? [names.join(", ")] : []),
    ...(credentials === "include" ? ["credentials"] : []),
  ];
  return parts.length === 0 ? method : `${method} with ${parts.join(" and ")}`;
}

function hasHeader({ headers }: PastedRequest, name: string): boolean {
  return headers.some(([other]) => other.toLowerCase() === name);
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1: methods that change nothing. */
export function isSafe({ method }: { readonly method: string }): boolean {
  return /^(GET|HEAD|OPTIONS)$/.test(method);
}

function unique(probes: readonly Probe[]): readonly Probe[] {
  const ids = new Set<string>();
  return probes.filter(({ id }) => !ids.has(id) && ids.add(id));
}
