import { anyOriginWithCredentials } from "./dangers.ts";
import { emptyNotes, type ForeignOrigin, type ForeignPolicy, type Notes } from "./foreign.ts";
import { flagIn, namesIn, optionsOf, secondsIn, type JsOptions } from "./js-options.ts";
import { originsByDefault, originsIn } from "./origin-option.ts";
import type { StaticValue } from "./static-value.ts";

/** The options that there are. */
export const KNOWN: readonly string[] = [
  "origin",
  "allowMethods",
  "allowHeaders",
  "maxAge",
  "credentials",
  "exposeHeaders",
];

/** The options of hono/cors 4.13.19 (https://hono.dev/docs/middleware/builtin/cors), as it takes them. */
export function readHono(name: string, value: StaticValue | undefined): ForeignPolicy {
  const notes = emptyNotes();
  const options = optionsOf(value, KNOWN, notes);
  const credentials = flagIn(options, "credentials", Boolean, notes);
  const origins = originsOf(value, options, credentials, notes);
  if (origins.some(({ kind }) => kind === "any") && credentials)
    notes.findings.push(anyOriginWithCredentials("cors()"));
  const headers = namesIn(options, "allowHeaders", notes);
  return {
    name,
    origins,
    methods: methodsOf(namesIn(options, "allowMethods", notes)),
    headers: headers && headers.length > 0 ? headers : "requested",
    exposed: namesIn(options, "exposeHeaders", notes) ?? [],
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
  if (value.kind === "literal" && value.value === "") return [];
  return originsIn(value, { what: "cors()", credentials, takesRegExps: false, starInList: false }, notes);
}

function methodsOf(names: readonly string[] | null | undefined): readonly string[] {
  if (names === null) return [];
  return names ?? ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "QUERY"];
}
