import { anyOriginByDefault, anyOriginWithCredentials } from "./dangers.ts";
import { emptyNotes, type ForeignOrigin, type ForeignPolicy } from "./foreign.ts";
import { flagIn, namesIn, optionsOf, secondsIn } from "./js-options.ts";
import { originsIn } from "./origin-option.ts";
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
  const origin = options.get("origin");
  const isPartial = value !== undefined && value.kind !== "literal" && (value.kind !== "object" || !value.isWhole);
  let origins: readonly ForeignOrigin[];
  if (origin !== undefined) {
    const isEmpty = origin.kind === "literal" && origin.value === "";
    const rules = { what: "cors()", credentials, takesRegExps: false, starInList: false };
    origins = isEmpty ? [] : originsIn(origin, rules, notes);
  } else if (isPartial) origins = [{ kind: "unread" }];
  else {
    notes.findings.push(anyOriginByDefault("cors()"));
    origins = [{ kind: "any" }];
  }
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

function methodsOf(names: readonly string[] | null | undefined): readonly string[] {
  if (names === null) return [];
  return names ?? ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "QUERY"];
}
