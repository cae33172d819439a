import { PLAIN_ANSWER } from "../defaults.ts";
import type { Example } from "../scenario.ts";
import { ALLOW_ANY, ALLOW_APP, answer, examples, JSON_POST, JSON_TYPE, page, policy, raw } from "./build.ts";

const READABLE = answer(200, JSON_TYPE, ALLOW_APP);

export const PREFLIGHT: readonly Example[] = examples(
  "preflight",
  {
    id: "json-post",
    title: "A POST with JSON",
    lesson: "application/json needs permission first: OPTIONS asks for Content-Type, and the POST follows.",
    scenario: {
      page: page(JSON_POST),
      server: raw({
        preflight: answer(204, ALLOW_APP, "Access-Control-Allow-Headers: Content-Type"),
        actual: READABLE,
      }),
    },
    outcome: "readable",
  },
  {
    id: "options-404",
    title: "404 on OPTIONS",
    lesson: "The preflight's answer needs a status from 200 to 299: a router without OPTIONS refuses every page.",
    scenario: {
      page: page(JSON_POST),
      server: raw({
        preflight: answer(404, ALLOW_APP, "Access-Control-Allow-Headers: Content-Type"),
        actual: READABLE,
      }),
    },
    outcome: "PreflightInvalidStatus",
  },
  {
    id: "options-without-cors",
    title: "OPTIONS is answered without CORS headers",
    lesson: "Headers on GET and POST are not enough: the answer to OPTIONS is checked first.",
    scenario: { page: page(JSON_POST), server: raw({ preflight: PLAIN_ANSWER, actual: READABLE }) },
    outcome: "PreflightMissingAllowOriginHeader",
  },
  {
    id: "options-401",
    title: "OPTIONS asks for a login",
    lesson: "Preflight requests never carry credentials, so they have to pass before authentication.",
    scenario: {
      page: page({ headers: [["Authorization", "Bearer let-me-in"]] }),
      server: raw({ preflight: answer(401, ALLOW_APP), actual: READABLE }),
    },
    outcome: "PreflightInvalidStatus",
  },
  {
    id: "preflight-redirect",
    title: "The preflight request is redirected",
    lesson: "A preflight request follows no redirect, be it to https, to a slash or to a login: fetch the final URL.",
    scenario: {
      page: page({ method: "DELETE" }),
      server: raw({
        preflight: answer(308, ALLOW_APP, "Location: https://api.example.com/rides/"),
        actual: READABLE,
      }),
    },
    outcome: "PreflightDisallowedRedirect",
  },
  {
    id: "method-not-allowed",
    title: "PUT is not on the list",
    lesson: "Beyond GET, HEAD and POST, Access-Control-Allow-Methods has to name the method.",
    scenario: {
      page: page({ method: "PUT" }),
      server: raw({ preflight: answer(204, ALLOW_APP, "Access-Control-Allow-Methods: GET, POST"), actual: READABLE }),
    },
    outcome: "MethodDisallowedByPreflightResponse",
  },
  {
    id: "patch-lower-case",
    title: "patch in lower case",
    lesson: "fetch turns put into PUT, but leaves patch as it is, and PATCH does not allow it.",
    scenario: { page: page({ method: "patch" }), server: policy('{\n  allowOrigins: ["https://app.example.com"],\n}') },
    outcome: "MethodDisallowedByPreflightResponse",
  },
  {
    id: "bad-list",
    title: "Spaces in the place of commas",
    lesson: "One member that is no name spoils the whole list.",
    scenario: {
      page: page({ method: "PUT" }),
      server: raw({
        preflight: answer(204, ALLOW_APP, "Access-Control-Allow-Methods: GET POST PUT"),
        actual: READABLE,
      }),
    },
    outcome: "InvalidAllowMethodsPreflightResponse",
  },
  {
    id: "upload-listener",
    title: "A listener on xhr.upload",
    lesson: "A progress bar for the upload is enough for a preflight, also where method and headers need none.",
    scenario: {
      page: page({ initiator: "xhr", method: "POST", body: { kind: "text", text: "a picture" }, uploadListener: true }),
      server: raw({ preflight: answer(405), actual: answer(200, ALLOW_ANY) }),
    },
    outcome: "PreflightMissingAllowOriginHeader",
  },
  {
    id: "form-post",
    title: "A form's POST",
    lesson: "What an HTML form can send goes out without asking: CORS protects answers, not servers.",
    scenario: {
      page: page({ method: "POST", body: { kind: "urlencoded", text: "from=Rome&to=Pisa" } }),
      server: raw({ preflight: answer(405), actual: answer(201, JSON_TYPE) }),
    },
    outcome: "MissingAllowOriginHeader",
  },
);
