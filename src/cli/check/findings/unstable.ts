import type { Evidence } from "../evidence.ts";
import { allAnswered, allowOrigin, header, isPreflight, named, originOf, quote, type Answered } from "./answers.ts";
import type { Found } from "./found.ts";

/** The same request answered differently: by a cache that mixes origins up, or by servers that disagree. */
export function findUnstable(evidence: Evidence): readonly Found[] {
  const answers = allAnswered(evidence);
  const asked = new Set(answers.map(originOf).filter((origin) => origin !== null));
  const found: Found[] = [];
  for (const [i, one] of answers.entries()) {
    const other = answers.slice(i + 1).find((two) => keyOf(two) === keyOf(one) && differ(one, two));
    if (other === undefined) continue;
    const mixed = [other, one].find((heard) => {
      const allowed = allowOrigin(heard);
      return !isPreflight(heard) && allowed !== null && allowed !== originOf(heard) && asked.has(allowed);
    });
    found.push(mixed === undefined ? tellUnstable(one, other) : tellMixed(mixed, mixed === one ? other : one));
  }
  return found;
}

/** What an answer may depend on without anybody wondering. */
function keyOf({ request, response }: Answered): string {
  const sent = request.headers.map(([name, value]) => `${name.toLowerCase()}: ${value}`).toSorted();
  return JSON.stringify([request.method, request.url, sent, Math.floor(response.status / 100)]);
}

const NAMES = ["allow-origin", "allow-credentials", "allow-methods", "allow-headers"].map(
  (name) => `access-control-${name}`,
);

function differ(one: Answered, two: Answered): boolean {
  return NAMES.some((name) => header(one, name) !== header(two, name));
}

function tellMixed(heard: Answered, other: Answered): Found {
  const [origin, allowed] = [originOf(heard) ?? "nobody", allowOrigin(heard) ?? ""];
  return {
    code: "cache-mixes-origins",
    severity: "error",
    about: origin,
    message: `${origin} was answered with what was meant for ${quote(allowed)}: ${named(heard)}`,
    cause: `The same request got another answer before. A cache between keeps answers without looking at the Origin${ageOf(heard)}.`,
    fix: "Send Vary: Origin, and have the cache honour it: put Origin into its key (CloudFront: a cache policy with the Origin header). Or send one Access-Control-Allow-Origin to everybody.",
    shown: [heard, other],
  };
}

function ageOf(heard: Answered): string {
  const [age, hit] = [header(heard, "age"), header(heard, "x-cache") ?? header(heard, "cf-cache-status")];
  const told = [age === null ? "" : `Age: ${age}`, hit ?? ""].filter(Boolean).join(", ");
  return told === "" ? "" : ` (${told})`;
}

function tellUnstable(one: Answered, two: Answered): Found {
  const name = NAMES.find((each) => header(one, each) !== header(two, each)) ?? "";
  const values = [header(one, name), header(two, name)].map((value) => (value === null ? "absent" : quote(value)));
  return {
    code: "answers-unstable",
    severity: "warning",
    about: named(one),
    message: `the same request, ${named(one)}, got ${name}: ${values.join(" and then ")}`,
    cause:
      "Servers behind a load balancer that are configured differently, or a middleware that keeps state between requests (a regular expression with the g flag).",
    fix: "Deploy one configuration everywhere, and keep no state of a request in the policy.",
    shown: [one, two],
  };
}
