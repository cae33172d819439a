// Azure API Management with a <cors> policy, as documented: https://learn.microsoft.com/azure/api-management/cors-policy
// What it does not say is tried both ways.
import { toHandler, type ServerHandler } from "../../src/browser/transport.ts";
import type { HeaderLine, NetworkRequest, Transport } from "../../src/browser/index.ts";

/** How a gateway could do what is not documented. */
export interface Reading {
  /** Whether a preflight's answer has what was asked for, in the place of the configured lists. */
  readonly echoes: boolean;
  /** Whether an actual request has to have a configured method for the response to have headers. */
  readonly comparesMethods: boolean;
}

interface CorsPolicy {
  readonly credentials: boolean;
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly maxAge: string;
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
}

/** @throws Error for a policy that API Management would not take */
export function openGateway(document: string, backend: ServerHandler, reading: Reading): Transport {
  const policy = read(document);
  const forward = toHandler(backend);
  return async (request) => {
    const origin = header(request, "origin");
    if (origin === undefined) return forward(request);
    const isAllowed = policy.origins.includes("*") || policy.origins.some((allowed) => isSame(allowed, origin));
    const own: readonly HeaderLine[] = [
      ["Access-Control-Allow-Origin", policy.origins.includes("*") && !reading.echoes ? "*" : origin],
      ...(policy.credentials ? ([["Access-Control-Allow-Credentials", "true"]] as const) : []),
    ];
    const asked = header(request, "access-control-request-method");
    if (request.method === "OPTIONS" && asked !== undefined) {
      // "terminate the request with an empty 200 OK response"
      const headers = isAllowed
        ? preflight(policy, reading, asked, header(request, "access-control-request-headers"))
        : [];
      return { status: 200, statusText: "", headers: isAllowed ? [...own, ...headers] : [], body: null };
    }
    const response = await forward(request);
    const hasMethod = policy.methods.includes("*") || policy.methods.includes(request.method);
    if (!isAllowed || (reading.comparesMethods && !hasMethod)) return response;
    const exposed: readonly HeaderLine[] =
      policy.exposed.length > 0 ? [["Access-Control-Expose-Headers", policy.exposed.join(",")]] : [];
    return { ...response, headers: [...response.headers, ...own, ...exposed] };
  };
}

function preflight(
  { methods, headers, maxAge }: CorsPolicy,
  { echoes }: Reading,
  method: string,
  names = "",
): readonly HeaderLine[] {
  const asked = names.split(",").filter((name) => name !== "");
  const isListed = (name: string): boolean =>
    headers.includes("*") || headers.some((listed) => listed.toLowerCase() === name.toLowerCase());
  const isMethodListed = methods.includes("*") || methods.includes(method);
  return [
    ["Access-Control-Allow-Methods", echoes ? (isMethodListed ? method : "") : methods.join(",")],
    ["Access-Control-Allow-Headers", (echoes ? asked.filter(isListed) : headers).join(",")],
    ["Access-Control-Max-Age", maxAge],
  ];
}

/** "If the port is omitted in a URI, port 80 is used for HTTP and port 443 is used for HTTPS." */
function isSame(allowed: string, origin: string): boolean {
  return URL.canParse(origin) && new URL(allowed).origin === new URL(origin).origin;
}

function header({ headers }: NetworkRequest, name: string): string | undefined {
  return headers.find(([other]) => other.toLowerCase() === name)?.[1];
}

const DOCUMENT =
  /^(?:<!--(?:(?!--)[^])*-->\s*)?<cors allow-credentials="(true|false)" terminate-unmatched-request="false">\s*<allowed-origins>([^]+?)<\/allowed-origins>\s*<allowed-methods preflight-result-max-age="(\d+)">([^]+?)<\/allowed-methods>\s*<allowed-headers>([^]+?)<\/allowed-headers>\s*(?:<expose-headers>([^]+?)<\/expose-headers>\s*)?<\/cors>\s*$/;

/** "Set the policy's elements and child elements in the order provided in the policy statement." */
function read(document: string): CorsPolicy {
  const match = DOCUMENT.exec(document);
  if (match === null) throw new Error(`not a cors policy: ${document}`);
  const [, credentials, origins = "", maxAge = "", methods = "", headers = "", exposed] = match;
  const policy = {
    credentials: credentials === "true",
    origins: members("origin", origins),
    maxAge,
    methods: members("method", methods),
    headers: members("header", headers),
    exposed: exposed === undefined ? [] : members("header", exposed),
  };
  for (const origin of policy.origins) {
    if (policy.origins.length > 1 ? !/^https?:\/\/[^*]+$/.test(origin) : !/^(\*|https?:\/\/[^*]+)$/.test(origin)) {
      throw new Error(`neither * alone nor a URI: ${origin}`);
    }
  }
  return policy;
}

function members(name: string, text: string): readonly string[] {
  const found = [...text.matchAll(new RegExp(`<${name}>([^<>]+)</${name}>`, "g"))];
  if (text.replaceAll(new RegExp(`<${name}>[^<>]+</${name}>`, "g"), "").trim() !== "" || found.length === 0) {
    throw new Error(`not a list of ${name}: ${text}`);
  }
  return found.map(([, value = ""]) => {
    if (/&(?!(amp|lt|gt);)/.test(value)) throw new Error(`not well-formed: ${value}`);
    return value.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  });
}
