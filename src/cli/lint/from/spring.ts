import { patternFault } from "../../../policy/pattern-fault.ts";
import { anyOriginByDefault, anyOriginWithCredentials, reflectsAnyOrigin, unread } from "./dangers.ts";
import { emptyNotes, type ForeignOrigin, type ForeignPolicy, type Notes } from "./foreign.ts";
import { flagIn, namesIn, secondsIn } from "./js-options.ts";
import { exactOrigin } from "./origin-option.ts";
import { readJava, type SpringOptions } from "./spring-java.ts";
import { readSpringYaml } from "./spring-yaml.ts";
import type { StaticValue } from "./static-value.ts";

/**
 * The policies of a Spring application: of a Java or Kotlin source, or of Spring Cloud Gateway's YAML
 * (https://docs.spring.io/spring-framework/reference/web/webmvc-cors.html).
 *
 * @throws CannotRun where YAML cannot be parsed
 */
export function readSpring(text: string, file: string): readonly ForeignPolicy[] {
  const found = /\.(ya?ml|json)$/.test(file) ? readSpringYaml(text, file) : readJava(text);
  return found.map(readOne);
}

function readOne({ name, values, isOpen, isAnnotation }: SpringOptions): ForeignPolicy {
  const notes = emptyNotes();
  const credentials = flagIn(values, "allowCredentials", (on) => on === true || on === "true", notes);
  const origins = originsOf(values, isOpen, name, credentials, notes);
  const methods = namesIn(values, "allowedMethods", notes) ?? (isOpen ? ["GET", "HEAD", "POST"] : ["GET", "HEAD"]);
  if (isAnnotation && !values.has("allowedMethods")) {
    notes.differences.push({ effect: "other", what: "without methods Spring grants those of the handler: list them" });
  }
  const refused = ["GET", "HEAD", "POST"].filter((method) => !methods.includes(method) && !methods.includes("*"));
  if (refused.length > 0 && origins.length > 0) {
    notes.differences.push({
      effect: "wider",
      what: `Spring answers ${refused.join(" and ")} of other origins with 403; to corskit they are safelisted, and the handler's`,
    });
  }
  const headers = namesIn(values, "allowedHeaders", notes) ?? (isOpen ? ["*"] : []);
  return {
    name,
    origins,
    // * is what was asked for, with credentials too.
    methods: methods.includes("*") ? "requested" : methods,
    headers: headers.includes("*") ? "requested" : headers,
    exposed: namesIn(values, "exposedHeaders", notes) ?? [],
    credentials,
    maxAge: secondsIn(values, "maxAge", notes) ?? (isOpen ? 1800 : null),
    ...notes,
  };
}

function originsOf(
  values: SpringOptions["values"],
  isOpen: boolean,
  name: string,
  credentials: boolean,
  notes: Notes,
): readonly ForeignOrigin[] {
  const [listed, patterns] = [values.get("allowedOrigins"), values.get("allowedOriginPatterns")];
  if (listed === undefined && patterns === undefined) {
    if (!isOpen) return [];
    notes.findings.push(anyOriginByDefault(name.replace(/^line \d+, /, "")));
    if (credentials) notes.findings.push(anyOriginWithCredentials("allowedOrigins"));
    return [{ kind: "any" }];
  }
  const exact = textsOf(listed, "allowedOrigins", notes).flatMap((text): readonly ForeignOrigin[] => {
    if (text === null) return [{ kind: "unread" }];
    if (text !== "*") return exactOrigin(text.toLowerCase().replace(/\/$/, ""), "allowedOrigins", credentials, notes);
    // Since 5.3 it throws then, at the first request.
    if (credentials) notes.findings.push(anyOriginWithCredentials("allowedOrigins"));
    return [{ kind: "any" }];
  });
  return [
    ...exact,
    ...textsOf(patterns, "allowedOriginPatterns", notes).flatMap((text) =>
      text === null ? [{ kind: "unread" } as const] : patternOf(text.replace(/\/$/, ""), credentials, notes),
    ),
  ];
}

/** Texts, split at commas as Spring does; null for one that is not read. */
function textsOf(value: StaticValue | undefined, option: string, notes: Notes): readonly (string | null)[] {
  if (value === undefined) return [];
  return (value.kind === "list" ? value.items : [value]).flatMap((item): readonly (string | null)[] => {
    if (item.kind === "literal" && typeof item.value === "string") return split(item.value);
    unread(item, option, notes);
    return [null];
  });
}

/** A comma between brackets stands between ports. */
function split(value: string): readonly string[] {
  const texts: string[] = [];
  let isBetween = false;
  for (const piece of value.split(",")) {
    if (isBetween) texts.push(`${texts.pop()},${piece}`);
    else texts.push(piece);
    const bracket = Math.max(piece.lastIndexOf("["), piece.lastIndexOf("]"));
    if (bracket >= 0) isBetween = piece[bracket] === "[";
  }
  return texts.map((text) => text.trim());
}

/** Spring's own patterns: `*` is any text, ports stand in brackets. */
function patternOf(text: string, credentials: boolean, notes: Notes): readonly ForeignOrigin[] {
  if (text === "*") {
    notes.findings.push(reflectsAnyOrigin('allowedOriginPatterns("*")', credentials));
    return [{ kind: "reflected" }];
  }
  const [, base = text, ports] = /^(.*):\[(\*|\d+(?:,\d+)*)\]$/.exec(text) ?? [];
  const candidates =
    ports === undefined ? [text] : ports === "*" ? [`${base}:*`] : ports.split(",").map((port) => `${base}:${port}`);
  if (/^https?:\/\/\*[^.:-]/.test(base)) {
    const intruder = base.replaceAll("*", "evil");
    notes.findings.push({
      code: "regexp-unanchored",
      severity: credentials ? "error" : "warning",
      message: `${text} lets in ${intruder}`,
      cause: "* stands for any text, and nothing has to stand between it and what follows",
      fix: "want a dot there: https://*.example.com",
    });
  }
  const sayable = candidates.every((one) => patternFault(one) === undefined);
  // `https://*--x.example.com` takes several labels there; `a:*` any text that begins with a colon.
  if (sayable && text.endsWith(":*"))
    notes.differences.push({ effect: "wider", what: `${text} matches without a port as well` });
  if (sayable && /:\/\/\*[^.]/.test(base))
    notes.differences.push({ effect: "safer", what: `${text}: one label, where Spring takes several` });
  if (sayable) return [{ kind: "patterns", patterns: candidates }];
  notes.differences.push({ effect: "safer", what: `${text} cannot be said with corskit's patterns: left out` });
  return [{ kind: "unread" }];
}
