import type { NetworkRequest } from "../../src/browser/index.ts";
import type { ConfigFault } from "./config.ts";
import { bare, hopUrls } from "./hops.ts";
import { authorHeaders } from "./page-request.ts";
import { policyServer } from "./policy-server.ts";
import { rawServer } from "./raw-server.ts";
import { receivedOf, type Received } from "./received.ts";
import type { Scenario } from "./scenario.ts";
import { withSharedCache, type Answered } from "./shared-cache.ts";

/** The server of a scenario, with the scenario's own origins. It remembers what its shared cache keeps. */
export interface ScenarioServer {
  answer(request: NetworkRequest): Promise<Answered & { readonly received: Received }>;
}

/** @returns a server with an empty memory; what is wrong with the config where there is no policy to serve with */
export async function serverOf(scenario: Scenario): Promise<ScenarioServer | ConfigFault> {
  const { page, server } = scenario;
  const urls = hopUrls(scenario);
  const hopOf = (url: string): number | null => {
    const hop = urls.indexOf(bare(url));
    return hop < 0 ? null : hop;
  };
  let respond: (request: NetworkRequest) => ReturnType<ReturnType<typeof policyServer>>;
  if (server.kind === "policy") {
    // Policies and the parser of configs are loaded with the first one.
    const { readConfig } = await import("./config.ts");
    const policy = await readConfig(server.config);
    if ("issues" in policy) return policy;
    respond = policyServer(policy, server.outcome);
  } else {
    const raw = rawServer(scenario, server);
    respond = async (request) => raw(request, hopOf(request.url));
  }
  const cached = withSharedCache(respond, server.cache);
  const author = authorHeaders(page);
  return {
    async answer(request) {
      const answered = await cached(request);
      const received = receivedOf(request.method, request.headers, hopOf(request.url), author);
      return { ...answered, received: { ...received, by: answered.by } };
    },
  };
}
