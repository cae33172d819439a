import { explain } from "#explain";
import type { PolicyConfig, Resolved } from "./config.ts";
import { CorsConfigError, type Fault, type Report } from "./issue.ts";
import { foldNames } from "./names.ts";
import { CLOSED, kindOf, LONGEST_AGE, readOptions, type Samples } from "./options.ts";
import { foldOrigins } from "./origins.ts";

/**
 * Checks a whole config and fills in its defaults. What is wrong is found here, and told in `explain`, which bundles
 * for production leave out.
 *
 * @param input what the user wrote; only its own properties count, and it is left alone
 * @param further a value for each option beside the policy's own that the caller reads
 * @returns the config that the policy is made of, deeply frozen
 * @throws CorsConfigError with every fault there is
 */
export function resolveConfig<Config extends PolicyConfig>(input: Config, further: object = {}): Resolved<Config> {
  const faults: Fault[] = [];
  const report: Report = (code, path, value) => {
    faults.push({ code, path, value });
  };
  const samples: Samples = { ...CLOSED, onDecision() {}, ...further };
  const config = { ...CLOSED, allowOrigins: undefined as never };
  if (kindOf(input) === "object" && input !== null) {
    Object.assign(config, readOptions(input, samples, report));
    const resolved = fold(config, report);
    if (faults.length === 0) return resolved as Resolved<Config>;
  } else report("config-invalid", "", input);
  throw new CorsConfigError(faults.map((fault) => ({ ...fault, ...explain(fault, config, samples) })));
}

function fold(config: Resolved<PolicyConfig>, report: Report): Resolved<PolicyConfig> {
  const { allowCredentials, maxAge, exposeHeaders, owner } = config;
  // Without a prototype: what pollutes Object.prototype becomes no option.
  const resolved: typeof config = Object.assign(Object.create(null), config, {
    allowOrigins: foldOrigins(config, report),
    allowMethods: foldNames("allowMethods", config.allowMethods, report),
    allowHeaders: foldNames("allowHeaders", config.allowHeaders, report),
    exposeHeaders: foldNames("exposeHeaders", exposeHeaders, report),
  });
  if (owner !== "kit" && owner !== "gateway") report("config-invalid", "owner", owner);
  if (!Number.isInteger(maxAge) || maxAge < 0 || maxAge > LONGEST_AGE) report("max-age-invalid", "maxAge", maxAge);
  if (allowCredentials && exposeHeaders.includes("*")) {
    report("wildcard-with-credentials", "exposeHeaders", exposeHeaders);
  }
  return Object.freeze(resolved);
}
