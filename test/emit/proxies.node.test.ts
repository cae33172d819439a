import { expect, inject, test } from "vitest";
import { envoy } from "../../src/emit/envoy.ts";
import type { EmitCode } from "../../src/emit/index.ts";
import { traefik } from "../../src/emit/traefik.ts";
import { interpretEnvoy } from "./envoy.ts";
import { faultsOfVisits, hostedPolicies } from "./judge.ts";
import { interpretTraefik } from "./traefik.ts";

const TARGETS = [
  { name: "Envoy", emit: envoy, interpret: interpretEnvoy },
  { name: "Traefik", emit: traefik, interpret: interpretTraefik },
];

/** Losses by which a page that is allowed sees nothing less. */
const UNSEEN: readonly EmitCode[] = ["errors", "enforce", "web-sockets", "vary"];

test.each(TARGETS)("pages see in $name, by its source, what the policies let them see", async ({ emit, interpret }) => {
  const seed = inject("seed");
  const faults = await Promise.all(
    hostedPolicies(seed, 300).map((hosted, i) => {
      const emission = emit(hosted.config);
      const exact = emission.lost.every(({ code }) => UNSEEN.includes(code));
      return faultsOfVisits(hosted, { ...emission, exact }, interpret(emission.output), seed + i);
    }),
  );
  expect(faults.flat().slice(0, 3)).toEqual([]);
});
