import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { EXAMPLES } from "../gallery.ts";
import { exampleOf, faultOf, hashOf, readHash } from "./location.ts";

test("every example has an address of its own, which leads back to it", () => {
  for (const example of EXAMPLES) {
    expect(hashOf(example.scenario, null, EXAMPLES)).toBe(`#${example.id}`);
    expect(readHash(`#${example.id}`, EXAMPLES)).toEqual({ scenario: example.scenario, engine: null, fault: null });
    expect(faultOf(example.scenario)).toBeNull();
  }
});

test("one that was changed has all of itself in the address", () => {
  for (const { scenario } of EXAMPLES) {
    const changed = { ...scenario, page: { ...scenario.page, url: "https://elsewhere.example/" } };
    const hash = hashOf(changed, null, EXAMPLES);
    expect(hash).toMatch(/^#s=[\w-]+$/);
    expect(readHash(hash, EXAMPLES)).toEqual({ scenario: changed, engine: null, fault: null });
    expect(exampleOf(changed, EXAMPLES)).toBeUndefined();
  }
});

test("the browser to show it in goes along where it was chosen", () => {
  for (const { id, scenario } of EXAMPLES) {
    expect(hashOf(scenario, "firefox", EXAMPLES)).toBe(`#${id}&in=firefox`);
    expect(readHash(`#${id}&in=firefox`, EXAMPLES)).toEqual({ scenario, engine: "firefox", fault: null });
    expect(readHash(`#${id}&in=toString`, EXAMPLES)).toEqual({ scenario, engine: null, fault: null });
  }
});

test("anything else is the first example, with a word on why", () => {
  expect(readHash("", EXAMPLES)).toEqual({ scenario: EXAMPLES[0]?.scenario, engine: null, fault: null });
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 50 }), (text) => {
      const { scenario, fault } = readHash(`#x${text}`, EXAMPLES);
      return scenario === EXAMPLES[0]?.scenario && fault !== null && fault.includes("no example of the name");
    }),
    { seed: inject("seed") },
  );
  expect(readHash("#s=%%%", EXAMPLES).fault).toMatch(/^This link could not be read: .+ instead\.$/);
});

test("half a URL is no scenario, and that is said", () => {
  const [first] = EXAMPLES;
  if (first === undefined) throw new Error("there are no examples");
  const { scenario } = first;
  expect(faultOf({ ...scenario, page: { ...scenario.page, url: "https:/" } })).toContain("page.url");
});
