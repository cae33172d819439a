/**
 * A browser in as few lines as will do: the CORS check, the preflight, the filter. Written from the
 * Fetch standard and sharing nothing with src, so that it can contradict it. It follows no redirects.
 */
export interface PageRequest {
  readonly origin: string;
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: "omit" | "same-origin" | "include";
}

/** What the page gets: null where the browser keeps the response from it. */
export interface PageResponse {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: string;
}

type Server = (request: Request) => Response | Promise<Response>;

/** https://fetch.spec.whatwg.org/#cors-safelisted-request-header, as far as the tests go. */
function isSafelisted(name: string, value: string): boolean {
  if (/^(accept|accept-language|content-language)$/i.test(name)) return true;
  return (
    /^content-type$/i.test(name) &&
    /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)(;|$)/i.test(value)
  );
}

/** https://fetch.spec.whatwg.org/#concept-cors-check */
function passesCheck({ origin, credentials }: PageRequest, response: Response): boolean {
  const allowed = response.headers.get("access-control-allow-origin");
  if (allowed === null) return false;
  if (credentials !== "include") return allowed === "*" || allowed === origin;
  return allowed === origin && response.headers.get("access-control-allow-credentials") === "true";
}

function list(response: Response, name: string): readonly string[] {
  return (response.headers.get(name) ?? "").split(",").map((member) => member.trim());
}

/** https://fetch.spec.whatwg.org/#cors-preflight-fetch */
async function passesPreflight(request: PageRequest, unsafe: readonly string[], server: Server): Promise<boolean> {
  const { origin, url, method, credentials } = request;
  const headers: Record<string, string> = { Origin: origin, "Access-Control-Request-Method": method };
  if (unsafe.length > 0) headers["Access-Control-Request-Headers"] = unsafe.join(",");
  const response = await server(new Request(url, { method: "OPTIONS", headers }));
  if (!passesCheck(request, response) || response.status < 200 || response.status > 299) return false;
  const methods = list(response, "access-control-allow-methods");
  const names = list(response, "access-control-allow-headers").map((name) => name.toLowerCase());
  const wild = credentials !== "include";
  if (!/^(GET|HEAD|POST)$/.test(method) && !methods.includes(method) && !(wild && methods.includes("*"))) return false;
  return unsafe.every((name) => names.includes(name) || (wild && name !== "authorization" && names.includes("*")));
}

/** https://fetch.spec.whatwg.org/#concept-filtered-response-cors */
function filtered(request: PageRequest, response: Response): readonly string[] {
  const exposed = list(response, "access-control-expose-headers").map((name) => name.toLowerCase());
  const all = request.credentials !== "include" && exposed.includes("*");
  return [...response.headers.keys()].filter(
    (name) =>
      !/^set-cookie2?$/.test(name) &&
      (all ||
        exposed.includes(name) ||
        /^(cache-control|content-(language|length|type)|expires|last-modified|pragma)$/.test(name)),
  );
}

/** What a page reads of a cross-origin response, or null. */
export async function pageFetch(request: PageRequest, server: Server): Promise<PageResponse | null> {
  const { origin, url, method, headers } = request;
  const unsafe = Object.entries(headers)
    .filter(([name, value]) => !isSafelisted(name, value))
    .map(([name]) => name.toLowerCase())
    .toSorted();
  if (unsafe.length > 0 || !/^(GET|HEAD|POST)$/.test(method)) {
    if (!(await passesPreflight(request, unsafe, server))) return null;
  }
  const response = await server(new Request(url, { method, headers: { ...headers, Origin: origin } }));
  if (!passesCheck(request, response)) return null;
  const body = method === "HEAD" ? "" : await response.text();
  return { status: response.status, headers: filtered(request, response), body };
}
