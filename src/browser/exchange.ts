import { spec, type Fault } from "./failure.ts";
import { extractTokens, getHeader, type HeaderList } from "./header-list.ts";
import type { EngineProfile } from "./engine-profile.ts";
import type { CredentialsMode, NetworkRequest, NetworkResponse } from "./request.ts";

/** One comparison that the browser made, with the bytes on both sides. */
export interface Check {
  /** The header, or `status`. */
  readonly name: string;
  readonly passed: boolean;
  /** What would have passed. */
  readonly wanted: string;
  /** What was there; null for an absent header. */
  readonly found: string | null;
  /** The step of the standard. */
  readonly step: string;
}

/** One request and its answer, as the browser judged them. */
export interface Exchange {
  readonly kind: "preflight" | "actual";
  readonly request: NetworkRequest;
  /** Null where the network failed. */
  readonly response: NetworkResponse | null;
  /** What the browser found wrong; null where it went on. */
  readonly fault: Fault | null;
  /** What the browser compared, in the order of the standard's steps; nothing where CORS does not apply. */
  readonly checks: readonly Check[];
}

/** What the checks of an exchange depend on, as it was when it took place. */
export interface Judged {
  readonly kind: "preflight" | "actual";
  readonly origin: string;
  readonly credentials: CredentialsMode;
  readonly method: string;
  readonly unsafeNames: readonly string[];
  readonly useCorsPreflight: boolean;
  readonly profile: EngineProfile;
}

/** The checks of an exchange, worked out for whoever looks at them. */
export function checksOf(judged: Judged, { status, headers }: NetworkResponse): readonly Check[] {
  const { origin, credentials } = judged;
  const wildcard = credentials !== "include";
  const step = spec("concept-cors-check");
  const header = (name: string, wanted: string, passes: (value: string) => boolean): Check => {
    const found = getHeader(headers, name);
    return { name, passed: found !== null && passes(found), wanted, found, step };
  };
  const checks = [
    header(
      "Access-Control-Allow-Origin",
      wildcard ? `${origin} or *` : origin,
      (value) => value === origin || (wildcard && value === "*"),
    ),
  ];
  if (!wildcard) checks.push(header("Access-Control-Allow-Credentials", "true", (value) => value === "true"));
  return judged.kind === "actual" ? checks : [...checks, ...preflightChecks(judged, status, headers, wildcard)];
}

function preflightChecks(judged: Judged, status: number, headers: HeaderList, wildcard: boolean): readonly Check[] {
  const step = spec("cors-preflight-fetch-0");
  const listed = (name: string, member: string, folded: boolean): Check => {
    const list = extractTokens(headers, name);
    const members = Array.isArray(list) ? list : [];
    const covered = wildcard && (member !== "authorization" || judged.profile.wildcardCoversAuthorization);
    const passed = members.some(
      (one: string) => one === member || (folded && one.toLowerCase() === member) || (covered && one === "*"),
    );
    return { name, passed, wanted: member, found: getHeader(headers, name), step };
  };
  const isSpoilt = (name: string): boolean => extractTokens(headers, name) === "failure";
  /** A list that nothing is needed of has to be one all the same. */
  const spoilt = (name: string): readonly Check[] =>
    isSpoilt(name) ? [{ name, passed: false, wanted: "a list of names", found: getHeader(headers, name), step }] : [];
  const granted =
    judged.useCorsPreflight &&
    judged.profile.listenerGrantsMethod &&
    getHeader(headers, "Access-Control-Allow-Methods") === null;
  const needsMethod = !/^(GET|HEAD|POST)$/.test(judged.method) && !granted;
  return [
    { name: "status", passed: status >= 200 && status <= 299, wanted: "200 to 299", found: String(status), step },
    ...(needsMethod
      ? [listed("Access-Control-Allow-Methods", judged.method, false)]
      : spoilt("Access-Control-Allow-Methods")),
    ...(judged.unsafeNames.length > 0
      ? judged.unsafeNames.map((name) => listed("Access-Control-Allow-Headers", name, true))
      : spoilt("Access-Control-Allow-Headers")),
  ];
}
