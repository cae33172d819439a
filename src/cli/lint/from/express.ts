import { anyOriginWithCredentials, preflightNotAnswered } from "./dangers.ts";
import { emptyNotes, type ForeignOrigin, type ForeignPolicy, type Notes } from "./foreign.ts";
import { flagIn, namesIn, optionsOf, secondsIn, type JsOptions } from "./js-options.ts";
import { originsByDefault, originsIn } from "./origin-option.ts";
import type { StaticValue } from "./static-value.ts";

/** The options that there are. */
export const KNOWN: readonly string[] = [
  "origin",
  "methods",
  "allowedHeaders",
  "headers",
  "exposedHeaders",
  "credentials",
  "maxAge",
  "preflightContinue",
  "optionsSuccessStatus",
];

/** The options of npm cors 2.8.6 (https://github.com/expressjs/cors#configuration-options), as it takes them. */
export function readExpress(name: string, value: StaticValue | undefined): ForeignPolicy {
  const notes = emptyNotes();
  const options = optionsOf(value, KNOWN, notes);
  const credentials = flagIn(options, "credentials", (on) => on === true, notes);
  const origins = originsOf(value, options, credentials, notes);
  if (origins.some(({ kind }) => kind === "any") && credentials)
    notes.findings.push(anyOriginWithCredentials("cors()"));
  if (flagIn(options, "preflightContinue", Boolean, notes)) {
    notes.findings.push(preflightNotAnswered("preflightContinue"));
    notes.differences.push({ effect: "other", what: "corskit answers preflight requests itself" });
  }
  // Falsy lists are none to it, and reflect what is asked for.
  const headers = namesIn(options, options.get("allowedHeaders") ? "allowedHeaders" : "headers", notes);
  const isEmptyText = isText(options.get("allowedHeaders") ?? options.get("headers"), "");
  return {
    name,
    origins,
    methods: namesIn(options, "methods", notes) ?? ["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"],
    headers: isEmptyText ? "requested" : (headers ?? "requested"),
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
  if (value === undefined) return originsByDefault(whole, "cors()", notes);
  // Without an origin it does nothing at all.
  if (value.kind === "literal" && !value.value) return [];
  if (value.kind === "regexp" && value.flags.includes("g")) {
    notes.findings.push({
      code: "regexp-global",
      severity: "error",
      message: `/${value.source}/${value.flags} lets every other request pass`,
      cause: "with the flag g it goes on where the last match ended, also in another request",
      fix: "remove the flag g",
      evidence: [`line ${value.line}, column ${value.column}`],
    });
    notes.differences.push({
      effect: "wider",
      what: "corskit lets every request of such an origin pass, not every other",
    });
  }
  return originsIn(value, { what: "cors()", credentials, takesRegExps: true, starInList: false }, notes);
}

function isText(value: StaticValue | undefined, text: string): boolean {
  return value?.kind === "literal" && value.value === text;
}
