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

const PARTNER = "https://partner.example.org/me";
const CREDENTIALED = raw(simple(answer(200, JSON_TYPE, ALLOW_APP, ALLOW_CREDENTIALS)));

export const BEYOND_CORS: readonly Example[] = examples(
  "beyond CORS",
  {
    id: "cookie-samesite",
    title: "CORS is right, the cookie is missing: SameSite",
    lesson: "A cookie that says nothing of SameSite stays within its site, whatever CORS allows.",
    scenario: {
      page: page({ url: PARTNER, cookie: "session=1; Path=/", credentials: "include" }),
      server: CREDENTIALED,
    },
    outcome: "readable",
  },
  {
    id: "cookie-third-party",
    title: "CORS is right, the cookie is missing: another site",
    lesson: "Safari blocks cookies of other sites and Firefox keeps them apart for each site, also with SameSite=None.",
    scenario: {
      page: page({ url: PARTNER, cookie: "session=1; SameSite=None; Secure; Path=/", credentials: "include" }),
      server: CREDENTIALED,
    },
    outcome: "readable",
  },
  {
    id: "local-network-access",
    title: "A public page and a printer at home",
    lesson:
      "Chrome asks the visitor before a public page may reach the local network, and no header of the server's helps.",
    scenario: {
      page: page({ url: "https://192.168.1.20/status" }),
      server: policy('{\n  allowOrigins: ["https://app.example.com"],\n}'),
    },
    outcome: "readable",
  },
  {
    id: "mixed-content",
    title: "An https page asks for http",
    lesson: "Mixed content is blocked before it is sent: serve the API over https.",
    scenario: {
      page: page({ url: "http://api.example.com/rides" }),
      server: raw(simple(answer(200, JSON_TYPE, ALLOW_ANY))),
    },
    outcome: "MixedContent",
  },
  {
    id: "server-down",
    title: "Nobody answers",
    lesson: "Where there is no answer at all, the console may still speak of CORS: look at the server first.",
    scenario: { page: page({}), server: raw(simple(answer(0))) },
    outcome: "NetworkFailure",
  },
  {
    id: "other-scheme",
    title: "A redirect to another scheme",
    lesson: "CORS is for http and https: from there a page gets nowhere else.",
    scenario: {
      page: page({}),
      server: raw(simple(answer(302, ALLOW_ANY, "Location: ftp://files.example.com/rides"))),
    },
    outcome: "CorsDisabledScheme",
  },
);
