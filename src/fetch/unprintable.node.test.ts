import { inspect } from "node:util";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { cacheOrigins, cors } from "../index.ts";

// Node.js asks what it prints how it is to be printed: https://nodejs.org/api/util.html#utilinspectcustom

const APP = "https://app.example.com";
const unprintable = Object.assign(new Error("secret"), {
  [inspect.custom]() {
    throw new Error("trap");
  },
});
const fail = (): never => {
  throw unprintable;
};
const get = (): Request => new Request("https://api.example.com/", { headers: { Origin: APP } });

const said: string[] = [];
beforeEach(() => {
  said.length = 0;
  vi.spyOn(console, "error").mockImplementation(
    (...all: unknown[]) => void said.push(all.map((one) => inspect(one)).join(" ")),
  );
});
afterEach(() => {
  vi.restoreAllMocks();
});

test.each([
  ["a handler", {}, fail, "the handler failed"],
  ["onError", { onError: fail }, fail, "the handler failed"],
  ["onDecision", { onDecision: fail }, () => new Response(), "onDecision failed"],
])("what cannot be printed, thrown by %s, fails no request, and is told of", async (_by, options, handler, what) => {
  const response = await cors({ allowOrigins: [APP], ...options }).wrap(handler)(get());
  expect(response.headers.get("access-control-allow-origin")).toBe(APP);
  expect(said.join()).toContain(what);
});

test.each([
  ["a resolver", fail],
  ["a cache of origins", cacheOrigins(fail)],
])("and by %s, denies", async (_by, resolve) => {
  const response = await cors({ allowOrigins: { resolve } }).wrap(() => new Response())(get());
  expect([response.status, response.headers.get("vary")]).toEqual([200, "Origin"]);
  expect(response.headers.has("access-control-allow-origin")).toBe(false);
  expect(said.join()).toContain("allowOrigins.resolve failed");
});
