import { decodeScenario, encodeScenario, isDecodeError } from "../../worker/simulator/codec.ts";
import { DEFAULT_PAGE, NO_CACHE } from "../../worker/simulator/defaults.ts";
import type { Hop, Scenario } from "../../worker/simulator/scenario.ts";
import { generate } from "../engines/generate.ts";
import type * as engines from "../engines/scenario.ts";

/**
 * Random links: the exchanges that engines are compared on, as scenarios. Those that no link can hold, such as header
 * values with control characters, are left out.
 */
export function randomLinks(seed: number, count: number): readonly string[] {
  const links = generate(seed, count * 4).map((scenario) => encodeScenario(toScenario(scenario)));
  return links.filter((link) => !isDecodeError(decodeScenario(link))).slice(0, count);
}

const originOf = (host: engines.Host): string => `https://${host}.example.com`;

function toScenario({ steps }: engines.Scenario): Scenario {
  const [step] = steps as readonly [engines.Step];
  const { via, body, hops, path: _, ...rest } = step;
  const [first, ...others] = hops.map((hop, at) => toHop(hop, hops[at + 1], at));
  return {
    page: {
      ...DEFAULT_PAGE,
      ...rest,
      url: `${originOf(hops[0].host)}/0`,
      initiator: via,
      body: body === "none" ? DEFAULT_PAGE.body : { kind: "text", text: "text" },
      // Steps that share a URL are there for the preflight cache.
      again: steps.length > 1 ? [0] : [],
    },
    server: { kind: "raw", hops: [first as Hop, ...others], cache: NO_CACHE },
  };
}

function toHop(
  { preflight, actual, to, host, preflightTo }: engines.Hop,
  next: engines.Hop | undefined,
  at: number,
): Hop {
  const location = next && `${originOf(next.host)}/${at + 1}`;
  const target = to === "userinfo" ? location?.replace("://", "://user:pass@") : location;
  return {
    preflight: toAnswer(preflight, preflightTo && `${originOf(host)}/${at}`),
    actual: toAnswer(actual, to && target),
  };
}

function toAnswer({ status, headers }: engines.Answer, location: string | undefined): Hop["actual"] {
  const lines = headers.map(
    ([name, value]) =>
      [name, value.replaceAll(/http:\/\/(\w+)\.localhost:\{port\}/g, "https://$1.example.com")] as const,
  );
  return { status, headers: location === undefined ? lines : [...lines, ["Location", location] as const] };
}
