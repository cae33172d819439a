import type { HeaderLine } from "../../../browser/index.ts";
import { getHeader, valuesOf } from "../../../browser/header-list.ts";
import type { Evidence, Heard, Probed } from "../evidence.ts";

/** A request that was answered. */
export type Answered = Heard & { readonly response: NonNullable<Heard["response"]> };

export function isAnswered(heard: Heard): heard is Answered {
  return heard.response !== null;
}

/** https://fetch.spec.whatwg.org/#cors-preflight-request */
export function isPreflight({ request }: Heard): boolean {
  return request.method === "OPTIONS" && sentHeader(request.headers, "access-control-request-method") !== null;
}

export function sentHeader(headers: readonly HeaderLine[], name: string): string | null {
  return getHeader(headers, name);
}

/** The joined lines of a name, null where there is none or no answer. */
export function header(heard: Heard, name: string): string | null {
  return getHeader(heard.response?.headers ?? [], name);
}

/** How many lines of a name there are. */
export function lines(heard: Heard, name: string): readonly string[] {
  return valuesOf(heard.response?.headers ?? [], name);
}

export function originOf({ request }: Heard): string | null {
  return sentHeader(request.headers, "origin");
}

/** Access-Control-Allow-Origin. */
export function allowOrigin(heard: Heard): string | null {
  return header(heard, "access-control-allow-origin");
}

/** Whether the answer says that it depends on the origin. */
export function variesOnOrigin(heard: Heard): boolean {
  const names = (header(heard, "vary") ?? "").split(",").map((name) => name.trim().toLowerCase());
  return names.some((name) => name === "origin" || name === "*");
}

/** Whether the answer lets this origin in, as far as Access-Control-Allow-Origin goes. */
export function letsIn(heard: Heard, origin: string): boolean {
  const allowed = allowOrigin(heard);
  return allowed === origin || allowed === "*";
}

export function isOk({ response }: Answered): boolean {
  return response.status >= 200 && response.status <= 299;
}

/** All that was heard and answered, of probes and of bare requests. */
export function allAnswered({ probes, bare }: Evidence): readonly Answered[] {
  const { withoutOrigin, plainOptions, oddMethod, repeated } = bare;
  const others = [withoutOrigin, plainOptions, oddMethod, ...repeated].filter((heard) => heard !== null);
  return [...probes.flatMap(({ heard }) => heard), ...others].filter(isAnswered);
}

/** What a probe's pages were answered, without what other probes were. */
export function answeredBy({ heard }: Probed): readonly Answered[] {
  return heard.filter(isAnswered);
}

/** The probes that are not attacks, the wanted ones first. */
export function friendly({ probes }: Evidence): readonly Probed[] {
  const of = (purpose: string): readonly Probed[] => probes.filter(({ probe }) => probe.purpose === purpose);
  return [...of("wanted"), ...of("variation")];
}

const LONGEST = 200;

/** A value in a sentence: quoted, cut where it is long. */
export function quote(value: string): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…"` : text;
}

/** Method and path, for sentences. */
export function named({ request }: Heard): string {
  const { method, url } = request;
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  return `${method} ${path.length > LONGEST ? `${path.slice(0, LONGEST)}…` : path}`;
}
