import { lookup as systemLookup, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { CannotRun } from "../../cannot-run.ts";

const LOCALHOST: readonly LookupAddress[] = [
  { address: "127.0.0.1", family: 4 },
  { address: "::1", family: 6 },
];

/**
 * How names become addresses: as `--resolve` says, `localhost` and all names under it as browsers do it without
 * asking anybody (https://www.rfc-editor.org/rfc/rfc6761#section-6.3), the others as the system does.
 *
 * @param rules `host:port:address`, as curl takes them; an IPv6 address with or without brackets
 * @throws CannotRun
 */
export function lookupBy(rules: readonly string[]): (port: number) => LookupFunction {
  const fixed = new Map(rules.map(parseRule));
  return (port) => (hostname, options, callback) => {
    const name = hostname.replace(/\.$/, "");
    const rule = fixed.get(`${name}:${port}`);
    const known = rule !== undefined ? [rule] : /^(.+\.)?localhost$/.test(name) ? LOCALHOST : undefined;
    if (known === undefined) systemLookup(hostname, options, callback);
    else if (options.all === true) callback(null, [...known]);
    else callback(null, known[0]?.address ?? "", known[0]?.family);
  };
}

function parseRule(rule: string): readonly [string, LookupAddress] {
  const [, host, port, bracketed] = /^([^:]+):(\d+):(.+)$/.exec(rule) ?? [];
  const address = bracketed?.replace(/^\[(.*)\]$/, "$1") ?? "";
  const family = isIP(address);
  if (host === undefined || family === 0) {
    throw new CannotRun(`--resolve ${rule} is not host:port:address`, "write it as api.example.com:443:127.0.0.1");
  }
  return [`${host.toLowerCase()}:${port}`, { address, family }];
}
