import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { COOKIE_PROFILES, type CookieProfile } from "./cookie-profiles.ts";
import type { Engine, EngineProfile } from "./engine-profile.ts";
import { PROFILES } from "./profiles.ts";

const ENGINES = ["standard", "chromium", "firefox", "webkit"] as const;
type Profile = Omit<EngineProfile, "name"> & CookieProfile;
const profileOf = (engine: Engine): Profile => ({ ...PROFILES[engine], ...COOKIE_PROFILES[engine] });
const FIELDS = Object.keys(profileOf("standard")).filter((field) => field !== "name") as (keyof Profile)[];

/** A profile's value as the page writes it. */
function written(value: Profile[keyof Profile]): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return value === "butForAuthorization" ? "but for Authorization" : value;
  if (value === Number.POSITIVE_INFINITY) return "unlimited";
  if (typeof value === "number") return value === 2 ** 63 ? "2^63" : String(value);
  if (value instanceof RegExp) return value.source === "^(?!)" ? "none" : namesIn(value.source);
  const members = value instanceof Set ? [...value] : Object.keys(value);
  return members.length === 0 ? "none" : members.join(", ");
}

/** A pattern that is but a list of names reads better as one. */
function namesIn(source: string): string {
  const [, names] = /^\^\(([a-z|-]+)\)\$$/.exec(source) ?? [];
  return names?.replaceAll("|", ", ") ?? `\`${source}\``;
}

const departing = FIELDS.filter((field) =>
  ENGINES.some((engine) => written(profileOf(engine)[field]) !== written(profileOf("standard")[field])),
);

const page = await readFile(new URL("../../docs/browser.md", import.meta.url), "utf8");

/** Rows by field: the cells after it, unescaped. */
const rows = new Map(
  page
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|")))
    .flatMap(([, what, field, ...cells]) => {
      const [, name] = /^`(\w+)`$/.exec(field ?? "") ?? [];
      return name === undefined ? [] : [[name, [what, ...cells.slice(0, ENGINES.length)]] as const];
    }),
);

describe("the departures of docs/browser.md", () => {
  test.each(departing)("%s is as in its profile", (field) => {
    const [what, ...cells] = rows.get(field) ?? [];
    expect(what).toMatch(/\w/);
    expect(cells).toEqual(ENGINES.map((engine) => written(profileOf(engine)[field])));
  });
  test("are those that there are", () => expect([...rows.keys()].toSorted()).toEqual(departing.toSorted()));
});
