import { describe, expect, test } from "vitest";
import { EXAMPLES } from "../../worker/simulator/gallery.ts";
import { hashOf, readHash } from "../../worker/simulator/ui/location.ts";
import { seenAt, simulatorLinks } from "./simulator-links.ts";

const links = simulatorLinks();

test("the documentation links to the simulator", () => expect(links.length).toBeGreaterThan(60));

describe.each(links.map((link) => [link.file, link.claim, link] as const))(
  "%s: %s",
  (_file, _claim, { hash, claim }) => {
    test("is what the model sees there", async () => expect(await seenAt(hash)).toBe(claim));
    test("is an address as the simulator writes it", () => {
      const { scenario, engine } = readHash(hash, EXAMPLES);
      expect(hash).toBe(hashOf(scenario, engine, EXAMPLES));
    });
  },
);
