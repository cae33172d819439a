import { env } from "cloudflare:workers";
import { openPage } from "corskit/browser";
import { matchers, type PageMatchers } from "corskit/testing";
import { afterEach, describe, expect, test, vi } from "vitest";
import { TIMEOUT } from "../src/app.ts";
import { policy } from "../src/cors.ts";
import worker from "../src/index.ts";

// Pages in a model of the browser ask the Worker: what they read here, they read in a browser.

expect.extend(matchers);
declare module "vitest" {
  interface Matchers extends PageMatchers {}
}

const NOTES = "https://api.example.com/notes";
const credentials = policy.config.allowCredentials ? "include" : "same-origin";
const APP = { origin: "https://app.example.com", credentials } as const;
const EVIL = { origin: "https://evil.example", credentials } as const;

/** The Worker with those bindings. */
const server =
  (bindings: Cloudflare.Env = env) =>
  (request: Request): Response | Promise<Response> =>
    worker.fetch(request, bindings);

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
    await expect(server()).toLetPageRead({ ...APP, ...write("allowed") });
    expect(await env.NOTES.get("allowed")).toBe("milk");
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
    await expect(server()).toBlockPage({ ...EVIL, ...write("denied") });
    expect(await env.NOTES.get("denied")).toBeNull();
  });
});

describe("an error is read by the app's page, and by no other:", () => {
  afterEach(() => vi.useRealTimers());

  const statusFor = async (
    page: typeof APP | typeof EVIL,
    url: string,
    bindings?: Cloudflare.Env,
  ): Promise<number | string> => {
    const { verdict, response } = await openPage({ ...page, server: server(bindings) }).fetch(url, page);
    return verdict === "readable" && response ? response.status : verdict;
  };
  /** Bindings whose every call is this one. */
  const bindingThat = (call: () => unknown): Cloudflare.Env => ({ NOTES: new Proxy(env.NOTES, { get: () => call }) });

  test("404", async () => {
    expect(await statusFor(APP, `${NOTES}/nobody`)).toBe(404);
    expect(await statusFor(EVIL, `${NOTES}/nobody`)).toBe("blocked");
  });

  test("an exception", async () => {
    vi.spyOn(console, "error").mockReturnValue();
    const broken = bindingThat(() => {
      throw new Error("KV is down");
    });
    expect(await statusFor(APP, NOTES, broken)).toBe(500);
    expect(await statusFor(EVIL, NOTES, broken)).toBe("blocked");
  });

  test("an answer that does not come in time", async () => {
    vi.useFakeTimers();
    const asked = statusFor(
      APP,
      NOTES,
      bindingThat(() => new Promise(() => {})),
    );
    await vi.advanceTimersByTimeAsync(TIMEOUT);
    expect(await asked).toBe(504);
  });
});
