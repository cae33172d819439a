import type { Example } from "../scenario.ts";
import { ALLOW_ANY, ALLOW_APP, answer, API, APP, examples, JSON_TYPE, page, policy, raw, simple } from "./build.ts";

export const BASICS: readonly [Example, ...Example[]] = examples(
  "basics",
  {
    id: "missing-allow-origin",
    title: "No Access-Control-Allow-Origin",
    lesson:
      "The server has answered, and the browser keeps the answer from the page until a header says who may read it.",
    scenario: { page: page({}), server: raw(simple(answer(200, JSON_TYPE))) },
    outcome: "MissingAllowOriginHeader",
  },
  {
    id: "simple-get",
    title: "A GET that any page may read",
    lesson: "For public data one header is enough: Access-Control-Allow-Origin: *.",
    scenario: { page: page({}), server: raw(simple(answer(200, JSON_TYPE, ALLOW_ANY))) },
    outcome: "readable",
  },
  {
    id: "same-origin",
    title: "A page and its own server",
    lesson: "Within one origin CORS has no say, and no header is needed.",
    scenario: { page: page({ url: `${APP}/rides` }), server: raw(simple(answer(200, JSON_TYPE))) },
    outcome: "readable",
  },
  {
    id: "allow-origin-mismatch",
    title: "Another origin is allowed",
    lesson: "Origins are compared byte by byte: scheme, host and port all count, and www. makes another one.",
    scenario: {
      page: page({}),
      server: raw(simple(answer(200, JSON_TYPE, "Access-Control-Allow-Origin: https://www.example.com"))),
    },
    outcome: "AllowOriginMismatch",
  },
  {
    id: "trailing-slash",
    title: "A slash at the end of the origin",
    lesson: "An origin has no path, so not even the slash that address bars show.",
    scenario: { page: page({}), server: raw(simple(answer(200, JSON_TYPE, `${ALLOW_APP}/`))) },
    outcome: "AllowOriginMismatch",
  },
  {
    id: "host-without-scheme",
    title: "A host in the place of an origin",
    lesson: "Access-Control-Allow-Origin takes scheme, host and port, not a host alone.",
    scenario: {
      page: page({}),
      server: raw(simple(answer(200, JSON_TYPE, "Access-Control-Allow-Origin: app.example.com"))),
    },
    outcome: "InvalidAllowOriginValue",
  },
  {
    id: "list-of-origins",
    title: "Several origins in one header",
    lesson: "Only one origin fits into the header: a server with a list answers each page with its own.",
    scenario: {
      page: page({}),
      server: raw(simple(answer(200, JSON_TYPE, `${ALLOW_APP}, https://admin.example.com`))),
    },
    outcome: "MultipleAllowOriginValues",
  },
  {
    id: "duplicate-headers",
    title: "Two layers set the same header",
    lesson:
      "Lines of one name are read as one value, so the application and the proxy together break what each does right.",
    scenario: { page: page({}), server: raw(simple(answer(200, JSON_TYPE, ALLOW_APP, ALLOW_APP))) },
    outcome: "MultipleAllowOriginValues",
  },
  {
    id: "null-origin",
    title: "A sandboxed frame",
    lesson:
      "A sandboxed frame and a file on disk have the origin null, and allowing that would allow every site's sandbox.",
    scenario: { page: page({ origin: "null" }), server: raw(simple(answer(200, JSON_TYPE, ALLOW_APP))) },
    outcome: "AllowOriginMismatch",
  },
  {
    id: "no-cors",
    title: 'mode: "no-cors"',
    lesson: "no-cors does not switch CORS off: the request is sent, and the page may see nothing of the answer.",
    scenario: { page: page({ mode: "no-cors" }), server: raw(simple(answer(200, JSON_TYPE))) },
    outcome: "opaque",
  },
  {
    id: "same-origin-mode",
    title: 'mode: "same-origin"',
    lesson: "In same-origin mode a request to another origin fails before it is sent, whatever the server would say.",
    scenario: { page: page({ mode: "same-origin" }), server: raw(simple(answer(200, JSON_TYPE, ALLOW_ANY))) },
    outcome: "DisallowedByMode",
  },
  {
    id: "policy",
    title: "A list of origins, by corskit",
    lesson: "A policy answers each allowed page with its own origin, and says Vary: Origin to the caches between.",
    scenario: {
      page: page({ url: `${API}/1`, method: "DELETE" }),
      server: policy('{\n  allowOrigins: ["https://app.example.com", "https://*.example.org"],\n}', "204"),
    },
    outcome: "readable",
  },
  {
    id: "get-with-body",
    title: "A GET with a body",
    lesson: "Some calls fail in the browser before CORS is asked: fetch sends no body with GET.",
    scenario: {
      page: page({ body: { kind: "text", text: "from=Rome" } }),
      server: raw(simple(answer(200, JSON_TYPE, ALLOW_ANY))),
    },
    outcome: "InvalidRequest",
  },
);
