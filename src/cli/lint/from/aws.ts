import type { Finding } from "../../finding.ts";
import { anyOriginByDefault, anyOriginWithCredentials, reflectsAnyOrigin, unread } from "./dangers.ts";
import { emptyNotes, type ForeignOrigin, type ForeignPolicy, type Notes } from "./foreign.ts";
import { flagIn, isNothing, namesIn, secondsIn, type JsOptions } from "./js-options.ts";
import { exactOrigin } from "./origin-option.ts";
import type { StaticValue } from "./static-value.ts";
import { atPath, entriesOf, readYaml } from "./yaml-value.ts";

/** Where a CORS configuration stands in a template, and in which form. */
interface Found {
  readonly name: string;
  readonly value: StaticValue;
  /** `rest` has one text of quoted values for each header; the others have lists. */
  readonly form: "http" | "rest" | "url";
}

/**
 * The policies of a CloudFormation or SAM template: HTTP APIs
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html), Function URLs, and `Cors` of
 * SAM's REST APIs. A file that has such a configuration alone is one policy.
 *
 * @throws CannotRun where it is no YAML or JSON
 */
export function readAws(text: string, file: string): readonly ForeignPolicy[] {
  return readYaml(text, file).flatMap((template) => find(template).map(readOne));
}

function find(template: StaticValue): readonly Found[] {
  const found: Found[] = [];
  const add = (name: string, value: StaticValue | undefined, form: Found["form"]): void => {
    if (value !== undefined && !isNothing(value)) found.push({ name: `line ${value.line}, ${name}`, value, form });
  };
  for (const [name, resource] of entriesOf(atPath(template, "Resources"))) {
    const type = atPath(resource, "Type");
    const properties = atPath(resource, "Properties");
    const kind = type?.kind === "literal" ? String(type.value) : "";
    if (kind === "AWS::ApiGatewayV2::Api") add(name, atPath(properties, "CorsConfiguration"), "http");
    if (kind === "AWS::Serverless::HttpApi") add(name, atPath(properties, "CorsConfiguration"), "http");
    if (kind === "AWS::Serverless::Api") add(name, atPath(properties, "Cors"), "rest");
    if (kind === "AWS::Lambda::Url") add(name, atPath(properties, "Cors"), "url");
    if (kind === "AWS::Serverless::Function") add(name, atPath(properties, "FunctionUrlConfig", "Cors"), "url");
  }
  add("Globals.HttpApi", atPath(template, "Globals", "HttpApi", "CorsConfiguration"), "http");
  add("Globals.Api", atPath(template, "Globals", "Api", "Cors"), "rest");
  add("Globals.Function", atPath(template, "Globals", "Function", "FunctionUrlConfig", "Cors"), "url");
  if (found.length > 0 || atPath(template, "Resources") !== undefined) return found;
  const alone = atPath(template, "CorsConfiguration") ?? atPath(template, "Cors") ?? template;
  if (atPath(alone, "AllowOrigins") !== undefined) add("CorsConfiguration", alone, "http");
  else if (atPath(alone, "AllowOrigin") !== undefined) add("Cors", alone, "rest");
  return found;
}

function readOne({ name, value, form }: Found): ForeignPolicy {
  const notes = emptyNotes();
  const options = form === "rest" ? unquoted(value) : optionsOf(value);
  const credentials = flagIn(options, "AllowCredentials", (on) => on === true || /^'?true'?$/.test(String(on)), notes);
  const read = originsOf(options, form, credentials, notes);
  // A Function URL was seen to write the origin back then.
  const reflects = form === "url" && credentials;
  const origins = read.map((origin): ForeignOrigin =>
    reflects && origin.kind === "any" ? { kind: "reflected" } : origin,
  );
  if (read.some(({ kind }) => kind === "any") && credentials) {
    notes.findings.push(
      form === "url" ? reflectsAnyOrigin('AllowOrigins "*" of a Function URL', true) : anyOriginWithCredentials(name),
    );
  }
  notes.findings.push(...formFindings(form, options));
  if (form === "rest") {
    notes.differences.push({
      effect: "other",
      what: "the gateway answers preflight requests alone; the function sets its own headers",
    });
  }
  return {
    name,
    origins,
    methods: methodsOf(options, form, notes),
    headers: namesIn(options, "AllowHeaders", notes) ?? [],
    exposed: namesIn(options, "ExposeHeaders", notes) ?? [],
    credentials,
    maxAge: secondsIn(options, "MaxAge", notes),
    ...notes,
  };
}

/** `true`, and an intrinsic, are the origins: SAM takes them so. */
function optionsOf(value: StaticValue): JsOptions {
  if (value.kind === "object") return value.entries;
  const isOn = value.kind === "literal" && value.value === true;
  return new Map([["AllowOrigins", isOn ? { ...value, kind: "literal", value: "*" } : value]]);
}

/** SAM's `Cors` of REST APIs: `"'GET,PUT'"`, quoted once more for the mapping template. */
function unquoted(value: StaticValue): JsOptions {
  if (value.kind !== "object") return new Map([["AllowOrigins", withoutQuotes(value)]]);
  return new Map(
    [...value.entries].map(([name, one]) => [name === "AllowOrigin" ? "AllowOrigins" : name, withoutQuotes(one)]),
  );
}

function withoutQuotes(value: StaticValue): StaticValue {
  if (value.kind !== "literal" || typeof value.value !== "string") return value;
  return { ...value, value: value.value.replace(/^'(.*)'$/s, "$1") };
}

function originsOf(
  options: JsOptions,
  form: Found["form"],
  credentials: boolean,
  notes: Notes,
): readonly ForeignOrigin[] {
  const value = options.get("AllowOrigins");
  if (value === undefined && form === "rest") {
    notes.findings.push(anyOriginByDefault("Cors of AWS::Serverless::Api"));
    return [{ kind: "any" }];
  }
  if (value === undefined) return [];
  const items = value.kind === "list" ? value.items : [value];
  return items.flatMap((item, i): readonly ForeignOrigin[] => {
    const option = value.kind === "list" ? `AllowOrigins[${i}]` : "AllowOrigins";
    if (item.kind !== "literal" || typeof item.value !== "string") {
      unread(item, option, notes);
      return [{ kind: "unread" }];
    }
    const [, scheme] = /^(https?):\/\/\*$/.exec(item.value) ?? [];
    if (scheme !== undefined) {
      notes.findings.push(reflectsAnyOrigin(`${option}: ${item.value}`, credentials));
      notes.differences.push({
        effect: credentials ? "other" : "wider",
        what: `any origin of ${scheme}: cannot be said: * is any origin`,
      });
      return [{ kind: "reflected" }];
    }
    return item.value === "*" ? [{ kind: "any" }] : exactOrigin(item.value, option, credentials, notes);
  });
}

function methodsOf(options: JsOptions, form: Found["form"], notes: Notes): readonly string[] {
  const names = namesIn(options, "AllowMethods", notes);
  // SAM lists those of the paths for REST APIs; which they are stands elsewhere in the template.
  if (names === undefined && form === "rest") {
    notes.differences.push({ effect: "other", what: "without AllowMethods SAM lists those of each path" });
    return ["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"];
  }
  return names ?? [];
}

function formFindings(form: Found["form"], options: JsOptions): readonly Finding[] {
  const findings: Finding[] = [];
  const origin = options.get("AllowOrigins");
  if (form === "rest" && origin?.kind === "literal" && String(origin.value).includes(",")) {
    findings.push({
      code: "several-origins",
      severity: "error",
      message: "AllowOrigin lists several origins, which browsers refuse",
      cause: "SAM sends the text as it stands, and Access-Control-Allow-Origin may name one origin",
      fix: "let the function answer preflight requests: one policy for several origins needs code",
    });
  }
  const methods = options.get("AllowMethods");
  const names = methods?.kind === "list" ? methods.items : [];
  if (form === "url" && names.some((item) => item.kind === "literal" && String(item.value).length > 6)) {
    findings.push({
      code: "method-too-long",
      severity: "error",
      message: "AllowMethods of a Function URL takes names of at most six letters",
      cause: "Lambda refuses the template, for OPTIONS for one",
      fix: 'remove OPTIONS, or write ["*"]',
    });
  }
  return findings;
}
