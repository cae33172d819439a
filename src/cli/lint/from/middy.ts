import { domainToASCII } from "node:url";
import { originParts } from "../../../policy/origin.ts";
import { anyOriginWithCredentials, preflightNotAnswered, reflectsAnyOrigin, unread } from "./dangers.ts";
import { emptyNotes, type ForeignOrigin, type ForeignPolicy, type Notes } from "./foreign.ts";
import { flagIn, isNothing, namesIn, optionsOf, secondsIn, type JsOptions } from "./js-options.ts";
import { exactOrigin } from "./origin-option.ts";
import type { StaticValue } from "./static-value.ts";

/** The options that there are. */
export const KNOWN: readonly string[] = (
  "disableBeforePreflightResponse getOrigin credentials headers methods origin origins exposeHeaders maxAge " +
  "requestHeaders requestMethods cacheControl vary"
).split(" ");

/** The options of @middy/http-cors 7.9.2 (https://middy.js.org/docs/middlewares/http-cors/), as it takes them. */
export function readMiddy(name: string, value: StaticValue | undefined): ForeignPolicy {
  const notes = emptyNotes();
  const options = optionsOf(value, KNOWN, notes);
  const credentials = flagIn(options, "credentials", (on) => on === true || on === "true", notes);
  const origins = originsOf(value, options, credentials, notes);
  if (!isOff(options.get("disableBeforePreflightResponse"))) {
    notes.findings.push(preflightNotAnswered("httpCors() without disableBeforePreflightResponse: false"));
    notes.differences.push({ effect: "other", what: "corskit answers preflight requests itself" });
  }
  notes.findings.push({
    code: "errors-without-cors",
    severity: "info",
    message: "httpCors() covers what comes after it: an early return of a later middleware has no CORS headers",
    cause: "it works in the after and onError phases, which an early return skips",
    fix: "wrap the handler as a whole: withCors(policy, middy(handler)) of corskit/lambda",
  });
  for (const option of ["requestHeaders", "requestMethods"]) {
    const given = options.get(option);
    if (given)
      notes.unread.push({
        line: given.line,
        column: given.column,
        what: `${option}: the lists of what is allowed say it`,
      });
  }
  return {
    name,
    origins,
    methods: namesIn(options, "methods", notes) ?? [],
    headers: namesIn(options, "headers", notes) ?? [],
    exposed: namesIn(options, "exposeHeaders", notes) ?? [],
    credentials,
    maxAge: secondsIn(options, "maxAge", notes),
    ...notes,
  };
}

function isOff(value: StaticValue | undefined): boolean {
  return value?.kind === "literal" && value.value !== undefined && !value.value;
}

function originsOf(
  whole: StaticValue | undefined,
  options: JsOptions,
  credentials: boolean,
  notes: Notes,
): readonly ForeignOrigin[] {
  const own = options.get("getOrigin");
  if (own !== undefined) {
    unread(own, "getOrigin", notes);
    return [{ kind: "unread" }];
  }
  if (whole !== undefined && whole.kind === "unknown") return [{ kind: "unread" }];
  const [origin, origins] = [options.get("origin"), options.get("origins")];
  const listed = origins?.kind === "list" ? origins.items : origins === undefined ? [] : [origins];
  const all = [...(origin === undefined ? [] : [origin]), ...listed];
  return all.flatMap((item, i): readonly ForeignOrigin[] => {
    if (isNothing(item)) return [];
    if (item.kind !== "literal" || typeof item.value !== "string") {
      unread(item, item === origin ? "origin" : `origins[${i}]`, notes);
      return [{ kind: "unread" }];
    }
    return originOf(item.value, listed.length > 0, credentials, notes);
  });
}

function originOf(value: string, inList: boolean, credentials: boolean, notes: Notes): readonly ForeignOrigin[] {
  if (value === "*") {
    if (!credentials) return [{ kind: "any" }];
    notes.findings.push(
      anyOriginWithCredentials("httpCors()"),
      reflectsAnyOrigin('httpCors() with "*" and credentials', true),
    );
    return [{ kind: "reflected" }];
  }
  // By itself `origin` is sent as it stands; in a list Punycode is undone and case does not count.
  if (!inList) return exactOrigin(value, "origin", credentials, notes);
  if (!value.includes("*")) return exactOrigin(punycode(value), "origins", credentials, notes);
  const isSubdomain = /^https?:\/\/\*\.[^*]+$/.test(value) && originParts(value.replace("*", "a")) !== undefined;
  if (isSubdomain) {
    notes.differences.push({
      effect: "wider",
      what: `${value}: subdomains at any depth, where middy's * is one label`,
    });
    return [{ kind: "patterns", patterns: [value] }];
  }
  const isOpen = /^https?:\/\/\*[^.*]/.test(value) && !/^https?:\/\/\*-/.test(value);
  if (isOpen) {
    notes.findings.push({
      code: "regexp-unanchored",
      severity: credentials ? "error" : "warning",
      message: `${value} lets in ${value.replace("*", "evil")}`,
      cause: "nothing has to stand between the * and the name that follows",
      fix: "want a dot there: https://*.example.com",
    });
  }
  notes.differences.push({ effect: "safer", what: `${value} cannot be said with corskit's patterns: left out` });
  return [{ kind: "unread" }];
}

function punycode(origin: string): string {
  const [, scheme = "", host = "", port = ""] = /^(https?:\/\/)([^:/]+)(:\d+)?$/i.exec(origin) ?? [];
  return host === "" ? origin : `${scheme.toLowerCase()}${domainToASCII(host) || host}${port}`;
}
