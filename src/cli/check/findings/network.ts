import type { Heard, WireError } from "../evidence.ts";
import type { Blocked } from "./blocked.ts";
import type { Found } from "./found.ts";

const NOT_CORS = "The console may speak of CORS all the same, because it was a cross-origin request that failed.";

/** What the codes of Node and OpenSSL mean (https://nodejs.org/api/tls.html#x509-certificate-error-codes). */
const TLS: readonly (readonly [pattern: RegExp, cause: string, fix: string])[] = [
  [/CERT_HAS_EXPIRED/, "the certificate has expired", "Renew it, and see why that did not happen by itself."],
  [/CERT_NOT_YET_VALID/, "the certificate is not valid yet", "Check the clocks of server and visitor."],
  [
    /SELF_SIGNED/,
    "the certificate is self-signed, or its chain ends in one that is",
    "Use one of a public authority (Let's Encrypt); on a developer's machine, mkcert. Opening the URL once and accepting it helps that browser alone.",
  ],
  [
    /ALTNAME|HOSTNAME_MISMATCH/,
    "the certificate is for other names than this host's",
    "Use one that names the host, or fetch by the name that it has.",
  ],
  [
    /UNABLE_TO_(VERIFY_LEAF|GET_ISSUER)|UNABLE_TO_GET_ISSUER_CERT_LOCALLY/,
    "the chain to a known authority is incomplete",
    "Serve the intermediate certificates too (the full chain). Browsers often have them from elsewhere, so it fails for some visitors alone.",
  ],
  [/REVOKED/, "the certificate was revoked", "Replace it."],
  [
    /VERSION|PROTOCOL|HANDSHAKE|CIPHER|WRONG_SSL/,
    "client and server agree on no version or cipher of TLS, or the port does not speak TLS",
    "Serve TLS 1.2 or later on this port, and check that the URL's scheme and port belong together.",
  ],
];

const KINDS: Readonly<Record<Exclude<WireError["kind"], "tls">, Pick<Found, "code" | "cause" | "fix">>> = {
  dns: {
    code: "dns-failure",
    cause: "The host's name could not be resolved.",
    fix: "Check the spelling, and the DNS record; a new one takes its time to be known.",
  },
  refused: {
    code: "connection-refused",
    cause: "Nothing listens at this address and port, or a firewall says so.",
    fix: "Start the server, and check the port, the address that it is bound to, and the firewall.",
  },
  timeout: {
    code: "connection-timeout",
    cause: "The server, or what is on the way to it, stays silent: a firewall that drops, or a handler that hangs.",
    fix: "Ask the server from its own network; give the handler a deadline, and let it answer with an error and CORS headers before gateways give up.",
  },
  closed: {
    code: "connection-closed",
    cause:
      "The server closed the connection without an answer: a crash, a proxy that resets, plain HTTP on a TLS port.",
    fix: "Look into the server's log for this request.",
  },
  protocol: {
    code: "protocol-failure",
    cause: "What came back could not be read as HTTP.",
    fix: "Look at the raw bytes: a malformed header line, a wrong length, another protocol on this port.",
  },
  other: {
    code: "network-failure",
    cause: "There was no answer.",
    fix: "See what the command below says.",
  },
};

/** There was no answer at all. */
export function diagnoseNetwork({ probed }: Blocked): Omit<Found, "severity"> {
  const heard = probed.heard.findLast(({ error }) => error !== null);
  const error = heard?.error ?? { kind: "other" as const, code: "", message: "" };
  const target = heard?.request.url ?? probed.probe.request.url;
  const host = URL.canParse(target) ? new URL(target).host : target;
  const said = error.code === "" ? error.message : error.code;
  const shown: readonly Heard[] = heard === undefined ? [] : [heard];
  if (error.kind === "tls") {
    const [, cause, fix] = TLS.find(([pattern]) => pattern.test(`${error.code} ${error.message}`)) ?? [
      null,
      "the handshake failed",
      "See what openssl s_client -connect says of the host.",
    ];
    return {
      code: "tls-failure",
      about: host,
      message: `${host}: ${cause} (${said}); this is not CORS`,
      cause: `Browsers send nothing over a connection that they do not trust. ${NOT_CORS}`,
      fix,
      shown,
    };
  }
  const { code, cause, fix } = KINDS[error.kind];
  const isLate = error.kind === "timeout" && heard !== undefined;
  const message = `${host}: ${isLate ? "no answer in time" : "no answer"} (${said}); this is not CORS`;
  return { code, about: host, message, cause: `${cause} ${NOT_CORS}`, fix, shown };
}
