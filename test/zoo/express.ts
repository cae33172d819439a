import express, { type Express, type RequestHandler } from "express";
import { PAGE, type Animal, type Asked } from "./animal.ts";
import { http } from "./start.ts";

/** An app with one route for data, behind what `configure` puts before it. */
export function app(configure: (app: Express) => void): Animal["start"] {
  const made = express();
  // Express prints the errors that it answers for.
  made.set("env", "test");
  configure(made);
  made.all("/", (_, response) => void response.json({ rides: [] }));
  return http(made);
}

/** For who writes the headers by hand, and writes all of them but what the animal is about. */
export function byHand(allows: (origin: string) => boolean, vary = true): RequestHandler {
  return (request, response, next) => {
    const origin = request.get("Origin") ?? "";
    if (vary) response.vary("Origin");
    if (allows(origin)) response.set({ ...GRANTED, "Access-Control-Allow-Origin": origin });
    if (request.method === "OPTIONS") response.sendStatus(204);
    else next();
  };
}

const GRANTED = {
  "Access-Control-Allow-Credentials": "true",
  "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE",
  "Access-Control-Allow-Headers": "Authorization, Content-Type",
  "Access-Control-Max-Age": "600",
};
export const RIGHT = { origin: [PAGE], credentials: true, maxAge: 600 };
export const WITH_COOKIES: Asked = { credentials: "include" };
export const PUT: Asked = {
  method: "PUT",
  headers: [["Content-Type", "application/json"]],
  body: "{}",
  credentials: "include",
};
