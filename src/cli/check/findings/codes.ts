/**
 * Every code of a finding on a server, how grave it can be and what it means, in the order in which they are to be
 * mended: what nothing can be learnt behind comes first. docs/findings.md shows this table and says when each is how
 * grave.
 */
export const CODES = {
  "dns-failure": ["error warning", "The host's name has no address. It never was CORS."],
  "connection-refused": ["error warning", "Nothing listens at the address. It never was CORS."],
  "connection-timeout": ["error warning", "No answer came in time. It never was CORS."],
  "connection-closed": ["error warning", "The connection was closed before an answer. It never was CORS."],
  "tls-failure": ["error warning", "The certificate or the handshake is at fault. It never was CORS."],
  "protocol-failure": ["error warning", "What came back is no HTTP that a browser reads. It never was CORS."],
  "network-failure": ["error warning", "There was no answer, for another reason. It never was CORS."],
  "mixed-content": ["error info", "An https page may not fetch over plain http. It never was CORS."],
  "local-network-access": [
    "warning info",
    "Chrome asks the visitor before a public page reaches a private network. It never was CORS.",
  ],
  "request-invalid": ["error warning", "A browser throws before anything is sent. It never was CORS."],
  "preflight-redirected": ["error warning", "The preflight request is redirected, which no browser follows."],
  "preflight-needs-authentication": [
    "error warning",
    "An authentication layer answers OPTIONS, which never carries credentials.",
  ],
  "preflight-not-routed": ["error warning info", "A router that knows no OPTIONS answers the preflight request."],
  "preflight-error": ["error warning", "The preflight request ends in an error."],
  "redirect-without-headers": ["error warning", "A redirect lacks the headers that the final response may well have."],
  "redirect-taints-origin": [
    "error warning",
    "Redirects across origins make the page's origin null, which the final response refuses.",
  ],
  "redirect-fails": [
    "error warning",
    "A redirect that no browser follows: a loop, a user name in the URL, another scheme.",
  ],
  "allow-origin-missing": ["error warning", "Nothing that was asked for has CORS headers."],
  "preflight-without-headers": ["error warning", "Responses have CORS headers, the preflight's answer has none."],
  "actual-without-headers": ["error warning", "The preflight's answer has CORS headers, the response itself has none."],
  "error-without-headers": [
    "error warning",
    "Error responses lack the CORS headers that others have: pages cannot tell what went wrong.",
  ],
  "headers-doubled": ["error warning", "Two layers set a CORS header, and browsers take no two values."],
  "allow-origin-list": ["error warning", "Access-Control-Allow-Origin holds a list; it takes one origin."],
  "allow-origin-path": ["error warning", "Access-Control-Allow-Origin ends in a slash or a path; origins have none."],
  "allow-origin-case": [
    "error warning",
    "Access-Control-Allow-Origin differs from the origin in upper and lower case alone.",
  ],
  "allow-origin-pattern": ["error warning", "Access-Control-Allow-Origin holds a pattern; browsers know no patterns."],
  "allow-origin-null": [
    "error warning",
    "Access-Control-Allow-Origin is null, which lets in no page but anonymous ones.",
  ],
  "allow-origin-scheme": ["error warning", "Access-Control-Allow-Origin names the right host with another scheme."],
  "allow-origin-port": ["error warning", "Access-Control-Allow-Origin names the right host with another port."],
  "allow-origin-invalid": ["error warning", "Access-Control-Allow-Origin is no origin."],
  "origin-not-allowed": ["error warning", "The server knows CORS, and does not let this origin in."],
  "wildcard-with-credentials": [
    "error warning",
    "Access-Control-Allow-Origin is *, which never counts with credentials.",
  ],
  "allow-credentials-invalid": [
    "error warning",
    "Access-Control-Allow-Credentials is something else than exactly true.",
  ],
  "credentials-not-allowed": ["error warning", "Access-Control-Allow-Credentials is missing."],
  "allow-methods-invalid": ["error warning", "Access-Control-Allow-Methods is no list of methods."],
  "allow-headers-invalid": ["error warning", "Access-Control-Allow-Headers is no list of names."],
  "wildcard-list-with-credentials": [
    "error warning",
    "With credentials, * in a list of methods or headers is a name like others.",
  ],
  "method-case": [
    "error warning",
    "Access-Control-Allow-Methods lists a method in lower case; methods are case-sensitive.",
  ],
  "method-not-allowed": ["error info", "Access-Control-Allow-Methods does not list the method."],
  "header-not-allowed": ["error info", "Access-Control-Allow-Headers does not list a header that the page sends."],
  "authorization-under-wildcard": [
    "warning info",
    "Authorization is sent under *: engines let it pass, the standard does not.",
  ],
  "engines-differ": ["info", "Browsers differ in what they make of the answer."],
  "origin-reflected": ["error warning", "Any origin whatever may read."],
  "origin-substring": ["error warning", "Any origin that contains the allowed name may read."],
  "origin-prefix": ["error warning", "Any origin that begins with the allowed one may read."],
  "origin-suffix": ["error warning", "Any origin that ends with the allowed name may read."],
  "origin-unescaped-dot": ["error warning", "A dot of the allowed name stands for any character."],
  "origin-special-characters": [
    "error warning",
    "A character that host names may have in some browsers ends the comparison early.",
  ],
  "origin-public-suffix": ["error warning", "Names that anybody can register, on the same hosting, may read."],
  "origin-look-alike": ["error warning", "An origin that is made to look like the allowed one may read."],
  "origin-null": ["error warning", "The origin null may read: any site's sandboxed frame."],
  "origin-insecure": [
    "error warning",
    "An http: origin may read what is for an https: one: whoever controls the network.",
  ],
  "origin-localhost": ["warning info", "Pages of the visitor's own machine may read."],
  "origin-any-port": ["info", "Other ports of the allowed host may read."],
  "origin-any-subdomain": ["info", "Other subdomains of the same site may read."],
  "wildcard-on-private-address": [
    "warning info",
    "Any website may read, through its visitors, what a private network keeps from it.",
  ],
  "cache-mixes-origins": ["error", "A cache answers one origin with what was meant for another."],
  "vary-origin-missing": ["warning", "Answers depend on the origin and do not say so: caches will mix them up."],
  "answers-unstable": ["warning", "The same request is answered once so and once otherwise."],
  "preflight-and-actual-disagree": ["warning", "The preflight's answer and the response have different CORS headers."],
  "cookie-not-cross-site": [
    "warning",
    "Credentials are allowed, and the cookies that are set go along with no request from there.",
  ],
  "expose-wildcard-with-credentials": [
    "warning",
    "With credentials, * in Access-Control-Expose-Headers is a name like others.",
  ],
  "max-age-invalid": ["warning", "Access-Control-Max-Age is no number of seconds."],
  "max-age-beyond-caps": ["info", "Access-Control-Max-Age is longer than browsers keep it."],
  "max-age-low": ["info", "Preflights are hardly kept: nearly each request costs two."],
  "any-method-allowed": ["info", "Access-Control-Allow-Methods echoes any method whatever."],
} as const satisfies Readonly<Record<string, readonly [severities: string, meaning: string]>>;

export type Code = keyof typeof CODES;
