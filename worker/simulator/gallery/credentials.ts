import type { Example } from "../scenario.ts";
import {
  ALLOW_ANY,
  ALLOW_APP,
  ALLOW_CREDENTIALS,
  answer,
  examples,
  JSON_TYPE,
  page,
  policy,
  raw,
  simple,
} from "./build.ts";

const COOKIE = "session=1; SameSite=None; Secure; Path=/";
const PARTNER = "https://partner.example.org/rides";

export const CREDENTIALS: readonly Example[] = examples(
  "credentials",
  {
    id: "cookies-without-credentials",
    title: "The cookie stays at home",
    lesson: 'fetch sends no cookies to other origins unless the page says credentials: "include".',
    scenario: {
      page: page({ url: PARTNER, cookie: COOKIE }),
      server: raw(simple(answer(200, JSON_TYPE, ALLOW_APP, ALLOW_CREDENTIALS))),
    },
    outcome: "readable",
  },
  {
    id: "cookies-with-credentials",
    title: "The cookie goes along",
    lesson:
      "With credentials the server answers with the page's own origin and Access-Control-Allow-Credentials: true.",
    scenario: {
      page: page({ url: PARTNER, cookie: COOKIE, credentials: "include" }),
      server: raw(simple(answer(200, JSON_TYPE, ALLOW_APP, ALLOW_CREDENTIALS))),
    },
    outcome: "readable",
  },
  {
    id: "wildcard-with-credentials",
    title: "* with credentials",
    lesson: "Anybody with the visitor's cookies is more than anybody may be: with credentials * does not count.",
    scenario: {
      page: page({ credentials: "include" }),
      server: raw(simple(answer(200, JSON_TYPE, ALLOW_ANY, ALLOW_CREDENTIALS))),
    },
    outcome: "WildcardOriginNotAllowed",
  },
  {
    id: "credentials-not-allowed",
    title: "Access-Control-Allow-Credentials is missing",
    lesson: "With credentials the origin is not enough: the server has to allow credentials too.",
    scenario: { page: page({ credentials: "include" }), server: raw(simple(answer(200, JSON_TYPE, ALLOW_APP))) },
    outcome: "InvalidAllowCredentials",
  },
  {
    id: "credentials-upper-case",
    title: "Access-Control-Allow-Credentials: True",
    lesson: "The only value that counts is true, in lower case.",
    scenario: {
      page: page({ credentials: "include" }),
      server: raw(simple(answer(200, JSON_TYPE, ALLOW_APP, "Access-Control-Allow-Credentials: True"))),
    },
    outcome: "InvalidAllowCredentials",
  },
  {
    id: "wildcard-headers-with-credentials",
    title: "Access-Control-Allow-Headers: * with credentials",
    lesson: "With credentials * is a name like others, in the lists of methods and headers too.",
    scenario: {
      page: page({ credentials: "include", headers: [["X-Trace-Id", "1"]] }),
      server: raw({
        preflight: answer(204, ALLOW_APP, ALLOW_CREDENTIALS, "Access-Control-Allow-Headers: *"),
        actual: answer(200, ALLOW_APP, ALLOW_CREDENTIALS),
      }),
    },
    outcome: "HeaderDisallowedByPreflightResponse",
  },
  {
    id: "preflight-credentials",
    title: "The preflight's answer allows no credentials",
    lesson: "A preflight request carries no cookies, yet its answer has to allow them.",
    scenario: {
      page: page({ credentials: "include", method: "PUT" }),
      server: raw({
        preflight: answer(204, ALLOW_APP, "Access-Control-Allow-Methods: PUT"),
        actual: answer(200, ALLOW_APP, ALLOW_CREDENTIALS),
      }),
    },
    outcome: "PreflightInvalidAllowCredentials",
  },
  {
    id: "unsafe-config",
    title: "A config that corskit refuses",
    lesson: "Any origin with credentials is no policy, so it is refused when it is made and not in the browser.",
    scenario: {
      page: page({ credentials: "include" }),
      server: policy('{\n  allowOrigins: "*",\n  allowCredentials: true,\n}'),
    },
    outcome: "wildcard-with-credentials",
  },
);
