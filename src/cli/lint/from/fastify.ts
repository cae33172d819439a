import { anyOriginWithCredentials, preflightNotAnswered } from "./dangers.ts";
import { emptyNotes, type ForeignOrigin, type ForeignPolicy, type Notes } from "./foreign.ts";
import { flagIn, namesIn, optionsOf, secondsIn, type JsOptions } from "./js-options.ts";
import { originsByDefault, originsIn } from "./origin-option.ts";
import type { StaticValue } from "./static-value.ts";

/** The options that there are. */
export const KNOWN: readonly string[] = (
  "origin methods allowedHeaders exposedHeaders credentials maxAge cacheControl preflight preflightContinue " +
  "optionsSuccessStatus strictPreflight hideOptionsRoute hook logLevel delegator"
).split(" ");

/** The options of @fastify/cors 11.4.3 (https://github.com/fastify/fastify-cors#options), as it takes them. */
export function readFastify(name: string, value: StaticValue | undefined): ForeignPolicy {
  const notes = emptyNotes();
  const options = optionsOf(value, KNOWN, notes);
  const credentials = flagIn(options, "credentials", Boolean, notes);
  const origins = originsOf(value, options, credentials, notes);
  if (origins.some(({ kind }) => kind === "any") && credentials) {
    notes.findings.push(anyOriginWithCredentials("@fastify/cors"));
  }
  notePreflights(options, notes);
  const headers = namesIn(options, "allowedHeaders", notes);
  return {
    name,
    origins,
    methods: methodsOf(options, notes),
    headers: headers ?? "requested",
    exposed: namesIn(options, "exposedHeaders", notes) ?? [],
    credentials,
    maxAge: secondsIn(options, "maxAge", notes),
    ...notes,
  };
}

function originsOf(
  whole: StaticValue | undefined,
  options: JsOptions,
  credentials: boolean,
  notes: Notes,
): readonly ForeignOrigin[] {
  const value = options.get("origin");
  const delegator = options.get("delegator");
  if (delegator !== undefined) {
    notes.unread.push({ line: delegator.line, column: delegator.column, what: "delegator is a function" });
    return [{ kind: "unread" }];
  }
  if (value === undefined) return originsByDefault(whole, "@fastify/cors", notes);
  if (value.kind === "literal" && value.value === false) return [];
  return originsIn(value, { what: "@fastify/cors", credentials, takesRegExps: true, starInList: true }, notes);
}

function methodsOf(options: JsOptions, notes: Notes): readonly string[] {
  const names = namesIn(options, "methods", notes);
  if (!options.has("methods")) {
    notes.findings.push({
      code: "default-methods",
      severity: "warning",
      message: "@fastify/cors without methods grants GET, HEAD and POST alone",
      cause: "its default is the safelisted methods: PUT, PATCH and DELETE fail at their preflight",
      fix: "list the methods that pages use",
      snippet: 'methods: ["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"],',
    });
  }
  return names ?? ["GET", "HEAD", "POST"];
}

function notePreflights(options: JsOptions, notes: Notes): void {
  const preflight = options.get("preflight");
  const isOff = preflight?.kind === "literal" && preflight.value !== true;
  if (!isOff && !flagIn(options, "preflightContinue", Boolean, notes)) return;
  notes.findings.push(preflightNotAnswered(isOff ? "preflight: false" : "preflightContinue"));
  notes.differences.push({ effect: "other", what: "corskit answers preflight requests itself" });
}
