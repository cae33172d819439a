import type { HeaderLine } from "../../src/browser/index.ts";
import { DEFAULT_PAGE, DEFAULT_POLICY, DEFAULT_RAW, NO_CACHE, PLAIN_ANSWER, PLAIN_HOP } from "./defaults.ts";
import type { Answer, Hop, PageSide, PolicyServer, RawServer, Scenario, ServerSide, SharedCache } from "./scenario.ts";
import { flag, Invalid, list, oneOf, record, text, whole, type Read } from "./shape.ts";

// What a scenario may be, field by field. A value that passes is safe to predict, to stage and to serve.

const MOST_HOPS = 6;
const MOST_LINES = 40;
const MOST_AGAIN = 8;
/** A day and a little: longer than any browser keeps a preflight's answer. */
const LONGEST_PAUSE = 100_000;
const LONGEST_NAME = 128;
const LONGEST_VALUE = 2048;

/** https://httpwg.org/specs/rfc9110.html#tokens */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

const isOrigin = (value: string): boolean => {
  if (value === "null") return true;
  if (/^https?:/.test(value)) return URL.canParse(value) && new URL(value).origin === value;
  return /^[a-z][a-z0-9+.-]*:\/\/[\w.:-]+$/.test(value);
};

const origin = text(256, "an origin as browsers write it, such as https://app.example.com, or null,", isOrigin);
const url = text(
  LONGEST_VALUE,
  "an absolute URL with a host",
  (value) => URL.canParse(value) && new URL(value).host !== "",
);

function pair(name: Read<string>, value: Read<string>): Read<HeaderLine> {
  return (line, path) => {
    if (!Array.isArray(line) || line.length !== 2) throw new Invalid(path, `${path} has to be [name, value].`);
    return [name(line[0], `${path}[0]`), value(line[1], `${path}[1]`)];
  };
}

/** Anything: what is no header makes a browser throw, and that is worth a look. */
const pageLines = list(MOST_LINES, pair(text(LONGEST_NAME), text(LONGEST_VALUE)));

const serverLines = list(
  MOST_LINES,
  pair(
    text(LONGEST_NAME, "a header's name", (name) => TOKEN.test(name)),
    text(LONGEST_VALUE, "a header's value, on one line and in bytes,", (value) => !/[\0\r\n]|[^\0-\xff]/.test(value)),
  ),
);

const page = record<PageSide>(DEFAULT_PAGE, {
  origin,
  url,
  initiator: oneOf("fetch", "xhr"),
  method: text(64),
  headers: pageLines,
  body: record<PageSide["body"]>(DEFAULT_PAGE.body, {
    kind: oneOf("none", "text", "json", "urlencoded", "multipart"),
    text: text(LONGEST_VALUE),
  }),
  credentials: oneOf("omit", "same-origin", "include"),
  mode: oneOf("cors", "no-cors", "same-origin"),
  redirect: oneOf("follow", "error", "manual"),
  uploadListener: flag,
  cookie: text(512, "a Set-Cookie value", (value) => /^[\t\x20-\x7e]*$/.test(value)),
  again: list(MOST_AGAIN, whole(0, LONGEST_PAUSE)),
  localNetworkAccess: oneOf("granted", "denied"),
});

const cache = record<SharedCache>(NO_CACHE, {
  kind: oneOf("none", "keeps Vary", "ignores Vary"),
  firstOrigin: (value, path) => (value === "" ? "" : origin(value, path)),
});

const someStatus = whole(100, 999);

const answer = record<Answer>(PLAIN_ANSWER, {
  status: (value, path) => (value === 0 ? 0 : someStatus(value, path)),
  headers: serverLines,
});

const hops: Read<RawServer["hops"]> = (value, path) => {
  const [first, ...rest] = list(MOST_HOPS, record<Hop>(PLAIN_HOP, { preflight: answer, actual: answer }))(value, path);
  if (first === undefined) throw new Invalid(path, `${path} is empty: the first one answers the page's URL.`);
  return [first, ...rest];
};

const raw = record<RawServer>(DEFAULT_RAW, { kind: oneOf("raw"), hops, cache });

const policy = record<PolicyServer>(DEFAULT_POLICY, {
  kind: oneOf("policy"),
  config: text(4096),
  outcome: oneOf("200", "204", "404", "429", "500", "throw", "redirect", "stream"),
  cache,
});

const server: Read<ServerSide> = (value, path) => {
  const isPolicy = typeof value === "object" && value !== null && "kind" in value && value.kind === "policy";
  return isPolicy ? policy(value, path) : raw(value, path);
};

/** @throws Invalid with the path of what is wrong */
export function toScenario(value: unknown): Scenario {
  return record<Scenario>({ page: DEFAULT_PAGE, server: DEFAULT_RAW }, { page, server })(value, "");
}
