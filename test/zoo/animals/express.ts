import cors from "cors";
import express, { type Express, type RequestHandler } from "express";
import { PAGE, type Animal, type Asked } from "../animal.ts";
import { http } from "../start.ts";

/** An app with one route for data, behind what `configure` puts before it. */
function app(configure: (app: Express) => void): Animal["start"] {
  const made = express();
  // Express prints the errors that it answers for.
  made.set("env", "test");
  configure(made);
  made.all("/", (_, response) => void response.json({ rides: [] }));
  return http(made);
}

/** For who writes the headers by hand, and writes all of them but what the animal is about. */
function byHand(allows: (origin: string) => boolean, vary = true): RequestHandler {
  return (request, response, next) => {
    const origin = request.get("Origin") ?? "";
    if (vary) response.vary("Origin");
    if (allows(origin))
      response.set({ "Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true" });
    if (request.method !== "OPTIONS") return next();
    if (allows(origin)) response.set({ ...METHODS, "Access-Control-Max-Age": "600" });
    response.sendStatus(204);
  };
}

const METHODS = {
  "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE",
  "Access-Control-Allow-Headers": "Authorization, Content-Type",
};
const RIGHT = { origin: [PAGE], credentials: true, maxAge: 600 };
const WITH_COOKIES: Asked = { credentials: "include" };
const PUT: Asked = {
  method: "PUT",
  headers: [["Content-Type", "application/json"]],
  body: "{}",
  credentials: "include",
};

export const EXPRESS: readonly Animal[] = [
  { name: "express-right", start: app((one) => one.use(cors(RIGHT))), asked: PUT, finding: null },
  {
    name: "express-by-hand-right",
    start: app((one) => one.use(byHand((origin) => origin === PAGE))),
    asked: WITH_COOKIES,
    finding: null,
  },
  {
    name: "express-public-right",
    start: app((one) => one.use(cors({ maxAge: 600 }))),
    asked: {},
    finding: null,
  },
  {
    name: "express-reflects",
    start: app((one) => one.use(cors({ ...RIGHT, origin: true }))),
    asked: WITH_COOKIES,
    finding: "origin-reflected",
  },
  {
    name: "express-wildcard-credentials",
    start: app((one) => one.use(cors({ credentials: true, maxAge: 600 }))),
    asked: WITH_COOKIES,
    finding: "wildcard-with-credentials",
  },
  {
    name: "express-routes-only",
    start: app((one) => {
      one.options("/", cors(RIGHT));
      one.all("/", cors(RIGHT));
    }),
    asked: WITH_COOKIES,
    finding: "error-without-headers",
  },
  {
    name: "express-no-preflight",
    start: app((one) => {
      // It answers OPTIONS by itself, with Allow and nothing else.
      one.get("/", cors(RIGHT));
      one.put("/", cors(RIGHT), (_, response) => void response.json({}));
      one.use((request, response, next) => (request.path === "/" ? next() : cors(RIGHT)(request, response, next)));
    }),
    asked: PUT,
    finding: "preflight-without-headers",
  },
  {
    name: "express-login-first",
    start: app((one) => {
      one.use((request, response, next) => {
        if (request.method === "OPTIONS") response.sendStatus(401);
        else next();
      });
      one.use(cors(RIGHT));
    }),
    asked: PUT,
    finding: "preflight-needs-authentication",
  },
  {
    name: "express-no-vary",
    start: app((one) => one.use(byHand((origin) => origin === PAGE, false))),
    asked: WITH_COOKIES,
    finding: "vary-origin-missing",
  },
  {
    name: "express-substring",
    start: app((one) => one.use(cors({ ...RIGHT, origin: /app\.example\.com/ }))),
    asked: WITH_COOKIES,
    finding: "origin-substring",
  },
  {
    name: "express-unescaped-dot",
    start: app((one) => one.use(cors({ ...RIGHT, origin: /^https:\/\/app.example\.com$/ }))),
    asked: WITH_COOKIES,
    finding: "origin-unescaped-dot",
  },
  {
    name: "express-suffix",
    start: app((one) => one.use(byHand((origin) => origin.startsWith("https://") && origin.endsWith("example.com")))),
    asked: WITH_COOKIES,
    finding: "origin-suffix",
  },
  {
    name: "express-prefix",
    start: app((one) => one.use(byHand((origin) => origin.startsWith(PAGE)))),
    asked: WITH_COOKIES,
    finding: "origin-prefix",
  },
  {
    name: "express-null",
    start: app((one) => one.use(cors({ ...RIGHT, origin: [PAGE, "null"] }))),
    asked: WITH_COOKIES,
    finding: "origin-null",
  },
  {
    name: "express-http",
    start: app((one) => one.use(cors({ ...RIGHT, origin: [PAGE, PAGE.replace("https", "http")] }))),
    asked: WITH_COOKIES,
    finding: "origin-insecure",
  },
  {
    name: "express-list-in-one-string",
    start: app((one) => one.use(cors({ ...RIGHT, origin: `${PAGE}, https://admin.example.com` }))),
    asked: WITH_COOKIES,
    finding: "allow-origin-list",
  },
  {
    name: "express-trailing-slash",
    start: app((one) => one.use(cors({ ...RIGHT, origin: `${PAGE}/` }))),
    asked: WITH_COOKIES,
    finding: "allow-origin-path",
  },
  {
    name: "express-lax-cookie",
    start: app((one) => {
      one.use(cors(RIGHT));
      one.use((_, response, next) => {
        response.cookie("session", "1", { httpOnly: true, sameSite: "lax" });
        next();
      });
    }),
    asked: WITH_COOKIES,
    finding: "cookie-not-cross-site",
  },
];
