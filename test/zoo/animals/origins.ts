import cors, { type CorsOptions } from "cors";
import { PAGE, type Animal } from "../animal.ts";
import { app, byHand, RIGHT, WITH_COOKIES } from "../express.ts";

/** An app whose list of origins is this. */
function allowing(origin: CorsOptions["origin"]): Animal["start"] {
  return app((one) => one.use(cors({ ...RIGHT, origin })));
}

/** Lists that let in more than the page they are for. */
export const ORIGINS: readonly Animal[] = [
  {
    name: "express-substring",
    start: allowing(/app\.example\.com/),
    asked: WITH_COOKIES,
    finding: "origin-substring",
  },
  {
    name: "express-unescaped-dot",
    start: allowing(/^https:\/\/app.example\.com$/),
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
    start: allowing([PAGE, "null"]),
    asked: WITH_COOKIES,
    finding: "origin-null",
  },
  {
    name: "express-http",
    start: allowing([PAGE, PAGE.replace("https", "http")]),
    asked: WITH_COOKIES,
    finding: "origin-insecure",
  },
  {
    name: "express-special-character",
    start: allowing(/^https:\/\/app\.example\.com(?![a-z0-9.:-])/),
    asked: WITH_COOKIES,
    finding: "origin-special-characters",
  },
  {
    name: "express-localhost",
    start: allowing([PAGE, /^http:\/\/localhost:\d+$/]),
    asked: WITH_COOKIES,
    finding: "origin-localhost",
  },
  {
    name: "express-any-port",
    start: allowing(/^https:\/\/app\.example\.com(:\d+)?$/),
    asked: WITH_COOKIES,
    finding: "origin-any-port",
  },
  {
    name: "express-any-subdomain",
    start: allowing(/^https:\/\/([a-z0-9-]+\.)*example\.com$/),
    asked: WITH_COOKIES,
    finding: "origin-any-subdomain",
  },
  {
    name: "express-public-suffix",
    origin: "https://shop.vercel.app",
    start: allowing(/^https:\/\/[a-z0-9-]+\.vercel\.app$/),
    asked: WITH_COOKIES,
    finding: "origin-public-suffix",
  },
];
