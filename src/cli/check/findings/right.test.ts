import { expect, test } from "vitest";
import { evidenceOf, type Asked, type TestServer } from "../../../../test/support/evidence.ts";
import { byHand, OPEN, PAGE, plain } from "../../../../test/support/server-by-hand.ts";
import { findingsOf } from "./index.ts";

const PUT: Asked = { method: "PUT", headers: [["Content-Type", "application/json"]], body: "{}" };
const COOKIES: Asked = { credentials: "include" };
const ORIGIN = "Access-Control-Allow-Origin";

const RIGHT: readonly (readonly [name: string, server: TestServer, asked: Asked])[] = [
  ["an allow-list with Vary", byHand(), COOKIES],
  ["an allow-list, PUT", byHand(), { ...PUT, ...COOKIES }],
  ["an allow-list, Authorization", byHand(), { headers: [["Authorization", "Bearer 1"]] }],
  ["one origin for everybody, without Vary", byHand({ always: true, name: () => PAGE, vary: false }), COOKIES],
  ["preflights answered with 200", byHand({ preflight: (sent) => new Response("", { headers: sent }) }), PUT],
  [
    "strangers refused with 403",
    byHand({ actual: (sent) => new Response("", { status: sent.has(ORIGIN) ? 200 : 403, headers: sent }) }),
    COOKIES,
  ],
  [
    "strangers refused with 403, which no cache keeps, and Vary for the others",
    byHand({
      vary: false,
      actual: (sent, { headers }) =>
        sent.has(ORIGIN) || !headers.has("origin")
          ? new Response("{}", { headers: [...sent, ["Vary", "Origin"]] })
          : plain(403)(),
    }),
    COOKIES,
  ],
  ["methods in both cases", byHand({ methods: "get, put, PUT" }), PUT],
  ["an error with headers", byHand({ actual: (sent) => new Response("", { status: 500, headers: sent }) }), COOKIES],
  [
    "a redirect with headers",
    byHand({
      actual: (sent, { url }) =>
        url.endsWith("/")
          ? new Response("{}", { headers: sent })
          : new Response(null, { status: 302, headers: [...sent, ["Location", "/users/"]] }),
    }),
    {},
  ],
  ["a page to sign in for unknown paths", byHand({ missing: plain(302, { Location: "/login" }) }), COOKIES],
  ["a public API", byHand(OPEN), {}],
  ["an allow-list without credentials", byHand({ credentials: null }), {}],
  ["a public API that is tried on one's own machine", byHand(OPEN), { remoteAddress: "127.0.0.1" }],
  ["a public API with PUT", byHand(OPEN), PUT],
  ["no-store in the place of Vary", byHand({ vary: false, more: { "Cache-Control": "no-store" } }), COOKIES],
  ["a cookie for other sites", byHand({ more: { "Set-Cookie": "a=1; SameSite=None; Secure; Path=/" } }), COOKIES],
  [
    "a cookie without SameSite, on one site",
    byHand({ more: { "Set-Cookie": "a=1" } }),
    { ...COOKIES, url: "https://api.example.com/users" },
  ],
  [
    "the two cookies of a load balancer",
    () => ({
      status: 200,
      headers: [
        [ORIGIN, PAGE],
        ["Access-Control-Allow-Credentials", "true"],
        ["Access-Control-Allow-Headers", "authorization, content-type"],
        ["Access-Control-Max-Age", "600"],
        ["Set-Cookie", "AWSALB=1; Path=/"],
        ["Set-Cookie", "AWSALBCORS=1; Path=/; SameSite=None; Secure"],
      ],
    }),
    COOKIES,
  ],
  [
    "http on the own machine",
    byHand({ allow: (origin) => origin === "http://localhost:3000" }),
    { origins: ["http://localhost:3000"], url: "http://localhost:8080/" },
  ],
  [
    "two origins",
    byHand({ allow: (origin) => /^https:\/\/[ab]\.example$/.test(origin) }),
    { origins: ["https://a.example", "https://b.example"] },
  ],
];

test.each(RIGHT)("%s", async (_, server, asked) => {
  expect(findingsOf(await evidenceOf(server, asked))).toEqual([]);
});
