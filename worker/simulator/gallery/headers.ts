import type { Example } from "../scenario.ts";
import { ALLOW_ANY, ALLOW_APP, answer, examples, JSON_TYPE, page, raw, simple } from "./build.ts";

const READABLE = answer(200, JSON_TYPE, ALLOW_APP);

export const HEADERS: readonly Example[] = examples(
  "headers",
  {
    id: "custom-request-header",
    title: "A header of one's own",
    lesson: "A header such as X-Trace-Id has to be in Access-Control-Allow-Headers of the preflight's answer.",
    scenario: {
      page: page({ headers: [["X-Trace-Id", "1"]] }),
      server: raw({
        preflight: answer(204, ALLOW_APP, "Access-Control-Allow-Headers: Authorization, Content-Type"),
        actual: READABLE,
      }),
    },
    outcome: "HeaderDisallowedByPreflightResponse",
  },
  {
    id: "exposed-header",
    title: "The page does not see the header",
    lesson:
      "A page reads but a few header names unless Access-Control-Expose-Headers names others: here Retry-After, not X-Request-Id.",
    scenario: {
      page: page({}),
      server: raw(
        simple(
          answer(
            200,
            JSON_TYPE,
            ALLOW_APP,
            "Access-Control-Expose-Headers: Retry-After",
            "Retry-After: 30",
            "X-Request-Id: 7",
          ),
        ),
      ),
    },
    outcome: "readable",
  },
  {
    id: "expose-any",
    title: "Access-Control-Expose-Headers: *",
    lesson: "Without credentials * exposes every header but Set-Cookie.",
    scenario: {
      page: page({}),
      server: raw(simple(answer(200, ALLOW_ANY, "Access-Control-Expose-Headers: *", "X-Request-Id: 7", 'ETag: "1"'))),
    },
    outcome: "readable",
  },
  {
    id: "authorization-wildcard",
    title: "Authorization under *",
    lesson: "To the standard * never covers Authorization, and today's engines let it pass: name it, and all agree.",
    scenario: {
      page: page({ headers: [["Authorization", "Bearer let-me-in"]] }),
      server: raw({
        preflight: answer(204, ALLOW_ANY, "Access-Control-Allow-Headers: *"),
        actual: answer(200, ALLOW_ANY),
      }),
    },
    outcome: "HeaderDisallowedByPreflightResponse",
  },
  {
    id: "response-header-on-request",
    title: "Access-Control-Allow-Origin on the request",
    lesson: "The header belongs on the response: a page that sends it only needs a permission more.",
    scenario: {
      page: page({ headers: [["Access-Control-Allow-Origin", "*"]] }),
      server: raw({ preflight: answer(204, ALLOW_APP), actual: READABLE }),
    },
    outcome: "HeaderDisallowedByPreflightResponse",
  },
  {
    id: "custom-user-agent",
    title: "A User-Agent of one's own",
    lesson: "Chrome drops a User-Agent that the page sets, the others ask the server for permission.",
    scenario: {
      page: page({ headers: [["User-Agent", "rides/1.0"]] }),
      server: raw({ preflight: answer(204, ALLOW_APP), actual: READABLE }),
    },
    outcome: "HeaderDisallowedByPreflightResponse",
  },
);
