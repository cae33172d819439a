import type { Evidence, Heard, Probed } from "../evidence.ts";
import { allowOrigin, isPreflight } from "./answers.ts";
import { BROWSERS } from "./blocked.ts";
import type { Found } from "./found.ts";
import { kinshipOf, type Kinship } from "./kinship.ts";

/** What got in, by what a comparison has to be like for it. */
interface Breach {
  readonly kinship: Kinship;
  readonly origin: string;
  readonly withCredentials: boolean;
  readonly heard: Heard;
}

/** What each is, and how grave: with credentials a stranger reads as the visitor, without them what anybody can fetch. */
const KINDS: Readonly<
  Record<Kinship, readonly [withCredentials: Found["severity"], without: Found["severity"], who: string, why: string]>
> = {
  "origin-reflected": [
    "error",
    "warning",
    "any origin",
    "The server echoes the Origin of whoever asks, so that its list lets everybody in.",
  ],
  "origin-substring": [
    "error",
    "warning",
    "any origin with the allowed name in it",
    "The comparison looks for the name anywhere (includes, a regular expression without ^ and $).",
  ],
  "origin-prefix": [
    "error",
    "warning",
    "any origin that begins with the allowed one",
    "The comparison looks at the beginning alone (startsWith, a regular expression without $).",
  ],
  "origin-suffix": [
    "error",
    "warning",
    "any origin that ends with the allowed name",
    "The comparison looks at the end alone, and not for the dot before it (endsWith, a regular expression without ^).",
  ],
  "origin-unescaped-dot": [
    "error",
    "warning",
    "an origin with another character in the place of a dot",
    "In a regular expression a dot stands for any character; it has to be written \\.",
  ],
  "origin-special-characters": [
    "error",
    "warning",
    "an origin with a character that ends the comparison early",
    "The regular expression takes a character for the end of the host that some browsers allow in one.",
  ],
  "origin-public-suffix": [
    "error",
    "warning",
    "another site on the same hosting",
    "The pattern covers a suffix where anybody can register a name.",
  ],
  "origin-look-alike": [
    "error",
    "warning",
    "an origin that looks like the allowed one",
    "The comparison is not for equality, byte by byte.",
  ],
  "origin-null": [
    "error",
    "warning",
    "the origin null",
    "Any site can have it: in a sandboxed frame, in a data: document, after a redirect.",
  ],
  "origin-insecure": [
    "error",
    "warning",
    "the http: origin of the allowed https: one",
    "Without TLS whoever controls the network (a café's Wi-Fi) speaks for that origin.",
  ],
  "origin-localhost": [
    "warning",
    "info",
    "a page of the visitor's own machine",
    "A list from development went into production. Any program there can serve such a page.",
  ],
  "origin-any-port": [
    "info",
    "info",
    "another port of the allowed host",
    "The comparison leaves the port out. What listens there can read as well.",
  ],
  "origin-any-subdomain": [
    "info",
    "info",
    "another subdomain of the same site",
    "One of them that is taken over, or has a hole, can read as well.",
  ],
};

const ORDER = Object.keys(KINDS) as readonly Kinship[];

/** What lets in what: the first of a pair explains why the second got in. */
const EXPLAINS: Readonly<Partial<Record<Kinship, readonly Kinship[]>>> = {
  "origin-reflected": ORDER,
  "origin-substring": [
    "origin-prefix",
    "origin-suffix",
    "origin-unescaped-dot",
    "origin-special-characters",
    "origin-insecure",
    "origin-any-port",
    "origin-any-subdomain",
  ],
  "origin-prefix": ["origin-any-port", "origin-special-characters"],
  "origin-suffix": ["origin-unescaped-dot", "origin-insecure", "origin-any-subdomain"],
  "origin-public-suffix": ["origin-suffix", "origin-any-subdomain"],
};

/** Who reads and should not: by what the browsers let through, not by what the headers look like. */
export function findStrangers(evidence: Evidence): readonly Found[] {
  const breaches = evidence.probes.flatMap((probed) => breachOf(probed, evidence));
  const kinds = [...new Set(breaches.map(({ kinship }) => kinship))];
  return kinds
    .filter((kind) => !kinds.some((other) => explains(other, kind, breaches)))
    .map((kind) => tell(kind, breaches));
}

function breachOf({ probe, outcomes, heard }: Probed, evidence: Evidence): readonly Breach[] {
  if (probe.purpose !== "attack" || evidence.origins.includes(probe.origin)) return [];
  if (!BROWSERS.some((engine) => outcomes[engine].verdict === "readable")) return [];
  const answer = heard.findLast((one) => !isPreflight(one));
  // What is public on purpose has no strangers.
  if (answer === undefined || allowOrigin(answer) === "*") return [];
  const kinships = evidence.origins.map((origin) => kinshipOf(probe.origin, origin));
  // Of several origins the one that it was made after.
  const kinship = kinships.find((one) => one !== "origin-reflected") ?? "origin-reflected";
  return [{ kinship, origin: probe.origin, withCredentials: probe.request.credentials === "include", heard: answer }];
}

function isCredentialed(kind: Kinship, breaches: readonly Breach[]): boolean {
  return breaches.some(({ kinship, withCredentials }) => kinship === kind && withCredentials);
}

function explains(one: Kinship, other: Kinship, breaches: readonly Breach[]): boolean {
  if (one === other || !EXPLAINS[one]?.includes(other)) return false;
  return isCredentialed(one, breaches) || !isCredentialed(other, breaches);
}

function tell(kind: Kinship, breaches: readonly Breach[]): Found {
  const credentialed = isCredentialed(kind, breaches);
  const own = breaches.filter((one) => one.kinship === kind && one.withCredentials === credentialed);
  const [severe, mild, who, why] = KINDS[kind];
  const examples = [...new Set(own.map(({ origin }) => origin))].slice(0, 3).join(", ");
  return {
    code: kind,
    severity: credentialed ? severe : mild,
    about: examples,
    message: `${who} reads this${credentialed ? ", with the visitor's cookies" : ", without credentials"}: ${examples}`,
    cause: why,
    fix: FIXES[kind] ?? "Compare the whole origin with a list, byte by byte, and set no header where it is not on it.",
    shown: own.slice(0, 1).map(({ heard }) => heard),
  };
}

const FIXES: Readonly<Partial<Record<Kinship, string>>> = {
  "origin-reflected":
    "Compare the Origin with a list, byte by byte. Where everybody may read, say so with * and without credentials.",
  "origin-null": "Take null off the list; give the page that needs it an origin of its own.",
  "origin-insecure": "Take the http: origin off the list, and serve the page over https alone.",
  "origin-localhost": "Keep development's origins in development's configuration.",
  "origin-any-port": "Compare the whole origin, its port too, unless other ports are meant.",
  "origin-any-subdomain": "List the subdomains that need it, unless all of them are meant.",
};
