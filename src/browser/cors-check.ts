import { fault, type FailureCode, type Fault } from "./failure.ts";
import { getHeader, type HeaderList } from "./header-list.ts";
import type { EngineProfile } from "./engine-profile.ts";
import { wrongOrigin } from "./wrong-origin.ts";
import {
  currentUrl,
  isSameOrigin,
  serializePreflightOrigin,
  serializeRequestOrigin,
  type FetchRequest,
} from "./request.ts";

/** The codes of the check on a preflight's answer, by those of the check on the response itself. */
const ON_PREFLIGHT: Readonly<Partial<Record<FailureCode, FailureCode>>> = {
  WildcardOriginNotAllowed: "PreflightWildcardOriginNotAllowed",
  MissingAllowOriginHeader: "PreflightMissingAllowOriginHeader",
  MultipleAllowOriginValues: "PreflightMultipleAllowOriginValues",
  InvalidAllowOriginValue: "PreflightInvalidAllowOriginValue",
  AllowOriginMismatch: "PreflightAllowOriginMismatch",
  InvalidAllowCredentials: "PreflightInvalidAllowCredentials",
};

/**
 * https://fetch.spec.whatwg.org/#concept-cors-check. The request is the page's own for a preflight's
 * answer too, since its credentials mode is what counts.
 *
 * @returns what fails, undefined where the check succeeds
 */
export function corsCheck(request: FetchRequest, headers: HeaderList): Fault | undefined {
  return checkOrigin(request, headers, serializeRequestOrigin(request)) ?? checkCredentials(request, headers);
}

/** The same as if the request carried credentials. */
export function credentialedCorsCheck(request: FetchRequest, headers: HeaderList): Fault | undefined {
  return corsCheck({ ...request, credentials: "include" }, headers);
}

/** The same for a preflight's answer. */
export function preflightCorsCheck(
  request: FetchRequest,
  headers: HeaderList,
  profile: EngineProfile,
): Fault | undefined {
  if (profile.preflightsKeepOrigin && isSameOrigin(request.origin, currentUrl(request))) return undefined;
  const origin = serializePreflightOrigin(request, profile);
  const failed = checkOrigin(request, headers, origin) ?? checkCredentials(request, headers);
  return failed && { ...failed, code: ON_PREFLIGHT[failed.code] ?? failed.code };
}

function checkOrigin(request: FetchRequest, headers: HeaderList, origin: string): Fault | undefined {
  const allowed = getHeader(headers, "access-control-allow-origin");
  const failed = (code: FailureCode): Fault => fault(code, "concept-cors-check", allowed);
  if (allowed === null) return failed("MissingAllowOriginHeader");
  if (allowed === "*") return request.credentials === "include" ? failed("WildcardOriginNotAllowed") : undefined;
  return allowed === origin ? undefined : failed(wrongOrigin(allowed));
}

function checkCredentials(request: FetchRequest, headers: HeaderList): Fault | undefined {
  if (request.credentials !== "include") return undefined;
  const allowed = getHeader(headers, "access-control-allow-credentials");
  return allowed === "true" ? undefined : fault("InvalidAllowCredentials", "concept-cors-check", allowed);
}
