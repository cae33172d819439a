/**
 * Why a page may not have a response. The first group has the names of Chromium's `Network.CorsError`
 * (https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-CorsError); what they have no
 * name for, because it is no CORS error there, is in the second.
 */
export type FailureCode =
  | "DisallowedByMode"
  | "WildcardOriginNotAllowed"
  | "MissingAllowOriginHeader"
  | "MultipleAllowOriginValues"
  | "InvalidAllowOriginValue"
  | "AllowOriginMismatch"
  | "InvalidAllowCredentials"
  | "CorsDisabledScheme"
  | "PreflightInvalidStatus"
  | "PreflightDisallowedRedirect"
  | "PreflightWildcardOriginNotAllowed"
  | "PreflightMissingAllowOriginHeader"
  | "PreflightMultipleAllowOriginValues"
  | "PreflightInvalidAllowOriginValue"
  | "PreflightAllowOriginMismatch"
  | "PreflightInvalidAllowCredentials"
  | "InvalidAllowMethodsPreflightResponse"
  | "InvalidAllowHeadersPreflightResponse"
  | "MethodDisallowedByPreflightResponse"
  | "HeaderDisallowedByPreflightResponse"
  | "RedirectContainsCredentials"
  | "NoCorsRedirectModeNotFollow"
  | "InsecureLocalNetwork"
  | "LocalNetworkAccessPermissionDenied"
  | "InvalidRequest"
  | "NetworkFailure"
  | "MixedContent"
  | "RedirectDisallowed"
  | "InvalidRedirect"
  | "TooManyRedirects";

/** A failure before it is explained: what failed, where, and the bytes in question. */
export interface Fault {
  readonly code: FailureCode;
  /** The step of the standard. */
  readonly step: string;
  /** The value that decided: a header's, a method, a header's name, a status. */
  readonly detail: string | null;
}

/** A section of the Fetch standard. */
export function spec(section: string): string {
  return `https://fetch.spec.whatwg.org/#${section}`;
}

/** @param section where the standard says so */
export function fault(code: FailureCode, section: string, detail: string | null = null): Fault {
  return { code, step: spec(section), detail };
}
