import type { Example } from "../scenario.ts";
import { ALLOW_APP, answer, examples, JSON_POST, JSON_TYPE, page, policy, raw, simple } from "./build.ts";

const POLICY = '{\n  allowOrigins: ["https://app.example.com"],\n  exposeHeaders: ["Retry-After"],\n}';

export const ERRORS: readonly Example[] = examples(
  "errors",
  {
    id: "error-without-headers",
    title: "A 500 without CORS headers",
    lesson:
      "Error pages are often made outside the layer that sets the headers, so the page hears of CORS and not of the error.",
    scenario: {
      page: page(JSON_POST),
      server: raw({
        preflight: answer(204, ALLOW_APP, "Access-Control-Allow-Headers: Content-Type"),
        actual: answer(500, "Content-Type: text/plain"),
      }),
    },
    outcome: "MissingAllowOriginHeader",
  },
  {
    id: "crash-with-headers",
    title: "A crash behind corskit",
    lesson: "With the headers on every response, the page reads the 500 and can say what happened.",
    scenario: { page: page(JSON_POST), server: policy(POLICY, "throw") },
    outcome: "readable",
  },
  {
    id: "too-many-requests",
    title: "429 with Retry-After",
    lesson: "A page can only wait as long as it is told if the limit's answer is readable and Retry-After exposed.",
    scenario: { page: page({}), server: policy(POLICY, "429") },
    outcome: "readable",
  },
  {
    id: "gateway-timeout",
    title: "504 from the gateway",
    lesson:
      "What answers in the server's place, be it a gateway, a firewall or a rate limit, has to send the headers too.",
    scenario: { page: page({}), server: raw(simple(answer(504, JSON_TYPE))) },
    outcome: "MissingAllowOriginHeader",
  },
  {
    id: "not-found-readable",
    title: "A readable 404",
    lesson: "The CORS check does not look at the status: an error with the right headers is read like any answer.",
    scenario: { page: page({}), server: raw(simple(answer(404, JSON_TYPE, ALLOW_APP))) },
    outcome: "readable",
  },
);
