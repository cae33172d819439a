import type { Fault } from "./failure.ts";
import type { EngineProfile } from "./engine-profile.ts";
import { currentUrl, type FetchRequest } from "./request.ts";
import { addressSpaceOf, isTrustworthy, type AddressSpace } from "./site.ts";

const DISTANCE: Readonly<Record<AddressSpace, number>> = { loopback: 0, local: 1, public: 2 };

/**
 * What keeps a request from the network although CORS has nothing against it: mixed content
 * (https://w3c.github.io/webappsec-mixed-content/#should-block-fetch) and, in Chrome 142 and later, Local
 * Network Access (https://wicg.github.io/local-network-access/). No header of the server's helps.
 *
 * @param permission the visitor's answer to Chrome's question
 */
export function gate(
  request: FetchRequest,
  profile: EngineProfile,
  permission: "granted" | "denied",
): Fault | undefined {
  if (!URL.canParse(request.origin)) return undefined;
  const page = new URL(request.origin);
  const url = currentUrl(request);
  const space = addressSpaceOf(url);
  if (profile.hasLocalNetworkAccess && DISTANCE[space] < DISTANCE[addressSpaceOf(page)]) {
    if (!isTrustworthy(page)) return localNetwork("InsecureLocalNetwork", space);
    return permission === "granted" ? undefined : localNetwork("LocalNetworkAccessPermissionDenied", space);
  }
  if (page.protocol !== "https:" || url.protocol !== "http:") return undefined;
  if (space === "loopback" && profile.allowsLoopbackFromHttps) return undefined;
  return {
    code: "MixedContent",
    step: "https://w3c.github.io/webappsec-mixed-content/#should-block-fetch",
    detail: url.href,
  };
}

function localNetwork(code: "InsecureLocalNetwork" | "LocalNetworkAccessPermissionDenied", space: AddressSpace): Fault {
  return { code, step: "https://wicg.github.io/local-network-access/#integration-with-fetch", detail: space };
}
