import type { FailureCode } from "../../src/browser/index.ts";
import type { Topic } from "../../src/browser/topics.ts";
import { encodeScenario } from "../../worker/simulator/codec.ts";
import { ALLOW_ANY, ALLOW_APP, answer, page, raw, simple } from "../../worker/simulator/gallery/build.ts";
import type { PageSide, RawServer } from "../../worker/simulator/scenario.ts";

/** The part of an address that holds a scenario which the gallery does not have. */
const own = (differences: Partial<PageSide>, server: RawServer): string =>
  `#s=${encodeScenario({ page: page(differences), server })}`;

/** The answer to a PUT's preflight request, by its lines. */
const put = (...lines: readonly string[]): RawServer =>
  raw({ preflight: answer(204, ...lines, "Access-Control-Allow-Methods: PUT"), actual: answer(200, ALLOW_APP) });

/** For each failure the question of docs/faq.md that answers it, by its anchor, and a scenario that comes to it. */
export const ANSWERS: Readonly<Record<FailureCode, readonly [question: string, hash: string]>> = {
  MissingAllowOriginHeader: ["what-does-blocked-by-cors-policy-mean", "#missing-allow-origin"],
  AllowOriginMismatch: ["what-is-an-origin", "#allow-origin-mismatch"],
  MultipleAllowOriginValues: ["why-are-there-multiple-values", "#duplicate-headers"],
  InvalidAllowOriginValue: ["why-is-the-value-invalid", "#host-without-scheme"],
  WildcardOriginNotAllowed: ["why-is-the-wildcard-not-allowed-with-credentials", "#wildcard-with-credentials"],
  InvalidAllowCredentials: ["what-has-access-control-allow-credentials-to-be", "#credentials-not-allowed"],
  PreflightMissingAllowOriginHeader: ["why-does-options-get-404-or-405", "#options-without-cors"],
  PreflightAllowOriginMismatch: [
    "what-is-an-origin",
    own({ method: "PUT" }, put("Access-Control-Allow-Origin: https://www.example.com")),
  ],
  PreflightMultipleAllowOriginValues: [
    "why-are-there-multiple-values",
    own({ method: "PUT" }, put(ALLOW_APP, ALLOW_ANY)),
  ],
  PreflightInvalidAllowOriginValue: [
    "why-is-the-value-invalid",
    own({ method: "PUT" }, put("Access-Control-Allow-Origin: app.example.com")),
  ],
  PreflightWildcardOriginNotAllowed: [
    "why-is-the-wildcard-not-allowed-with-credentials",
    own({ method: "PUT", credentials: "include" }, put(ALLOW_ANY)),
  ],
  PreflightInvalidAllowCredentials: ["what-has-access-control-allow-credentials-to-be", "#preflight-credentials"],
  PreflightInvalidStatus: ["why-does-options-get-404-or-405", "#options-404"],
  PreflightDisallowedRedirect: ["why-is-a-redirect-not-allowed-for-a-preflight-request", "#preflight-redirect"],
  MethodDisallowedByPreflightResponse: ["why-is-patch-not-allowed-though-it-is-listed", "#method-not-allowed"],
  HeaderDisallowedByPreflightResponse: ["why-is-a-request-header-not-allowed", "#custom-request-header"],
  InvalidAllowMethodsPreflightResponse: ["why-can-a-list-not-be-parsed", "#bad-list"],
  InvalidAllowHeadersPreflightResponse: [
    "why-can-a-list-not-be-parsed",
    own({ method: "PUT" }, put(ALLOW_APP, "Access-Control-Allow-Headers: X-Trace Authorization")),
  ],
  RedirectContainsCredentials: ["which-redirects-are-never-followed", "#redirect-with-password"],
  RedirectDisallowed: ["which-redirects-are-never-followed", "#redirect-error"],
  InvalidRedirect: [
    "which-redirects-are-never-followed",
    own({}, raw(simple(answer(302, ALLOW_ANY, "Location: http://")))),
  ],
  TooManyRedirects: ["which-redirects-are-never-followed", "#redirect-loop"],
  DisallowedByMode: ["what-does-mode-same-origin-do", "#same-origin-mode"],
  NoCorsRedirectModeNotFollow: [
    "does-no-cors-help",
    own({ mode: "no-cors", redirect: "error" }, raw(simple(answer(200)))),
  ],
  CorsDisabledScheme: ["which-schemes-does-cors-know", "#other-scheme"],
  InvalidRequest: ["why-does-fetch-throw-before-anything-is-sent", "#get-with-body"],
  NetworkFailure: ["what-if-there-was-no-answer-at-all", "#server-down"],
  MixedContent: ["what-is-mixed-content", "#mixed-content"],
  LocalNetworkAccessPermissionDenied: ["what-is-local-network-access", "#local-network-access&in=chromium"],
  InsecureLocalNetwork: [
    "what-is-local-network-access",
    `${own({ origin: "http://app.example.com", url: "http://192.168.1.20/status" }, raw(simple(answer(200, ALLOW_ANY))))}&in=chromium`,
  ],
};

/** What else consoles say, and the question of docs/faq.md that answers it. */
export const TOPIC_ANSWERS: Readonly<Record<Topic, string>> = {
  "script-error": "what-does-blocked-by-cors-policy-mean",
  "second-line": "what-does-blocked-by-cors-policy-mean",
  "no-response": "what-if-there-was-no-answer-at-all",
  aborted: "what-if-there-was-no-answer-at-all",
  "name-not-resolved": "what-if-there-was-no-answer-at-all",
  "connection-refused": "what-if-there-was-no-answer-at-all",
  "connection-lost": "what-if-there-was-no-answer-at-all",
  "web-socket-refused": "do-websockets-need-cors",
  "not-connected": "do-websockets-need-cors",
  certificate: "what-if-there-was-no-answer-at-all",
  offline: "what-if-there-was-no-answer-at-all",
  "unsafe-port": "what-if-there-was-no-answer-at-all",
  "blocked-by-client": "what-about-browser-extensions",
  "blocked-by-response": "what-are-corp-coep-and-orb",
  "opaque-response-blocked": "what-are-corp-coep-and-orb",
  "content-security-policy": "is-a-content-security-policy-cors",
  "upgrade-or-scheme": "which-schemes-does-cors-know",
  "mime-type": "why-do-a-404-and-a-500-look-like-cors-errors",
  "service-worker": "why-does-the-answer-of-a-service-worker-fail",
  "tainted-canvas": "do-images-fonts-and-canvas-need-cors",
  "post-message": "may-a-page-reach-into-frames-and-other-windows",
  "other-frame": "may-a-page-reach-into-frames-and-other-windows",
  "frame-refused": "may-a-page-reach-into-frames-and-other-windows",
  "file-page": "why-does-it-fail-from-a-file",
  "private-network-access": "what-is-local-network-access",
  "authorization-under-wildcard": "does-the-wildcard-cover-authorization",
  "cors-switched-off": "what-does-blocked-by-cors-policy-mean",
  "origin-not-added": "what-about-browser-extensions",
  "server-refused": "what-is-an-origin",
  "node-fetch": "why-do-curl-and-postman-work-and-the-browser-does-not",
};
