import { describe, expect, test } from "vitest";
import { API, clocked, PAGE } from "../../test/support/clocked-page.ts";
import type { PageRequestInit } from "./build-request.ts";
import { buildRequest } from "./build-request.ts";
import type { HeaderLine } from "./header-list.ts";
import type { Engine } from "./engine-profile.ts";
import { PreflightCache } from "./preflight-cache.ts";
import { PROFILES } from "./profiles.ts";

const METHODS = "Access-Control-Allow-Methods";
const NAMES = "Access-Control-Allow-Headers";
const MAX_AGE = "Access-Control-Max-Age";
const PUT = { method: "PUT" } as const;
const X_A = { headers: { "X-A": "1" } } as const;

describe("an answer is kept for", () => {
  const cases: readonly (readonly [name: string, lines: readonly string[], seconds: number])[] = [
    ["5 seconds where nothing is said", [], 5],
    ["no time", ["0"], 0],
    ["1 second", ["1"], 1],
    ["10 minutes", ["600"], 600],
    ["a day", [" 86400\t"], 86400],
    ["a year, since the standard has no cap", ["31536000"], 31536000],
    ["5 seconds where it is empty", [""], 5],
    ["5 seconds where it is negative", ["-1"], 5],
    ["5 seconds where it is a word", ["forever"], 5],
    ["5 seconds where it is a fraction", ["60.5"], 5],
    ["5 seconds where it is quoted", ['"60"'], 5],
    ["5 seconds where there are two values", ["60, 60"], 5],
    ["5 seconds where there are two lines", ["60", "60"], 5],
    ["5 seconds where there is a plus", ["+60"], 5],
  ];
  test.each(cases)("%s", async (_, lines, seconds) => {
    const { server, wait, asks } = clocked();
    server.grant = [[METHODS, "PUT"], ...lines.map((line) => [MAX_AGE, line] as const)];
    expect(await asks(PUT)).toBe(true);
    if (seconds > 0) {
      wait(seconds - 0.001);
      expect(await asks(PUT)).toBe(false);
      wait(0.001);
    }
    expect(await asks(PUT)).toBe(true);
  });

  const caps: readonly (readonly [engine: Engine, seconds: number])[] = [
    ["chromium", 7200],
    ["firefox", 86400],
    ["webkit", 600],
  ];
  test.each(caps)("no longer than %s's cap, %i seconds", async (engine, seconds) => {
    const { server, wait, asks } = clocked(engine);
    server.grant = [
      [METHODS, "PUT"],
      [MAX_AGE, "31536000"],
    ];
    await asks(PUT);
    wait(seconds - 1);
    expect(await asks(PUT)).toBe(false);
    wait(1);
    expect(await asks(PUT)).toBe(true);
  });

  test("as long again as the second answer says", async () => {
    const { server, wait, asks } = clocked();
    server.grant = [[METHODS, "PUT"]];
    await asks(PUT);
    wait(4);
    server.grant = [
      [METHODS, "PUT"],
      [NAMES, "x-a"],
      [MAX_AGE, "100"],
    ];
    expect(await asks({ ...PUT, ...X_A })).toBe(true);
    wait(50);
    expect(await asks(PUT)).toBe(false);
  });
});

describe("what is kept", () => {
  type Ask = readonly [init: PageRequestInit, asks: boolean, url?: string];
  const cases: readonly (readonly [
    name: string,
    grant: readonly HeaderLine[],
    first: PageRequestInit,
    then: readonly Ask[],
  ])[] = [
    [
      "is good for the method asked for, and for others listed",
      [[METHODS, "PUT, DELETE"]],
      PUT,
      [
        [{ method: "DELETE" }, false],
        [{ method: "PATCH" }, true],
      ],
    ],
    [
      "is good for the case of the method",
      [[METHODS, "patch, PATCH"]],
      { method: "patch" },
      [
        [{ method: "PATCH" }, false],
        [{ method: "Patch" }, true],
      ],
    ],
    [
      "is good for names in any case",
      [[NAMES, "X-A, x-b"]],
      X_A,
      [
        [{ headers: { "x-B": "1" } }, false],
        [{ headers: { "x-c": "1" } }, true],
      ],
    ],
    [
      "keeps methods and names apart",
      [
        [METHODS, "PUT"],
        [NAMES, "x-a"],
      ],
      { ...PUT, ...X_A },
      [
        [PUT, false],
        [X_A, false],
      ],
    ],
    [
      "is good for part of what it allows",
      [[NAMES, "x-a, x-b"]],
      { headers: { "x-a": "1", "x-b": "1" } },
      [[{ headers: { "x-b": "1" } }, false]],
    ],
    [
      "is not good for one thing more",
      [
        [METHODS, "PUT"],
        [NAMES, "x-a"],
      ],
      { ...PUT, ...X_A },
      [[{ ...PUT, headers: { "x-a": "1", "x-b": "1" } }, true]],
    ],
    ["of * is any method", [[METHODS, "*"]], PUT, [[{ method: "SUPER" }, false]]],
    [
      "of * is any name but Authorization",
      [[NAMES, "*"]],
      X_A,
      [
        [{ headers: { "x-z": "1" } }, false],
        [{ headers: { Authorization: "x" } }, true],
      ],
    ],
    [
      "of * and Authorization is both",
      [[NAMES, "*, authorization"]],
      X_A,
      [[{ headers: { Authorization: "x" } }, false]],
    ],
    [
      "is for the URL with its query",
      [[METHODS, "PUT"]],
      PUT,
      [
        [PUT, true, `${API}?a`],
        [PUT, true, `${API}/`],
        [PUT, true, API.replace("https:", "http:").replace("http:", "https:").replace("api", "api2")],
        [PUT, false],
      ],
    ],
    [
      "without credentials is not good with them",
      [[METHODS, "PUT"]],
      PUT,
      [[{ ...PUT, credentials: "include" }, true]],
    ],
    [
      "with credentials is good without",
      [[METHODS, "PUT"]],
      { ...PUT, credentials: "include" },
      [
        [PUT, false],
        [{ ...PUT, credentials: "omit" }, false],
      ],
    ],
    [
      "for same-origin credentials is good without any",
      [[METHODS, "PUT"]],
      { ...PUT, credentials: "same-origin" },
      [[{ ...PUT, credentials: "omit" }, false]],
    ],
    // To the letter of the standard: a method cache entry match does not look at the entry's credentials.
    [
      "of * with credentials is any method",
      [[METHODS, "PUT, *"]],
      { ...PUT, credentials: "include" },
      [[{ method: "SUPER", credentials: "include" }, false]],
    ],
    [
      "for an upload listener is its method",
      [],
      { method: "POST", body: "x", initiator: "xhr", uploadListener: true },
      [[{ method: "POST", body: "y", initiator: "xhr", uploadListener: true }, false]],
    ],
    [
      "of a list without the method does not spare an upload listener",
      [[METHODS, "PUT"]],
      PUT,
      [[{ method: "POST", body: "x", initiator: "xhr", uploadListener: true }, true]],
    ],
    [
      "does not matter to a request that needs no preflight",
      [[METHODS, "PUT"]],
      PUT,
      [
        [{}, false],
        [{ method: "POST", body: "x" }, false],
      ],
    ],
  ];
  test.each(cases)("%s", async (_, grant, first, then) => {
    for (const [init, asks, url] of then) {
      const one = clocked();
      one.server.grant = grant;
      expect((await one.outcome(first)).exchanges.length, "the first request").toBe(2);
      expect(await one.asks(init, url), JSON.stringify(init)).toBe(asks);
    }
  });
  test("belongs to the page", async () => {
    const [one, other] = [clocked(), clocked()];
    one.server.grant = [[METHODS, "PUT"]];
    await one.asks(PUT);
    expect(other.page.preflightCache.entries).toEqual([]);
    expect(one.page.preflightCache.entries).toMatchObject([
      { origin: PAGE, url: API, method: "PUT", headerName: null },
    ]);
  });
  // https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, 7.12: PUT matches the entry of *, and no other is made.
  test("of * gets the age of what it stands for", async () => {
    const { server, page, asks, wait } = clocked();
    server.grant = [
      [METHODS, "*"],
      [MAX_AGE, "100"],
    ];
    await asks(PUT);
    server.grant = [
      [METHODS, "PUT"],
      [NAMES, "x-a"],
      [MAX_AGE, "10"],
    ];
    await asks({ ...PUT, ...X_A });
    expect(page.preflightCache.entries.map(({ method, headerName }) => method ?? headerName)).toEqual(["*", "x-a"]);
    wait(11);
    expect(page.preflightCache.entries).toEqual([]);
  });
});

describe("an entry is", () => {
  function cached(engine: Engine, origin: string, url: string, cache = new PreflightCache(() => 0, PROFILES[engine])) {
    const request = buildRequest(origin, API, { method: "PUT" }, PROFILES[engine]);
    if ("code" in request) throw new Error(request.detail ?? "no request");
    const visited = { ...request, urls: [new URL(url)] };
    cache.store(visited, { methods: ["PUT"], headerNames: [] }, 60);
    return { cache, visited };
  }

  test.each(["standard", "chromium", "firefox", "webkit"] satisfies Engine[])(
    "one in %s for a name that is listed twice, and for a method that is called null",
    (engine) => {
      const { cache, visited } = cached(engine, PAGE, API);
      cache.store(visited, { methods: ["null", "PUT", "null"], headerNames: ["x-a", "X-A"] }, 60);
      const listed = cache.entries.filter(({ method, headerName }) => method !== null || headerName !== null);
      expect(listed.map(({ method, headerName }) => method ?? headerName).toSorted()).toEqual(["PUT", "null", "x-a"]);
    },
  );
  test("of a URL without its user name and password", () => {
    for (const url of [
      "https://ann:secret@a.example/x@y",
      "https://ann@a.example/x@y",
      "https://:secret@a.example/x@y",
    ]) {
      expect(cached("standard", PAGE, url).cache.entries).toMatchObject([{ url: "https://a.example/x@y" }]);
    }
    expect(cached("standard", PAGE, "https://a.example/x@y").cache.entries[0]?.url).toBe("https://a.example/x@y");
  });
  test("of one origin: another one's neither uses nor clears it", () => {
    const { cache, visited } = cached("standard", PAGE, API);
    const other = cached("standard", "https://b.example", API, cache);
    cache.clear(other.visited);
    expect(cache.entries).toMatchObject([{ origin: PAGE }]);
    expect(cache.spares(other.visited, [])).toBe(false);
    expect(cache.spares(visited, [])).toBe(true);
  });
  test("no longer there where an engine keeps the last answer alone, and it did not suffice", () => {
    for (const [engine, kept] of [
      ["standard", 1],
      ["firefox", 1],
      ["chromium", 0],
      ["webkit", 0],
    ] as const) {
      const { cache, visited } = cached(engine, PAGE, API);
      expect(cache.spares(visited, ["x-a"])).toBe(false);
      expect(cache.entries.filter(({ method }) => method === "PUT").length, engine).toBe(kept);
    }
  });
});

test.each([
  ["standard", ["PUT", "DELETE"]],
  ["firefox", ["PUT", "DELETE"]],
  ["chromium", [null, "DELETE"]],
  ["webkit", [null, "DELETE"]],
] as const)("after a second answer, %s keeps the methods %j", async (engine, kept) => {
  const { server, page, asks } = clocked(engine);
  for (const method of ["PUT", "DELETE"]) {
    server.grant = [
      [METHODS, method],
      [MAX_AGE, "60"],
    ];
    expect(await asks({ method })).toBe(true);
  }
  expect(page.preflightCache.entries.map(({ method }) => method)).toEqual(kept);
});

test("of * gets the age of the name that it stands for, which Authorization is none of", async () => {
  const { server, page, asks, wait } = clocked();
  server.grant = [
    [NAMES, "*"],
    [MAX_AGE, "100"],
  ];
  await asks(X_A);
  server.grant = [
    [NAMES, "x-a, authorization"],
    [MAX_AGE, "10"],
  ];
  await asks({ headers: { "X-A": "1", Authorization: "x" } });
  expect(page.preflightCache.entries.map(({ headerName }) => headerName)).toEqual(["*", "authorization"]);
  wait(11);
  expect(page.preflightCache.entries).toEqual([]);
});

describe("it is forgotten", () => {
  const grant: readonly HeaderLine[] = [
    [METHODS, "PUT"],
    [MAX_AGE, "600"],
  ];
  const start = async () => {
    const one = clocked();
    one.server.grant = grant;
    await one.asks(PUT);
    expect(await one.asks(PUT)).toBe(false);
    return one;
  };
  test("when the response fails the check", async () => {
    const { server, asks, outcome } = await start();
    server.open = false;
    const { verdict, exchanges } = await outcome(PUT);
    expect([verdict, exchanges.length]).toEqual(["blocked", 1]);
    server.open = true;
    expect(await asks(PUT)).toBe(true);
  });
  test("when another preflight is refused", async () => {
    const { asks, outcome } = await start();
    expect((await outcome({ method: "DELETE" })).verdict).toBe("blocked");
    expect(await asks(PUT)).toBe(true);
  });
  test("not when a request without preflight fails", async () => {
    const { server, asks, outcome } = await start();
    server.open = false;
    expect((await outcome({})).verdict).toBe("blocked");
    server.open = true;
    expect(await asks(PUT)).toBe(false);
  });
  test("not when a request to another URL fails", async () => {
    const { server, asks, outcome } = await start();
    server.origin = "https://b.example";
    expect((await outcome(PUT, `${API}/other`)).verdict).toBe("blocked");
    server.origin = PAGE;
    expect(await asks(PUT)).toBe(false);
  });
  test("never kept: a refusal", async () => {
    const { server, page, outcome } = clocked();
    server.grant = [
      [METHODS, "PUT"],
      [MAX_AGE, "600"],
    ];
    await outcome({ ...PUT, ...X_A });
    expect(page.preflightCache.entries).toEqual([]);
  });
});
