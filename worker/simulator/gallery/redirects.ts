import type { Example } from "../scenario.ts";
import { ALLOW_ANY, ALLOW_APP, answer, API, APP, examples, JSON_TYPE, page, raw, simple } from "./build.ts";

const CDN = "https://cdn.example.net/rides.json";

export const REDIRECTS: readonly Example[] = examples(
  "redirects",
  {
    id: "redirect-to-another-origin",
    title: "A redirect to another origin",
    lesson: "When a foreign origin redirects to yet another one, the browser sends Origin: null from there on.",
    scenario: {
      page: page({}),
      server: raw(simple(answer(302, ALLOW_APP, `Location: ${CDN}`)), simple(answer(200, JSON_TYPE, ALLOW_APP))),
    },
    outcome: "AllowOriginMismatch",
  },
  {
    id: "redirect-within-api",
    title: "A redirect within the API",
    lesson: "Every answer on the way is checked, the redirect itself too.",
    scenario: {
      page: page({}),
      server: raw(
        simple(answer(301, "Location: https://api.example.com/rides/")),
        simple(answer(200, JSON_TYPE, ALLOW_APP)),
      ),
    },
    outcome: "MissingAllowOriginHeader",
  },
  {
    id: "redirect-from-own-origin",
    title: "From one's own origin to another",
    lesson: "A redirect that starts on the page's own origin keeps its name: the other server sees who asks.",
    scenario: {
      page: page({ url: `${APP}/rides` }),
      server: raw(simple(answer(302, `Location: ${API}`)), simple(answer(200, JSON_TYPE, ALLOW_APP))),
    },
    outcome: "readable",
  },
  {
    id: "redirect-to-login",
    title: "An expired session leads to the login",
    lesson: "A page cannot follow a redirect to a login page on another origin: an API answers 401 instead.",
    scenario: {
      page: page({}),
      server: raw(
        simple(answer(302, ALLOW_APP, "Location: https://login.example.org/?to=rides")),
        simple(answer(200, "Content-Type: text/html")),
      ),
    },
    outcome: "MissingAllowOriginHeader",
  },
  {
    id: "redirect-error",
    title: 'redirect: "error"',
    lesson: 'With redirect: "error" the page fails on any redirect, however well it is allowed.',
    scenario: {
      page: page({ redirect: "error" }),
      server: raw(
        simple(answer(302, ALLOW_ANY, "Location: https://api.example.com/v2/rides")),
        simple(answer(200, ALLOW_ANY)),
      ),
    },
    outcome: "RedirectDisallowed",
  },
  {
    id: "redirect-loop",
    title: "A redirect to itself",
    lesson: "Browsers give up after 20 redirects.",
    scenario: { page: page({}), server: raw(simple(answer(302, ALLOW_ANY, `Location: ${API}`))) },
    outcome: "TooManyRedirects",
  },
  {
    id: "redirect-with-password",
    title: "A redirect with a password in it",
    lesson: "A cross-origin redirect to a URL with a user name or password is not followed.",
    scenario: {
      page: page({}),
      server: raw(
        simple(answer(302, ALLOW_ANY, "Location: https://user:pass@api.example.com/v2/rides")),
        simple(answer(200, ALLOW_ANY)),
      ),
    },
    outcome: "RedirectContainsCredentials",
  },
);
