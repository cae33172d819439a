import type { Engine, FailureCode } from "../../src/browser/index.ts";
import type { Recognized } from "../../src/browser/recognize.ts";
import { decodeScenario, encodeScenario, isDecodeError } from "./codec.ts";
import { DEFAULT_PAGE } from "./defaults.ts";
import { ALLOW_ANY, ALLOW_CREDENTIALS, answer, page, raw, simple } from "./gallery/build.ts";
import { predict } from "./predict.ts";
import type { PageSide, RawServer, Scenario } from "./scenario.ts";

/** What a message tells of the request. */
interface Told {
  readonly origin: string;
  readonly url: string;
  /** The value, method, name or status in question; null where the message has none. */
  readonly detail: string | null;
  readonly status: number | null;
}

type Cause = (told: Told) => readonly [Partial<PageSide>, RawServer];

const PUT: Partial<PageSide> = { method: "PUT" };
const WITH: Partial<PageSide> = { credentials: "include" };

const origin = (value: string): string => `Access-Control-Allow-Origin: ${value}`;

/** A PUT whose preflight request is answered so; the rest is right. */
const putAnswered =
  (side: Partial<PageSide>, status: number, lines: (told: Told) => readonly string[]): Cause =>
  (told) => [
    { ...PUT, ...side },
    raw({
      preflight: answer(status, ...lines(told)),
      actual: answer(200, origin(told.origin), ALLOW_CREDENTIALS),
    }),
  ];

const getAnswered =
  (side: Partial<PageSide>, lines: (told: Told) => readonly string[]): Cause =>
  (told) => [side, raw(simple(answer(told.status ?? 200, ...lines(told))))];

const redirected =
  (side: Partial<PageSide>, location: (told: Told) => string): Cause =>
  (told) => [side, raw(simple(answer(302, ALLOW_ANY, `Location: ${location(told)}`)), simple(answer(200, ALLOW_ANY)))];

const asked =
  (side: (told: Told) => Partial<PageSide>): Cause =>
  (told) => [side(told), raw(simple(answer(200, ALLOW_ANY)))];

const OTHER = "https://www.example.com";
const PRIVATE = "http://192.168.1.20/status";

/** For each failure a scenario that causes it. */
const CAUSES: Readonly<Record<FailureCode, Cause>> = {
  MissingAllowOriginHeader: getAnswered({}, () => []),
  MultipleAllowOriginValues: getAnswered({}, (told) => [origin(told.detail ?? `${told.origin}, ${OTHER}`)]),
  InvalidAllowOriginValue: getAnswered({}, ({ detail }) => [origin(detail ?? "app.example.com")]),
  AllowOriginMismatch: getAnswered({}, ({ detail }) => [origin(detail ?? OTHER)]),
  WildcardOriginNotAllowed: getAnswered(WITH, () => [ALLOW_ANY]),
  InvalidAllowCredentials: getAnswered(WITH, (told) => [
    origin(told.origin),
    ...(told.detail === null ? [] : [`Access-Control-Allow-Credentials: ${told.detail}`]),
  ]),
  PreflightMissingAllowOriginHeader: putAnswered({}, 204, () => []),
  PreflightMultipleAllowOriginValues: putAnswered({}, 204, (told) => [
    origin(told.detail ?? `${told.origin}, ${OTHER}`),
  ]),
  PreflightInvalidAllowOriginValue: putAnswered({}, 204, ({ detail }) => [origin(detail ?? "app.example.com")]),
  PreflightAllowOriginMismatch: putAnswered({}, 204, ({ detail }) => [origin(detail ?? OTHER)]),
  PreflightWildcardOriginNotAllowed: putAnswered(WITH, 204, () => [ALLOW_ANY]),
  PreflightInvalidAllowCredentials: putAnswered(WITH, 204, (told) => [
    origin(told.origin),
    ...(told.detail === null ? [] : [`Access-Control-Allow-Credentials: ${told.detail}`]),
  ]),
  PreflightInvalidStatus: (told) =>
    putAnswered({}, told.status ?? 404, () => [origin(told.origin), "Access-Control-Allow-Methods: PUT"])(told),
  PreflightDisallowedRedirect: putAnswered({}, 302, ({ url, ...told }) => [origin(told.origin), `Location: ${url}`]),
  InvalidAllowMethodsPreflightResponse: putAnswered({}, 204, (told) => [
    origin(told.origin),
    `Access-Control-Allow-Methods: ${told.detail ?? "GET POST PUT"}`,
  ]),
  InvalidAllowHeadersPreflightResponse: putAnswered({ headers: [["X-Trace-Id", "1"]] }, 204, (told) => [
    origin(told.origin),
    "Access-Control-Allow-Methods: PUT",
    `Access-Control-Allow-Headers: ${told.detail ?? "Content-Type X-Trace-Id"}`,
  ]),
  MethodDisallowedByPreflightResponse: (told) =>
    putAnswered({ method: told.detail ?? "PUT" }, 204, () => [
      origin(told.origin),
      "Access-Control-Allow-Methods: GET",
    ])(told),
  HeaderDisallowedByPreflightResponse: (told) =>
    putAnswered({ headers: [[told.detail ?? "X-Trace-Id", "1"]] }, 204, () => [
      origin(told.origin),
      "Access-Control-Allow-Methods: PUT",
    ])(told),
  DisallowedByMode: asked(() => ({ mode: "same-origin" })),
  NoCorsRedirectModeNotFollow: asked(() => ({ mode: "no-cors", redirect: "error" })),
  InvalidRequest: asked(({ detail }) => ({
    method: detail !== null && /^[A-Z]{3,10}$/.test(detail) ? detail : "TRACE",
  })),
  CorsDisabledScheme: redirected({}, () => "ftp://files.example.com/"),
  RedirectContainsCredentials: redirected({}, ({ url }) => url.replace("://", "://user:pass@")),
  RedirectDisallowed: redirected({ redirect: "error" }, ({ url }) => `${url}/v2`),
  InvalidRedirect: redirected({}, () => "http://["),
  TooManyRedirects: (told) => [{}, raw(simple(answer(302, ALLOW_ANY, `Location: ${told.url}`)))],
  NetworkFailure: () => [{}, raw({ preflight: answer(0), actual: answer(0) })],
  MixedContent: asked(({ url }) => ({ url: url.replace(/^https:/, "http:") })),
  LocalNetworkAccessPermissionDenied: asked(({ url }) => ({ url: isPublic(url) ? PRIVATE : url })),
  InsecureLocalNetwork: asked((told) => ({
    origin: told.origin.replace(/^https:/, "http:"),
    url: isPublic(told.url) ? PRIVATE : told.url,
  })),
};

function isPublic(url: string): boolean {
  return /^https?:\/\/[^/]*[a-z]/.test(url) && !/localhost/.test(url);
}

const PLAIN: Told = { origin: DEFAULT_PAGE.origin, url: DEFAULT_PAGE.url, detail: null, status: null };

/**
 * A scenario in which a browser comes to a failure.
 *
 * @param engine the browser: some failures are one engine's alone
 */
export async function scenarioCausing(code: FailureCode, engine: Engine, told: Partial<Told> = {}): Promise<Scenario> {
  const all = { ...PLAIN, ...told };
  // What a message tells may be cut off, or of another kind than the model's: with less of it, it is right all the same.
  for (const one of [all, { ...all, status: null }, { ...all, detail: null, status: null }]) {
    const made = build(code, one);
    const scenario = decodeScenario(encodeScenario(made));
    if (isDecodeError(scenario)) continue;
    const { visits } = await predict(scenario, engine);
    if (visits[0]?.outcome.failure?.code === code) return scenario;
  }
  return build(code, PLAIN);
}

function build(code: FailureCode, told: Told): Scenario {
  const [side, server] = CAUSES[code](told);
  return { page: page({ origin: told.origin, url: told.url, ...side }), server };
}

/** The scenario that causes a console's message; null where it stands for no failure of the model. */
export async function scenarioOf({ codes, values, engine }: Recognized): Promise<Scenario | null> {
  const [code] = codes;
  if (code === undefined) return null;
  const status = Number(values["STATUS"]);
  const { ORIGIN: pageOrigin, URL: url, DETAIL: detail } = values;
  return scenarioCausing(code, engine ?? "chromium", {
    ...(pageOrigin === undefined ? {} : { origin: pageOrigin }),
    ...(url === undefined ? {} : { url }),
    detail: detail ?? null,
    status: status >= 200 && status <= 599 ? status : null,
  });
}
