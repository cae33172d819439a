import type { PolicyConfig } from "../../src/policy/config.ts";
import type { Decision, RequestFacts } from "../../src/policy/decision.ts";
import { compilePolicy } from "../../src/policy/policy.ts";
import { resolveConfig } from "../../src/policy/resolve.ts";

// Policies, asked with nothing of fetch between.

export function decider(config: PolicyConfig): (facts: RequestFacts) => Decision | Promise<Decision> {
  return compilePolicy(resolveConfig(config)).decide;
}

export function factsOf(facts: Partial<RequestFacts> = {}): RequestFacts {
  return {
    method: "GET",
    url: "https://api.example.com/users?a=/b",
    origin: null,
    requestMethod: null,
    requestHeaders: null,
    ...facts,
  };
}

export const preflight = (
  origin: string | null,
  requestHeaders: string | null = null,
  requestMethod = "PUT",
): RequestFacts => factsOf({ method: "OPTIONS", origin, requestMethod, requestHeaders });

export const decide = (config: PolicyConfig, facts: RequestFacts): Decision => decider(config)(facts) as Decision;
