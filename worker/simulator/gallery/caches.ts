import type { Example } from "../scenario.ts";
import { ALLOW_APP, answer, cached, examples, JSON_TYPE, page, policy, raw, simple } from "./build.ts";

const WEEK = 604_800;

export const CACHES: readonly Example[] = examples(
  "caches",
  {
    id: "preflight-cache",
    title: "A preflight's answer is remembered",
    lesson: "For as long as Access-Control-Max-Age says, the same request goes out without asking again.",
    scenario: {
      page: page({ method: "PUT", again: [1, 900] }),
      server: policy('{\n  allowOrigins: ["https://app.example.com"],\n  maxAge: 600,\n}'),
    },
    outcome: "readable",
  },
  {
    id: "max-age-week",
    title: "A max-age of a week",
    lesson: "Each browser has a limit of its own: ten minutes in Safari, two hours in Chrome, a day in Firefox.",
    scenario: {
      page: page({ method: "PUT", again: [1, 700, 7000, 80_000] }),
      server: raw({
        preflight: answer(204, ALLOW_APP, "Access-Control-Allow-Methods: PUT", `Access-Control-Max-Age: ${WEEK}`),
        actual: answer(200, ALLOW_APP),
      }),
    },
    outcome: "readable",
  },
  {
    id: "max-age-zero",
    title: "Every request asks first",
    lesson: "With Access-Control-Max-Age: 0 each PUT costs two round trips.",
    scenario: {
      page: page({ method: "PUT", again: [1] }),
      server: policy('{\n  allowOrigins: ["https://app.example.com"],\n  maxAge: 0,\n}'),
    },
    outcome: "readable",
  },
  {
    id: "cache-without-vary",
    title: "A shared cache and no Vary",
    lesson: "Where the answer depends on the origin and does not say so, a CDN hands one page's answer to the next.",
    scenario: {
      page: page({}),
      server: cached(
        raw(simple(answer(200, JSON_TYPE, "Access-Control-Allow-Origin: https://admin.example.com"))),
        "keeps Vary",
        "https://admin.example.com",
      ),
    },
    outcome: "AllowOriginMismatch",
  },
  {
    id: "cache-with-vary",
    title: "A shared cache and Vary: Origin",
    lesson:
      "Vary: Origin makes a cache keep an answer for each page, and corskit sends it wherever the answer depends on the page.",
    scenario: {
      page: page({}),
      server: {
        ...policy('{\n  allowOrigins: ["https://app.example.com", "https://admin.example.com"],\n}'),
        cache: { kind: "keeps Vary", firstOrigin: "https://admin.example.com" },
      },
    },
    outcome: "readable",
  },
  {
    id: "cache-ignores-vary",
    title: "A CDN that ignores Vary",
    lesson: "Some CDNs ignore Vary: put Origin into their cache key, or answer everybody alike.",
    scenario: {
      page: page({}),
      server: {
        ...policy('{\n  allowOrigins: ["https://app.example.com", "https://admin.example.com"],\n}'),
        cache: { kind: "ignores Vary", firstOrigin: "https://admin.example.com" },
      },
    },
    outcome: "AllowOriginMismatch",
  },
  {
    id: "cached-without-origin",
    title: "Cached before any page asked",
    lesson:
      "An image tag asks without Origin, and what the CDN kept of that has no CORS headers for the fetch that follows.",
    scenario: {
      page: page({}),
      server: {
        ...policy('{\n  allowOrigins: ["https://app.example.com", "https://admin.example.com"],\n}'),
        cache: { kind: "ignores Vary", firstOrigin: "" },
      },
    },
    outcome: "MissingAllowOriginHeader",
  },
);
