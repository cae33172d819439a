import type { IncomingMessage, ServerResponse } from "node:http";
import { PAGE, type Animal, type Asked } from "../animal.ts";
import { http } from "../start.ts";

type Headers = Readonly<Record<string, string>>;

const ALLOWED: Headers = {
  "Access-Control-Allow-Origin": PAGE,
  "Access-Control-Allow-Credentials": "true",
};
const GRANTED: Headers = {
  ...ALLOWED,
  "Access-Control-Allow-Methods": "GET, PUT, DELETE",
  "Access-Control-Allow-Headers": "Authorization, Content-Type",
  "Access-Control-Max-Age": "600",
};

interface Answers {
  /** The status of the answer to OPTIONS. Default 204. */
  readonly status?: number;
  readonly preflight?: Headers;
  readonly actual?: Headers;
}

/** One constant policy, answered rightly but for what is given. */
function answering({ status = 204, preflight = GRANTED, actual = ALLOWED }: Answers): Animal["start"] {
  return http((request: IncomingMessage, response: ServerResponse) => {
    request.resume();
    if (request.method === "OPTIONS") response.writeHead(status, preflight).end();
    else response.writeHead(request.url === "/" ? 200 : 404, actual).end("{}");
  });
}

/** The same origin for everybody, right or wrong. */
function allowing(origin: string): Animal["start"] {
  const header = { "Access-Control-Allow-Origin": origin };
  return answering({ preflight: { ...GRANTED, ...header }, actual: { ...ALLOWED, ...header } });
}

const DELETE: Asked = { method: "DELETE", headers: [["Authorization", "Bearer 1"]], credentials: "include" };

export const PREFLIGHTS: readonly Animal[] = [
  { name: "constant-right", start: answering({}), asked: DELETE, finding: null },
  {
    name: "preflight-to-login",
    start: answering({ status: 302, preflight: { ...GRANTED, Location: "/login" } }),
    asked: DELETE,
    finding: "preflight-redirected",
  },
  {
    name: "preflight-to-slash",
    start: answering({ status: 308, preflight: { ...GRANTED, Location: "/v2/" } }),
    asked: DELETE,
    finding: "preflight-redirected",
  },
  {
    name: "preflight-forbidden",
    start: answering({ status: 403, preflight: {} }),
    asked: DELETE,
    finding: "preflight-needs-authentication",
  },
  {
    name: "preflight-not-found",
    start: answering({ status: 404, preflight: {} }),
    asked: DELETE,
    finding: "preflight-not-routed",
  },
  {
    name: "preflight-method",
    start: answering({ status: 405, preflight: { ...GRANTED, Allow: "GET, DELETE" } }),
    asked: DELETE,
    finding: "preflight-not-routed",
  },
  {
    name: "preflight-crash",
    start: answering({ status: 500, preflight: {} }),
    asked: DELETE,
    finding: "preflight-error",
  },
  {
    name: "only-on-preflight",
    start: answering({ actual: {} }),
    asked: DELETE,
    finding: "actual-without-headers",
    also: ["error-without-headers"],
  },
  {
    name: "credentials-on-preflight-only",
    start: answering({ actual: { "Access-Control-Allow-Origin": PAGE } }),
    asked: DELETE,
    finding: "credentials-not-allowed",
  },
  {
    name: "credentials-yes",
    start: answering({
      preflight: { ...GRANTED, "Access-Control-Allow-Credentials": "True" },
      actual: { ...ALLOWED, "Access-Control-Allow-Credentials": "True" },
    }),
    asked: DELETE,
    finding: "allow-credentials-invalid",
  },
  {
    name: "methods-with-semicolons",
    start: answering({ preflight: { ...GRANTED, "Access-Control-Allow-Methods": "GET; PUT; DELETE" } }),
    asked: DELETE,
    finding: "allow-methods-invalid",
  },
  {
    name: "headers-in-quotes",
    start: answering({ preflight: { ...GRANTED, "Access-Control-Allow-Headers": '"Authorization"' } }),
    asked: DELETE,
    finding: "allow-headers-invalid",
  },
  {
    name: "methods-in-lower-case",
    start: answering({ preflight: { ...GRANTED, "Access-Control-Allow-Methods": "get, put, delete" } }),
    asked: DELETE,
    finding: "method-case",
  },
  {
    name: "star-methods-with-credentials",
    start: answering({ preflight: { ...GRANTED, "Access-Control-Allow-Methods": "*" } }),
    asked: DELETE,
    finding: "wildcard-list-with-credentials",
  },
  {
    name: "max-age-of-nothing",
    start: answering({ preflight: { ...GRANTED, "Access-Control-Max-Age": "0" } }),
    asked: DELETE,
    finding: "max-age-low",
  },
  {
    name: "star-exposed-with-credentials",
    start: answering({ actual: { ...ALLOWED, "Access-Control-Expose-Headers": "*" } }),
    asked: DELETE,
    finding: "expose-wildcard-with-credentials",
  },
  {
    name: "any-method",
    start: http((request, response) => {
      request.resume();
      const asked = request.headers["access-control-request-method"] ?? "GET";
      if (request.method === "OPTIONS") {
        response.writeHead(204, { ...GRANTED, "Access-Control-Allow-Methods": asked }).end();
      } else {
        response.writeHead(request.url === "/" ? 200 : 404, ALLOWED).end("{}");
      }
    }),
    asked: DELETE,
    finding: "any-method-allowed",
  },
  {
    name: "max-age-with-unit",
    start: answering({ preflight: { ...GRANTED, "Access-Control-Max-Age": "10m" } }),
    asked: DELETE,
    finding: "max-age-invalid",
  },
  {
    name: "max-age-of-a-year",
    start: answering({ preflight: { ...GRANTED, "Access-Control-Max-Age": "31536000" } }),
    asked: DELETE,
    finding: "max-age-beyond-caps",
  },
  {
    name: "another-origin",
    start: allowing("https://other.example.com"),
    asked: DELETE,
    finding: "origin-not-allowed",
  },
  {
    name: "pattern-in-the-header",
    start: allowing("https://*.example.com"),
    asked: DELETE,
    finding: "allow-origin-pattern",
  },
  {
    name: "null-in-the-header",
    start: allowing("null"),
    asked: DELETE,
    finding: "allow-origin-null",
    also: ["origin-null"],
  },
  { name: "upper-case", start: allowing("https://App.Example.com"), asked: DELETE, finding: "allow-origin-case" },
  {
    name: "wrong-scheme",
    start: allowing("http://app.example.com"),
    asked: DELETE,
    finding: "allow-origin-scheme",
    also: ["origin-insecure"],
  },
  { name: "wrong-port", start: allowing("https://app.example.com:8443"), asked: DELETE, finding: "allow-origin-port" },
  { name: "no-scheme", start: allowing("app.example.com"), asked: DELETE, finding: "allow-origin-invalid" },
  {
    name: "star-on-preflight-only",
    start: answering({
      preflight: { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "DELETE" },
      actual: { "Access-Control-Allow-Origin": PAGE },
    }),
    asked: { method: "DELETE" },
    finding: "preflight-and-actual-disagree",
  },
  {
    name: "no-cors-at-all",
    start: answering({ status: 200, preflight: {}, actual: {} }),
    asked: DELETE,
    finding: "allow-origin-missing",
  },
];
