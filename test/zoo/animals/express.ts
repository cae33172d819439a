import cors from "cors";
import { PAGE, type Animal } from "../animal.ts";
import { app, byHand, PUT, RIGHT, WITH_COOKIES } from "../express.ts";

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
