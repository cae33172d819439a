import { describe, expect, test } from "vitest";
import type { PageRequestInit } from "./build-request.ts";
import type { HeaderList } from "./header-list.ts";
import { openPage } from "./page.ts";

const PAGE = "https://app.example.com";
const API = "https://api.example.net/rides";
const ORIGIN: HeaderList = [["Access-Control-Allow-Origin", PAGE]];
const CREDENTIALS: HeaderList = [...ORIGIN, ["Access-Control-Allow-Credentials", "true"]];
const methods = (value: string): HeaderList => [...CREDENTIALS, ["Access-Control-Allow-Methods", value]];
const names = (value: string): HeaderList => [...CREDENTIALS, ["Access-Control-Allow-Headers", value]];

/** The first exchange of a fetch. */
async function firstOf(init: PageRequestInit, headers: HeaderList, status = 200) {
  const page = openPage({ origin: PAGE, transport: () => ({ status, statusText: "", headers, body: null }) });
  const { exchanges } = await page.fetch(API, init);
  const [exchange] = exchanges;
  if (exchange === undefined) throw new Error("nothing was sent");
  return exchange;
}

const PUT = { method: "PUT" } as const;
const INCLUDE = { credentials: "include" } as const;
const X_A = { headers: { "x-a": "1" } } as const;
const LISTENER = { initiator: "xhr", method: "PUT", body: "x", uploadListener: true } as const;

const METHODS_NAME = "Access-Control-Allow-Methods";

const CASES: readonly (readonly [
  name: string,
  init: PageRequestInit,
  headers: HeaderList,
  failed: readonly string[],
  status?: number,
])[] = [
  ["a response that passes", {}, ORIGIN, []],
  ["nothing", {}, [], ["Access-Control-Allow-Origin"]],
  ["another origin", {}, [["Access-Control-Allow-Origin", "https://b.example"]], ["Access-Control-Allow-Origin"]],
  ["*", {}, [["Access-Control-Allow-Origin", "*"]], []],
  [
    "* with credentials",
    INCLUDE,
    [["Access-Control-Allow-Origin", "*"]],
    ["Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"],
  ],
  ["no Allow-Credentials", INCLUDE, ORIGIN, ["Access-Control-Allow-Credentials"]],
  ["credentials that pass", INCLUDE, CREDENTIALS, []],
  ["an error status, which does not matter", {}, ORIGIN, [], 500],
  ["a preflight that passes", PUT, methods("PUT"), []],
  ["a preflight's status", PUT, methods("PUT"), ["status"], 404],
  ["no method", PUT, CREDENTIALS, ["Access-Control-Allow-Methods"]],
  ["* for a method", PUT, methods("*"), []],
  ["* for a method with credentials", { ...PUT, ...INCLUDE }, methods("*"), ["Access-Control-Allow-Methods"]],
  ["no name", X_A, CREDENTIALS, ["Access-Control-Allow-Headers"]],
  ["a name", X_A, names("X-A"), []],
  ["* for a name", X_A, names("*"), []],
  ["* for Authorization", { headers: { Authorization: "x" } }, names("*"), ["Access-Control-Allow-Headers"]],
  ["a bad list of names", X_A, names("x-a, (b)"), ["Access-Control-Allow-Headers"]],
  [
    "a bad list of names, of which none is needed",
    PUT,
    [...methods("PUT"), ["Access-Control-Allow-Headers", "(b)"]],
    ["Access-Control-Allow-Headers"],
  ],
  [
    "a bad list of methods, of which none is needed",
    X_A,
    [...names("x-a"), ["Access-Control-Allow-Methods", "(b)"]],
    ["Access-Control-Allow-Methods"],
  ],
  ["a listener's method, of which nothing is said", LISTENER, CREDENTIALS, []],
  ["a listener's PUT, of which nothing is said", { ...LISTENER, ...PUT }, CREDENTIALS, []],
  ["a listener's PUT, where another is listed", { ...LISTENER, ...PUT }, methods("DELETE"), [METHODS_NAME]],
  ["methods that only begin or end like GET", { method: "GETTER" }, CREDENTIALS, [METHODS_NAME]],
  ["a method's end", { method: "X-POST" }, CREDENTIALS, [METHODS_NAME]],
  ["a method in another case", { method: "patch" }, methods("PATCH"), [METHODS_NAME]],
  [
    "Allow-Credentials in another case",
    INCLUDE,
    [...ORIGIN, ["Access-Control-Allow-Credentials", "TRUE"]],
    ["Access-Control-Allow-Credentials"],
  ],
  ["the last status that is ok", PUT, methods("PUT"), [], 299],
  ["one before the first that is ok", PUT, methods("PUT"), ["status"], 199],
  ["the first that is not", PUT, methods("PUT"), ["status"], 300],
];

describe("checks of", () => {
  const rows = CASES.map(
    ([name, init, headers, failed, status = 200]) => [name, init, headers, failed, status] as const,
  );
  test.each(rows)("%s", async (_, init, headers, failed, status) => {
    const { checks, fault } = await firstOf(init, headers, status);
    expect(checks.filter(({ passed }) => !passed).map(({ name }) => name)).toEqual(failed);
    expect(fault === null, "the verdict agrees").toBe(failed.length === 0);
    for (const { step } of checks) expect(step).toMatch(/^https:\/\/fetch\.spec\.whatwg\.org\/#/);
  });
});

test("a check shows the bytes on both sides", async () => {
  const { checks } = await firstOf({ ...PUT, ...X_A }, [...methods("GET"), ["Access-Control-Allow-Headers", "x-b"]]);
  expect(checks.map(({ name, found, wanted, passed }) => [name, found, wanted, passed])).toEqual([
    ["Access-Control-Allow-Origin", PAGE, `${PAGE} or *`, true],
    ["status", "200", "200 to 299", true],
    ["Access-Control-Allow-Methods", "GET", "PUT", false],
    ["Access-Control-Allow-Headers", "x-b", "x-a", false],
  ]);
});

test("a list that nothing is needed of has to be one, and the steps are those of the standard", async () => {
  const { checks } = await firstOf(X_A, [...names("x-a"), ["Access-Control-Allow-Methods", "(b)"]]);
  expect(checks.map(({ name, wanted, step }) => [name, wanted, step.split("#")[1]])).toEqual([
    ["Access-Control-Allow-Origin", `${PAGE} or *`, "concept-cors-check"],
    ["status", "200 to 299", "cors-preflight-fetch-0"],
    ["Access-Control-Allow-Methods", "a list of names", "cors-preflight-fetch-0"],
    ["Access-Control-Allow-Headers", "x-a", "cors-preflight-fetch-0"],
  ]);
  const withCredentials = await firstOf(INCLUDE, ORIGIN);
  expect(withCredentials.checks.at(-1)).toMatchObject({ wanted: "true", found: null });
});

test("there are none on the page's own origin", async () => {
  const page = openPage({ origin: PAGE, server: () => new Response() });
  const { exchanges } = await page.fetch("/");
  expect(exchanges.map(({ checks }) => checks)).toEqual([[]]);
});
