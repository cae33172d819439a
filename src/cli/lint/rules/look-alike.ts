import { parse } from "tldts";
import type { ResolvedConfig } from "../../../index.ts";
import { fillIn, originParts } from "../../../policy/origin.ts";
import type { Finding } from "../../finding.ts";
import { skeletonOf } from "./homograph.ts";
import { groups, patternsOf, seen, type Listed, type Rule } from "./rule.ts";
import { slips } from "./spelling.ts";

/** Shorter names are a letter apart by chance: eu and us, app and api. */
const SHORTEST = 5;

/** A listed host in parts: `admin`, `example`, `co.uk`. */
interface Host {
  readonly listed: Listed;
  /** Empty where a `*` stands for it. */
  readonly subdomain: string;
  readonly name: string;
  readonly suffix: string;
}

/** Origins that look like slips of each other: one of them is a stranger's, or nobody's. */
export const lookAlike: Rule = (config) => {
  const hosts = patternsOf(config).flatMap(hostOf);
  return [...nameSlips(hosts, config), ...sameToTheEye(hosts, config), ...subdomainSlips(hosts), ...suffixSlips(hosts)];
};

function hostOf(listed: Listed): readonly Host[] {
  // Part of a label is no name.
  if (/:\/\/\*[^.]/.test(listed.pattern)) return [];
  const { host } = originParts(fillIn(listed.pattern)) ?? { host: "" };
  const { domain, domainWithoutSuffix, publicSuffix, subdomain, isIp } = parse(host, { allowPrivateDomains: true });
  if (isIp || !domain || !domainWithoutSuffix || !publicSuffix) return [];
  const isWild = listed.pattern.includes("://*.");
  return [{ listed, subdomain: isWild ? "" : (subdomain ?? ""), name: domainWithoutSuffix, suffix: publicSuffix }];
}

/** `example` beside `exmaple`: two owners. */
function nameSlips(hosts: readonly Host[], { allowCredentials }: ResolvedConfig): readonly Finding[] {
  return pairs(hosts, ({ name }) => skeletonOf(name)).map(([one, other]) =>
    finding(one, other, allowCredentials ? "error" : "warning", STRANGER),
  );
}

/** A name and the international one that reads the same. */
function sameToTheEye(hosts: readonly Host[], { allowCredentials }: ResolvedConfig): readonly Finding[] {
  return groups(hosts, ({ name }) => skeletonOf(name)).flatMap((same) => {
    const [one, other] = new Map(same.map((host) => [host.name, host])).values();
    return one && other ? [finding(one, other, allowCredentials ? "error" : "warning", STRANGER)] : [];
  });
}

/** `admin.example.com` beside `amdin.example.com`: one owner, and a page that may not be there. */
function subdomainSlips(hosts: readonly Host[]): readonly Finding[] {
  return groups(hosts, ({ name, suffix }) => `${name}.${suffix}`).flatMap((same) =>
    pairs(same, ({ subdomain }) => subdomain).map(([one, other]) =>
      finding(one, other, "info", "one of them may be a page that does not exist, and the real one is missing then"),
    ),
  );
}

/** Suffixes that fingers and memories exchange. Those of countries stand beside each other on purpose. */
const EXCHANGED = ["com co cm om con net org".split(" "), "io oi".split(" "), "dev app".split(" ")];

/** `example.com` beside `example.co`. */
function suffixSlips(hosts: readonly Host[]): readonly Finding[] {
  return groups(hosts, ({ subdomain, name }) => `${subdomain}.${name}`).flatMap((same) => {
    const [one, ...others] = new Map(same.map((host) => [host.suffix, host])).values();
    if (one === undefined) return [];
    return others
      .filter(({ suffix }) => EXCHANGED.some((group) => group.includes(one.suffix) && group.includes(suffix)))
      .map((other) => finding(one, other, "info", STRANGER));
  });
}

const STRANGER = "if one is a slip, whoever registers that name reads what yours may read";

/** Hosts of which a part is a slip of the other's, a pair for each two parts. */
function pairs(hosts: readonly Host[], part: (host: Host) => string): readonly (readonly [Host, Host])[] {
  const byPart = new Map(hosts.toReversed().map((host) => [part(host), host]));
  return slips([...byPart.keys()].filter((word) => word.length >= SHORTEST)).flatMap(([a, b]) => {
    const [one, other] = [byPart.get(a), byPart.get(b)];
    return one && other && !isOnPurpose(a, b) ? [[one, other] as const] : [];
  });
}

/** Numbered names and plurals. */
function isOnPurpose(a: string, b: string): boolean {
  const unnumbered = (word: string): string => word.replace(/\d/g, "");
  return unnumbered(a) === unnumbered(b) || `${a}s` === b || `${b}s` === a;
}

function finding(one: Host, other: Host, severity: Finding["severity"], cause: string): Finding {
  return {
    code: "look-alike-origins",
    severity,
    message: `${one.listed.pattern} and ${other.listed.pattern} look like slips of each other`,
    cause,
    fix: "make sure that you own both; remove the one that is a slip",
    evidence: [seen(one.listed), seen(other.listed)],
  };
}
