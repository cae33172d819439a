import { describe, expect, test } from "vitest";
import { cors } from "../../index.ts";
import { attacksOn } from "./attacks.ts";

const GIVEN = "https://app.example.com";

function byTrick(trick: string, given = GIVEN): readonly string[] {
  return attacksOn(given)
    .filter((attack) => attack.trick === trick)
    .map(({ origin }) => origin);
}

describe("each look-alike gets in through its mistake", () => {
  const mistakes: readonly (readonly [trick: string, mistake: string, lets: (origin: string) => boolean])[] = [
    ["stranger", "reflection", () => true],
    ["null", "null on the list", (origin) => origin === "null"],
    ["http", "the scheme left out", (origin) => /^https?:\/\/app\.example\.com$/.test(origin)],
    ["port", "the port left out", (origin) => new URL(origin).hostname === "app.example.com"],
    ["prefix", "startsWith", (origin) => origin.startsWith(GIVEN)],
    ["suffix", "endsWith the domain", (origin) => origin.endsWith("example.com")],
    ["substring", "includes", (origin) => origin.includes("app.example.com") && !origin.startsWith(GIVEN)],
    ["unescaped-dot", "a dot for any character", (origin) => /^https:\/\/app.example\.com$/.test(origin)],
    [
      "special-characters",
      "a word's end for the host's",
      (origin) => /^https:\/\/app\.example\.com(?![\w.:-])/.test(origin),
    ],
    ["special-characters", "an underscore", (origin) => origin.startsWith(`${GIVEN}_`)],
    ["subdomain", "any subdomain", (origin) => /^https:\/\/[a-z]+\.example\.com$/.test(origin)],
    ["localhost", "development's origins", (origin) => new URL(origin).hostname === "localhost"],
    ["hosting", "a hosting's suffix", (origin) => origin.endsWith(".vercel.app")],
  ];
  test.each(mistakes)("%s: %s", (trick, _, lets) => {
    expect(byTrick(trick).filter(lets)).not.toEqual([]);
  });

  test("every trick has its mistake here", () => {
    expect(new Set(attacksOn(GIVEN).map(({ trick }) => trick))).toEqual(new Set(mistakes.map(([trick]) => trick)));
  });
});

describe("none is what it attacks", () => {
  test.each([
    GIVEN,
    "https://example.com",
    "https://app.example.co.uk:8443",
    "http://app.example.com",
    "https://mine.vercel.app",
    "https://a.b.c.example.org",
    "https://192.0.2.7",
    "https://[2001:db8::1]",
    "capacitor://localhost",
    "http://localhost:3000",
    "null",
  ])("%s", (given) => {
    const policy = cors({ allowOrigins: [given], dangerouslyAllowNullOrigin: true });
    for (const { origin } of attacksOn(given)) {
      if (given === "null" && origin === "null") continue;
      const facts = {
        method: "GET",
        url: "https://api.example.com/",
        origin,
        requestMethod: null,
        requestHeaders: null,
      };
      expect([origin, policy.decide(facts).allowed]).toEqual([origin, false]);
      // A page could have it.
      expect(origin === "null" || new URL(origin).host !== "").toBe(true);
    }
  });
});

test("the dot that is replaced makes another registrable domain of it", () => {
  expect(byTrick("unescaped-dot", "https://www.example.co.uk")).toEqual(["https://wwwxexample.co.uk"]);
  expect(byTrick("unescaped-dot", "https://example.com")).toEqual([]);
});

test("other people's names under the hosting of the given one are tried", () => {
  expect(byTrick("hosting", "https://mine.herokuapp.com")).toContain("https://evil.herokuapp.com");
  expect(byTrick("suffix", "https://mine.herokuapp.com")).toEqual(["https://evilmine.herokuapp.com"]);
});

test("the scheme stays that of the given one: an attack over http would be mixed content otherwise", () => {
  expect(byTrick("stranger", "http://app.example.com")).toEqual(["http://evil.example"]);
  expect(byTrick("http", "http://app.example.com")).toEqual([]);
});

test("on the own machine there is nothing to look alike", () => {
  expect(attacksOn("http://app.localhost:3000").map(({ origin }) => origin)).toEqual(["http://evil.example", "null"]);
});
