import { describe, expect, test } from "vitest";
import type { PageRequestInit } from "./build-request.ts";
import type { HeaderLine, HeaderList } from "./header-list.ts";
import { openPage, type Outcome } from "./page.ts";
import type { Engine, EngineProfile } from "./engine-profile.ts";
import { PROFILES } from "./profiles.ts";
import type { NetworkRequest } from "./request.ts";

const P = "https://app.example.com/start";
const R = "https://api.example.net/rides";
const S = "https://cdn.example.org/rides";
const ORIGIN = "https://app.example.com";

const sentHeader = ({ headers }: NetworkRequest, name: string): string | undefined =>
  headers.find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1];

/** A server that allows everything by name, and redirects as it is told; the rest replaces what it would send. */
interface Server {
  readonly origin?: string;
  readonly redirects?: Readonly<Record<string, string>>;
  readonly redirectStatus?: number;
  readonly preflight?: (asked: NetworkRequest) => HeaderList;
  readonly preflightStatus?: number;
  readonly answer?: (request: NetworkRequest) => HeaderList | undefined;
  readonly status?: number;
}

/** A page in an engine, whose clock can be put forward. */
function visit(engine: Engine, server: Server = {}) {
  const clock = { now: 0 };
  const open = (request: NetworkRequest): HeaderList => [
    ["Access-Control-Allow-Origin", sentHeader(request, "Origin") ?? "*"],
    ["Access-Control-Allow-Credentials", "true"],
  ];
  const transport = (request: NetworkRequest) => {
    const method = sentHeader(request, "Access-Control-Request-Method");
    if (method !== undefined) {
      const headers: HeaderList = server.preflight?.(request) ?? [
        ["Access-Control-Allow-Methods", method],
        ["Access-Control-Allow-Headers", sentHeader(request, "Access-Control-Request-Headers") ?? ""],
        ["Access-Control-Max-Age", "60"],
      ];
      const isBare = headers.some(([name]) => name === "No-Origin");
      const all = isBare ? headers : [...open(request), ...headers];
      return { status: server.preflightStatus ?? 204, statusText: "", headers: all, body: null };
    }
    const location = server.redirects?.[request.url];
    const headers = server.answer?.(request) ?? open(request);
    return location === undefined
      ? { status: server.status ?? 200, statusText: "", headers, body: null }
      : {
          status: server.redirectStatus ?? 302,
          statusText: "",
          headers: [...headers, ["Location", location] as const],
          body: null,
        };
  };
  const page = openPage({ engine, origin: server.origin ?? ORIGIN, now: () => clock.now, transport });
  return {
    wait: (seconds: number): void => void (clock.now += seconds * 1000),
    fetch: (init: PageRequestInit = {}, url = R): Promise<Outcome> => page.fetch(url, init),
  };
}

/** What was sent, and what came of it. */
const story = ({ exchanges, failure, verdict }: Outcome): string =>
  `${exchanges.map(({ request }) => request.method).join(" ")} > ${failure?.code ?? verdict}`.trim();
const asked = ({ exchanges }: Outcome): string =>
  exchanges.some(({ kind }) => kind === "preflight") ? "asked" : "spared";
const lastRequest = ({ exchanges }: Outcome): NetworkRequest =>
  exchanges.at(-1)?.request ?? expect.fail("nothing sent");

/** What becomes of the second of two fetches. */
async function second(
  engine: Engine,
  server: Server,
  first: PageRequestInit,
  then: PageRequestInit = first,
): Promise<string> {
  const { fetch } = visit(engine, server);
  await fetch(first);
  return asked(await fetch(then));
}

const grant =
  (...lines: readonly HeaderLine[]): NonNullable<Server["preflight"]> =>
  () =>
    lines;
const METHODS = "Access-Control-Allow-Methods";
const NAMES = "Access-Control-Allow-Headers";
const MAX_AGE = "Access-Control-Max-Age";
const PUT = { method: "PUT" } as const;
const X_A = { headers: { "X-A": "1" } } as const;
const LISTENER = { initiator: "xhr", method: "POST", body: "x", uploadListener: true } as const;
const stream = (): PageRequestInit => ({ method: "POST", body: new ReadableStream() });

type Field = Exclude<keyof EngineProfile, "name">;
/** A name, what is observed, and what it is in the standard and in each engine that departs from it. */
interface Case extends Readonly<Partial<Record<Engine, string>>> {
  readonly what: string;
  readonly standard: string;
  readonly observe: (engine: Engine) => Promise<string>;
}

const CASES: Readonly<Partial<Record<Field, Case>>> = {
  maxAgeCap: {
    what: "a year's max-age still counts after so many seconds",
    observe: async (engine) => {
      const kept: number[] = [];
      for (const seconds of [599, 601, 7199, 7201, 86399, 86401]) {
        const { fetch, wait } = visit(engine, { preflight: grant([METHODS, "PUT"], [MAX_AGE, "31536000"]) });
        await fetch(PUT);
        wait(seconds);
        if (asked(await fetch(PUT)) === "spared") kept.push(seconds);
      }
      return kept.join(" ");
    },
    standard: "599 601 7199 7201 86399 86401",
    chromium: "599 601 7199",
    firefox: "599 601 7199 7201 86399",
    webkit: "599",
  },
  longestKeptUrl: {
    what: "URLs of so many characters are remembered",
    observe: async (engine) => {
      const kept: number[] = [];
      for (const length of [1023, 1024, 4096]) {
        const url = "https://api.example.com/".padEnd(length, "a");
        const { fetch } = visit(engine, { preflight: grant([METHODS, "PUT"]) });
        await fetch(PUT, url);
        if (asked(await fetch(PUT, url)) === "spared") kept.push(length);
      }
      return kept.join(" ");
    },
    standard: "1023 1024 4096",
    chromium: "1023",
  },
  invalidMaxAge: {
    what: "a max-age that is a word",
    observe: (engine) => second(engine, { preflight: grant([METHODS, "PUT"], [MAX_AGE, "x"]) }, PUT),
    standard: "spared",
    firefox: "asked",
  },
  negativeMaxAge: {
    what: "a negative max-age",
    observe: (engine) => second(engine, { preflight: grant([METHODS, "PUT"], [MAX_AGE, "-1"]) }, PUT),
    standard: "spared",
    chromium: "asked",
    firefox: "asked",
    webkit: "asked",
  },
  zeroLeavesKept: {
    what: "PUT again, after another request whose answer names it too, with max-age 0",
    observe: async (engine) => {
      let seconds = "60";
      const preflight = (): HeaderList => [
        [METHODS, "PUT, DELETE"],
        [NAMES, seconds === "0" ? "x-a" : ""],
        [MAX_AGE, seconds],
      ];
      const { fetch } = visit(engine, { preflight });
      await fetch(PUT);
      seconds = "0";
      await fetch({ method: "DELETE", headers: { "X-A": "1" } });
      return asked(await fetch(PUT));
    },
    standard: "asked",
    firefox: "spared",
  },
  answersOutliveGrants: {
    what: "an upload with a listener, and again when the first one's answer is out of date",
    observe: async (engine) => {
      const { fetch, wait } = visit(engine, { preflight: grant([METHODS, "POST"], [MAX_AGE, "1"]) });
      await fetch(LISTENER);
      wait(2);
      return asked(await fetch(LISTENER));
    },
    standard: "asked",
    firefox: "spared",
  },
  wildcardCoversAuthorization: {
    what: "Authorization under *",
    observe: async (engine) =>
      story(await visit(engine, { preflight: grant([NAMES, "*"]) }).fetch({ headers: { Authorization: "x" } })),
    standard: "OPTIONS > HeaderDisallowedByPreflightResponse",
    chromium: "OPTIONS GET > readable",
    firefox: "OPTIONS GET > readable",
    webkit: "OPTIONS GET > readable",
  },
  cacheKeeps: {
    what: "PUT, then DELETE, then PUT",
    observe: async (engine) => {
      const { fetch } = visit(engine);
      const all = [await fetch(PUT), await fetch({ method: "DELETE" }), await fetch(PUT)];
      return all.map(asked).join(" ");
    },
    standard: "asked asked spared",
    chromium: "asked asked asked",
    webkit: "asked asked asked",
  },
  flagNeedsKeptMethod: {
    what: "an upload listener after a preflight that named no method",
    observe: (engine) =>
      second(engine, { preflight: grant([NAMES, "x-a"]) }, { method: "POST", ...X_A }, { ...LISTENER, ...X_A }),
    standard: "asked",
    chromium: "spared",
    firefox: "spared",
    webkit: "spared",
  },
  ignoresEmptyLines: {
    what: "access-control-allow-origin on a line, and an empty one",
    observe: async (engine) => {
      const name = "access-control-allow-origin";
      const answer = (): HeaderList => [
        [name, ORIGIN],
        [name, ""],
      ];
      return story(await visit(engine, { answer }).fetch());
    },
    standard: "GET > MultipleAllowOriginValues",
    firefox: "GET > readable",
  },
  conditionalBypassesCache: {
    what: "If-None-Match again, by fetch and by XMLHttpRequest",
    observe: async (engine) => {
      const headers = { "If-None-Match": '"x"' };
      const xhr = { initiator: "xhr", headers } as const;
      return `${await second(engine, {}, { headers })}, ${await second(engine, {}, xhr)}`;
    },
    standard: "spared, spared",
    chromium: "asked, asked",
    firefox: "asked, spared",
  },
  reusesKeptWildcard: {
    what: "another name, and Authorization, after *",
    observe: async (engine) => {
      const server = { preflight: grant([NAMES, "*"]) };
      const other = await second(engine, server, X_A, { headers: { "X-B": "1" } });
      return `${other}, ${await second(engine, server, X_A, { headers: { Authorization: "x" } })}`;
    },
    standard: "spared, asked",
    firefox: "asked, asked",
    webkit: "spared, spared",
  },
  credentialedWildcard: {
    what: "PUT without and with credentials, after * for a HEAD with them",
    observe: async (engine) => {
      const server = { preflight: grant([METHODS, "*"], [NAMES, "x-a"]) };
      const first = { method: "HEAD", credentials: "include", ...X_A } as const;
      const without = await second(engine, server, first, { ...PUT, credentials: "omit" });
      return `${without}, ${await second(engine, server, first, { ...PUT, credentials: "include" })}`;
    },
    standard: "spared, spared",
    chromium: "asked, asked",
    firefox: "asked, asked",
    webkit: "spared, asked",
  },
  reusesAcrossCredentials: {
    what: "without credentials after with them",
    observe: (engine) => second(engine, {}, { ...PUT, credentials: "include" }, { ...PUT, credentials: "omit" }),
    standard: "spared",
    firefox: "asked",
  },
  asksAgainForHead: {
    what: "HEAD again, where no method was named",
    observe: (engine) => second(engine, { preflight: grant([NAMES, "x-a"]) }, { method: "HEAD", ...X_A }),
    standard: "spared",
    firefox: "asked",
  },
  clearsOnFailure: {
    what: "after a failed check, and after a refused redirect",
    observe: async (engine) => {
      const spoiled = async (init: PageRequestInit): Promise<string> => {
        let isBad = false;
        const { fetch } = visit(engine, {
          get redirects() {
            return isBad ? { [R]: "/next" } : {};
          },
          answer: () => (isBad && init.redirect === undefined ? [] : undefined),
        });
        await fetch(PUT);
        isBad = true;
        expect((await fetch({ ...PUT, ...init })).failure).not.toBeNull();
        isBad = false;
        return asked(await fetch(PUT));
      };
      return `${await spoiled({})}, ${await spoiled({ redirect: "error" })}`;
    },
    standard: "asked, asked",
    chromium: "spared, spared",
    firefox: "asked, spared",
    webkit: "spared, spared",
  },
  simpleRequestsClear: {
    what: "after a failed check of a GET, and after one of a GET in mode no-cors",
    observe: async (engine) => {
      const spoiled = async (init: PageRequestInit): Promise<string> => {
        let isBad = false;
        const { fetch } = visit(engine, { answer: () => (isBad ? [] : undefined) });
        await fetch(PUT);
        isBad = true;
        expect((await fetch(init)).verdict).not.toBe("readable");
        isBad = false;
        return asked(await fetch(PUT));
      };
      return `${await spoiled({})}, ${await spoiled({ mode: "no-cors" })}`;
    },
    standard: "spared, spared",
    firefox: "asked, spared",
  },
  combinesRequestHeaders: {
    what: "two Accept lines of 100 bytes",
    observe: async (engine) => {
      const line = ["Accept", "a".repeat(100)] as const;
      return story(await visit(engine).fetch({ headers: [line, line] }));
    },
    standard: "GET > readable",
    chromium: "OPTIONS GET > readable",
    webkit: "OPTIONS GET > readable",
  },
  limitsSafelistedSum: {
    what: "eleven lines of 100 bytes",
    observe: async (engine) => {
      const headers = Array.from({ length: 11 }, () => ["Accept", "a".repeat(100)] as const);
      return story(await visit(engine).fetch({ headers }));
    },
    standard: "OPTIONS GET > readable",
    firefox: "GET > readable",
  },
  furtherSafelisted: {
    what: "client hints, and one of another form",
    observe: async (engine) => {
      const hints = { "Device-Memory": "0.5", DPR: "2", Width: "1", "Viewport-Width": "1", RTT: "1", Downlink: "1.5" };
      const { fetch } = visit(engine);
      const all = await fetch({ headers: { ...hints, "Save-Data": "on", ECT: "4g" } });
      return `${asked(all)}, ${asked(await visit(engine).fetch({ headers: { DPR: "x" } }))}`;
    },
    standard: "asked, asked",
    chromium: "spared, asked",
  },
  hintsDroppedByRedirect: {
    what: "a client hint after a redirect to another origin",
    observe: async (engine) =>
      String(
        sentHeader(
          lastRequest(await visit(engine, { redirects: { [P]: R } }).fetch({ headers: { DPR: "2" } }, P)),
          "DPR",
        ),
      ),
    standard: "2",
    chromium: "undefined",
  },
  furtherForbidden: {
    what: "a User-Agent of the page's own",
    observe: async (engine) => {
      const outcome = await visit(engine).fetch({ headers: { "User-Agent": "x" } });
      return `${asked(outcome)}, ${sentHeader(lastRequest(outcome), "User-Agent")}`;
    },
    standard: "asked, x",
    chromium: "spared, undefined",
  },
  listenerGrantsMethod: {
    what: "an upload listener's PUT, of which nothing is said",
    observe: async (engine) => story(await visit(engine, { preflight: () => [] }).fetch({ ...LISTENER, ...PUT })),
    standard: "OPTIONS PUT > readable",
    chromium: "OPTIONS > MethodDisallowedByPreflightResponse",
    firefox: "OPTIONS > MethodDisallowedByPreflightResponse",
    webkit: "OPTIONS > MethodDisallowedByPreflightResponse",
  },
  listenerNeedsBody: {
    what: "an upload listener without a body",
    observe: async (engine) => story(await visit(engine).fetch({ ...LISTENER, body: null })),
    standard: "OPTIONS POST > readable",
    chromium: "POST > readable",
  },
  errorNeedsLocation: {
    what: 'redirect: "error" and a 302 without Location',
    observe: async (engine) => story(await visit(engine, { status: 302 }).fetch({ redirect: "error" })),
    standard: "GET > RedirectDisallowed",
    chromium: "GET > readable",
    webkit: "GET > readable",
  },
  blocksUserInfo: {
    what: "a redirect to a user name in no-cors mode",
    observe: async (engine) =>
      story(await visit(engine, { redirects: { [R]: "https://user@cdn.example.org/" } }).fetch({ mode: "no-cors" })),
    standard: "GET GET > opaque",
    chromium: "GET > InvalidRedirect",
  },
  streamsRequests: {
    what: "a stream as the body",
    observe: async (engine) => {
      const outcome = await visit(engine).fetch(stream());
      const body = outcome.exchanges.at(-1)?.request.body;
      return `${story(outcome)}, ${typeof body === "string" ? body : body instanceof ReadableStream}`;
    },
    standard: "OPTIONS POST > readable, true",
    firefox: "POST > readable, [object ReadableStream]",
    webkit: "> NetworkFailure, false",
  },
  streamsAreCors: {
    what: "a stream to another origin in same-origin mode",
    observe: async (engine) => story(await visit(engine).fetch({ ...stream(), mode: "same-origin" })),
    standard: "> DisallowedByMode",
    chromium: "OPTIONS POST > readable",
  },
  noCorsRedirectsAreNull: {
    what: "the Origin of a no-cors POST that leaves the page's own origin",
    observe: async (engine) => {
      const { fetch } = visit(engine, { redirects: { [P]: R }, redirectStatus: 307 });
      return String(sentHeader(lastRequest(await fetch({ method: "POST", mode: "no-cors" }, P)), "Origin"));
    },
    standard: ORIGIN,
    chromium: "null",
  },
  noCorsKeepsCredentials: {
    what: "credentials same-origin: no-cors that leaves the page's own origin, that began elsewhere, and cors",
    observe: async (engine) => {
      const { fetch } = visit(engine, { redirects: { [P]: R } });
      const init = { mode: "no-cors", credentials: "same-origin" } as const;
      const all = [await fetch(init, P), await fetch(init), await fetch({ credentials: "same-origin" }, P)];
      return all.map((outcome) => lastRequest(outcome).credentials).join(", ");
    },
    standard: "false, false, false",
    chromium: "true, false, false",
    webkit: "true, false, false",
  },
  repeatedLocation: {
    what: "two Location lines that are alike, two that are not, and those of a response that is no redirect",
    observe: async (engine) => {
      const told = async (status: number, ...locations: readonly string[]): Promise<string> => {
        const answer = ({ url }: NetworkRequest): HeaderList | undefined =>
          url === P ? locations.map((location): HeaderLine => ["Location", location]) : undefined;
        return story(await visit(engine, { answer, status }).fetch({}, P)).replace("GET GET GET", "GET GET");
      };
      return [await told(302, "/a", "/a"), await told(302, "/a", "/b"), await told(200, "/a", "/b")].join(", ");
    },
    standard: "GET > InvalidRedirect, GET > InvalidRedirect, GET > readable",
    chromium: "GET GET > readable, GET > NetworkFailure, GET > NetworkFailure",
    firefox: "GET GET > readable, GET > NetworkFailure, GET > NetworkFailure",
    webkit: "GET GET > readable, GET GET > readable, GET > readable",
  },
  longestRange: {
    what: "a Range from 2^63, and from a little less",
    observe: async (engine) => {
      const at = async (start: string): Promise<string> =>
        asked(await visit(engine).fetch({ headers: { Range: `bytes=${start}-` } }));
      return `${await at("9223372036854775808")}, ${await at("9223372036854770000")}`;
    },
    standard: "spared, spared",
    chromium: "asked, spared",
    firefox: "asked, spared",
    webkit: "asked, spared",
  },
  rangeUnitInAnyCase: {
    what: "Range: BYTES=0-1",
    observe: async (engine) => asked(await visit(engine).fetch({ headers: { Range: "BYTES=0-1" } })),
    standard: "asked",
    webkit: "spared",
  },
  repeatsRequestHeaders: {
    what: "what is asked for two lines of one name",
    observe: async (engine) => {
      const { exchanges } = await visit(engine).fetch({
        headers: [
          ["X-A", "1"],
          ["x-a", "2"],
        ],
      });
      return String(exchanges[0] && sentHeader(exchanges[0].request, "Access-Control-Request-Headers"));
    },
    standard: "x-a",
    firefox: "x-a,x-a",
  },
  redirectsRemember: {
    what: "preflights after a redirect took Authorization away",
    observe: async (engine) => {
      const { exchanges } = await visit(engine, { redirects: { [R]: S } }).fetch({ headers: { Authorization: "x" } });
      return exchanges
        .map(({ request }) => `${request.method}(${sentHeader(request, "Access-Control-Request-Headers") ?? ""})`)
        .join(" ");
    },
    standard: "OPTIONS(authorization) GET() GET()",
    firefox: "OPTIONS(authorization) GET() OPTIONS() GET()",
    webkit: "OPTIONS(authorization) GET() OPTIONS(authorization) GET()",
  },
  staysPreflighted: {
    what: "a PUT that a redirect turns into GET",
    observe: async (engine) =>
      story(await visit(engine, { redirects: { [R]: "/next" }, redirectStatus: 303 }).fetch(PUT)),
    standard: "OPTIONS PUT GET > readable",
    firefox: "OPTIONS PUT OPTIONS GET > readable",
    webkit: "OPTIONS PUT OPTIONS GET > readable",
  },
  deleteBecomesGet: {
    what: "DELETE after a redirect to another origin",
    observe: async (engine) =>
      lastRequest(await visit(engine, { redirects: { [R]: S } }).fetch({ method: "DELETE" })).method,
    standard: "DELETE",
    webkit: "GET",
  },
  keepsOriginHeader: {
    what: "the Origin of the page's own POST that became GET",
    observe: async (engine) => {
      const { fetch } = visit(engine, { redirects: { [P]: "/next" } });
      return String(sentHeader(lastRequest(await fetch({ method: "POST" }, P)), "Origin"));
    },
    standard: "undefined",
    webkit: ORIGIN,
  },
  keepsRefusals: {
    what: "DELETE after a refusal of PUT that named it",
    observe: (engine) =>
      second(engine, { preflight: grant([METHODS, "DELETE"], [MAX_AGE, "60"]) }, PUT, { method: "DELETE" }),
    standard: "asked",
    webkit: "spared",
  },
  keepsForNullOrigin: {
    what: "PUT again, from an opaque origin",
    observe: (engine) => second(engine, { origin: "null" }, PUT),
    standard: "spared",
    webkit: "asked",
  },
  userInfoFromOwnOrigin: {
    what: "PUT that the page's own origin redirects to a user name",
    observe: async (engine) =>
      story(
        await visit(engine, { redirects: { [P]: "https://user@cdn.example.org/" }, redirectStatus: 307 }).fetch(PUT, P),
      ),
    standard: "PUT > RedirectContainsCredentials",
    webkit: "PUT OPTIONS > RedirectContainsCredentials",
  },
  redirectsCarryCredentials: {
    what: "a redirect of another origin without Access-Control-Allow-Credentials",
    observe: async (engine) => {
      const answer = (): HeaderList => [["Access-Control-Allow-Origin", ORIGIN]];
      return story(await visit(engine, { redirects: { [P]: R, [R]: "/next" }, answer }).fetch({}, P));
    },
    standard: "GET GET GET > readable",
    webkit: "GET GET > InvalidAllowCredentials",
  },
  serializesContentType: {
    what: "an XMLHttpRequest's text of another charset, whose type has a parameter with a space",
    observe: async (engine) => {
      const headers = { "Content-Type": "text/plain;charset=ascii;q=a b" };
      return story(await visit(engine).fetch({ method: "POST", initiator: "xhr", body: "x", headers }));
    },
    standard: "OPTIONS POST > readable",
    chromium: "POST > readable",
  },
  refusedContentTypes: {
    what: "text/plain;;",
    observe: async (engine) =>
      asked(await visit(engine).fetch({ method: "POST", headers: { "Content-Type": "text/plain;;" } })),
    standard: "spared",
    firefox: "asked",
  },
  preflightsKeepOrigin: {
    what: "the Origin of a preflight after a tainting redirect",
    observe: async (engine) => {
      const { exchanges } = await visit(engine, { redirects: { [R]: S }, redirectStatus: 307 }).fetch(PUT);
      return exchanges.map(({ request }) => (sentHeader(request, "Origin") === ORIGIN ? "page" : "null")).join(" ");
    },
    standard: "page page null null",
    firefox: "page page page null",
  },
  nonAsciiIsUnsafe: {
    what: "Accept with a byte above 0x7F",
    observe: async (engine) => asked(await visit(engine).fetch({ headers: { Accept: "\xe4" } })),
    standard: "spared",
    firefox: "asked",
  },
  readsMethodsFirst: {
    what: "a PUT that is not granted, beside header names that cannot be read",
    observe: async (engine) =>
      story(
        await visit(engine, { preflight: grant([METHODS, "DELETE"], ["Access-Control-Allow-Headers", "x y"]) }).fetch(
          PUT,
        ),
      ),
    standard: "OPTIONS > InvalidAllowHeadersPreflightResponse",
    firefox: "OPTIONS > MethodDisallowedByPreflightResponse",
  },
  preflightOrder: {
    what: "a preflight answered with a bare 302, and with a bare 404",
    observe: async (engine) => {
      const bare = async (preflightStatus: number): Promise<string> => {
        const preflight = grant(["No-Origin", ""], ["Location", "/x"]);
        return String((await visit(engine, { preflight, preflightStatus }).fetch(PUT)).failure?.code);
      };
      return `${await bare(302)}, ${await bare(404)}`;
    },
    standard: "PreflightMissingAllowOriginHeader, PreflightMissingAllowOriginHeader",
    chromium: "PreflightDisallowedRedirect, PreflightMissingAllowOriginHeader",
    webkit: "PreflightDisallowedRedirect, PreflightInvalidStatus",
  },
  allowsLoopbackFromHttps: {
    what: "an https page and http://localhost",
    observe: async (engine) => story(await visit(engine).fetch({}, "http://localhost/")),
    standard: "GET > readable",
    webkit: "> MixedContent",
  },
  hasLocalNetworkAccess: {
    what: "a public page and a private address",
    observe: async (engine) => story(await visit(engine).fetch({}, "https://10.0.0.1/")),
    standard: "GET > readable",
    chromium: "> LocalNetworkAccessPermissionDenied",
  },
};

const ENGINES = ["standard", "chromium", "firefox", "webkit"] as const;

for (const [field, one] of Object.entries(CASES)) {
  describe(`${field}: ${one.what}`, () => {
    const rows = ENGINES.flatMap((engine) => (one[engine] === undefined ? [] : [[engine, one[engine]] as const]));
    test.each(rows)("in %s: %s", async (engine, seen) => expect(await one.observe(engine)).toBe(seen));
    test("is another than in the standard", () => {
      for (const [engine, seen] of rows) expect(seen === one.standard).toBe(engine === "standard");
    });
  });
}

/** A value as text, by which two of them are compared: sets and patterns too. */
const written = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part instanceof Set ? [...part] : part instanceof RegExp || part === Number.POSITIVE_INFINITY ? String(part) : part,
  );

test("every departure has its case, and every case its departure", () => {
  const departures = ENGINES.flatMap((engine) =>
    Object.entries(PROFILES[engine])
      .filter(([field]) => field !== "name")
      .filter(([field, value]) => written(value) !== written(PROFILES.standard[field as Field]))
      .map(([field]) => `${field} ${engine}`),
  );
  const shown = Object.entries(CASES).flatMap(([field, one]) =>
    ENGINES.filter((engine) => engine !== "standard" && one[engine] !== undefined).map(
      (engine) => `${field} ${engine}`,
    ),
  );
  expect(shown.toSorted()).toEqual(departures.toSorted());
});

test("an engine knows its name", () => {
  expect(ENGINES.map((engine) => PROFILES[engine].name)).toEqual(ENGINES);
});
