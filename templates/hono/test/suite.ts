import { openPage, type ServerHandler } from "corskit/browser";
import { matchers, type PageMatchers } from "corskit/testing";
import { describe, expect, test, vi } from "vitest";
import { TIMEOUT } from "../src/app.ts";
import { policy } from "../src/cors.ts";
import type { Notes } from "../src/notes.ts";

// Pages in a model of the browser ask the API: what they read here, they read in a browser.

expect.extend(matchers);
declare module "vitest" {
  interface Matchers extends PageMatchers {}
}

/** The API on a platform. */
export interface Platform {
  readonly server: ServerHandler;
  readonly notes: Notes;
  /** The API where whatever is asked of its notes comes to this. */
  serverWhere(happens: () => Promise<never>): ServerHandler;
}

const NOTES = "https://api.example.com/notes";
const credentials = policy.config.allowCredentials ? "include" : "same-origin";
const APP = { origin: "https://app.example.com", credentials } as const;
const EVIL = { origin: "https://evil.example", credentials } as const;

const write = (name: string) => ({
  url: `${NOTES}/${name}`,
  method: "PUT",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ text: "milk" }),
});

/** The same on every platform. */
export function suite({ server, notes, serverWhere }: Platform): void {
  describe("the app's page", () => {
    test("reads notes", async () => {
      await expect(server).toLetPageRead({ ...APP, url: NOTES });
    });

    test("writes a note, after a preflight request", async () => {
      await expect(server).toLetPageRead({ ...APP, ...write("allowed") });
      expect(await notes.read("allowed")).toBe("milk");
    });

    test("is held to the methods and headers that the policy lists", async () => {
      const patch = { ...APP, url: `${NOTES}/1`, method: "PATCH" };
      await expect(server).toBlockPage(patch, "MethodDisallowedByPreflightResponse");
      const traced = { ...APP, url: NOTES, headers: { "X-Trace": "1" } };
      await expect(server).toBlockPage(traced, "HeaderDisallowedByPreflightResponse");
    });
  });

  describe("any other page", () => {
    test("reads nothing", async () => {
      await expect(server).toBlockPage({ ...EVIL, url: NOTES });
    });

    test("writes nothing, since its preflight request fails", async () => {
      await expect(server).toBlockPage({ ...EVIL, ...write("denied") });
      expect(await notes.read("denied")).toBeNull();
    });
  });

  describe("an error is read by the app's page, and by no other:", () => {
    const statusFor = async (page: typeof APP | typeof EVIL, url: string, handler = server) => {
      const { verdict, response } = await openPage({ ...page, server: handler }).fetch(url, page);
      return verdict === "readable" && response ? response.status : verdict;
    };

    test("404", async () => {
      expect(await statusFor(APP, `${NOTES}/nobody`)).toBe(404);
      expect(await statusFor(APP, "https://api.example.com/nowhere")).toBe(404);
      expect(await statusFor(EVIL, `${NOTES}/nobody`)).toBe("blocked");
    });

    test("an exception", async () => {
      vi.spyOn(console, "error").mockReturnValue();
      const broken = serverWhere(() => Promise.reject(new Error("the notes are gone")));
      expect(await statusFor(APP, NOTES, broken)).toBe(500);
      expect(await statusFor(EVIL, NOTES, broken)).toBe("blocked");
    });

    test("an answer that does not come in time", async () => {
      vi.useFakeTimers();
      const asked = statusFor(
        APP,
        NOTES,
        serverWhere(() => new Promise(() => {})),
      );
      await vi.advanceTimersByTimeAsync(TIMEOUT);
      vi.useRealTimers();
      expect(await asked).toBe(504);
    });
  });
}
