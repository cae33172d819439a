import { openPage } from "corskit/browser";
import type { LambdaHttpEvent } from "corskit/lambda";
import { matchers, type PageMatchers } from "corskit/testing";
import { describe, expect, test, vi } from "vitest";
import { policy } from "../src/cors.ts";
import { createHandler } from "../src/index.ts";
import { notesInMemory, type Notes } from "../src/notes.ts";
import { asPagesSeeIt } from "./gateway.ts";

// Pages in a model of the browser ask the function: what they read here, they read in a browser.

expect.extend(matchers);
declare module "vitest" {
  interface Matchers extends PageMatchers {}
}

const NOTES = "https://api.example.com/notes";
const credentials = policy.config.allowCredentials ? "include" : "same-origin";
const APP = { origin: "https://app.example.com", credentials } as const;
const EVIL = { origin: "https://evil.example", credentials } as const;

/** The function with those notes, and 100 ms until Lambda would end it. */
function server(notes: Notes = notesInMemory()) {
  const handler = createHandler(notes);
  return asPagesSeeIt((event: LambdaHttpEvent) => handler(event, { getRemainingTimeInMillis: () => 100 }));
}

const write = (name: string) => ({
  url: `${NOTES}/${name}`,
  method: "PUT",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ text: "milk" }),
});

describe("the app's page", () => {
  test("reads notes", async () => {
    await expect(server()).toLetPageRead({ ...APP, url: NOTES });
  });

  test("writes a note, after a preflight request", async () => {
    const notes = notesInMemory();
    await expect(server(notes)).toLetPageRead({ ...APP, ...write("allowed") });
    expect(await notes.read("allowed")).toBe("milk");
  });

  test("is held to the methods and headers that the policy lists", async () => {
    const patch = { ...APP, url: `${NOTES}/1`, method: "PATCH" };
    await expect(server()).toBlockPage(patch, "MethodDisallowedByPreflightResponse");
    const traced = { ...APP, url: NOTES, headers: { "X-Trace": "1" } };
    await expect(server()).toBlockPage(traced, "HeaderDisallowedByPreflightResponse");
  });
});

describe("any other page", () => {
  test("reads nothing", async () => {
    await expect(server()).toBlockPage({ ...EVIL, url: NOTES });
  });

  test("writes nothing, since its preflight request fails", async () => {
    const notes = notesInMemory();
    await expect(server(notes)).toBlockPage({ ...EVIL, ...write("denied") });
    expect(await notes.names()).toEqual([]);
  });
});

describe("an error is read by the app's page, and by no other:", () => {
  const statusFor = async (page: typeof APP | typeof EVIL, url: string, notes?: Notes): Promise<number | string> => {
    const { verdict, response } = await openPage({ ...page, server: server(notes) }).fetch(url, page);
    return verdict === "readable" && response ? response.status : verdict;
  };

  test("404", async () => {
    expect(await statusFor(APP, `${NOTES}/nobody`)).toBe(404);
    expect(await statusFor(EVIL, `${NOTES}/nobody`)).toBe("blocked");
  });

  test("an exception", async () => {
    vi.spyOn(console, "error").mockReturnValue();
    const broken = { ...notesInMemory(), names: () => Promise.reject(new Error("the table is gone")) };
    expect(await statusFor(APP, NOTES, broken)).toBe(500);
    expect(await statusFor(EVIL, NOTES, broken)).toBe("blocked");
  });

  test("an answer that does not come in time", async () => {
    vi.spyOn(console, "error").mockReturnValue();
    const hanging = { ...notesInMemory(), names: () => new Promise<never>(() => {}) };
    expect(await statusFor(APP, NOTES, hanging)).toBe(504);
    expect(await statusFor(EVIL, NOTES, hanging)).toBe("blocked");
  });
});
