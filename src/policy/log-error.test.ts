import { afterEach, expect, test, vi } from "vitest";
import { logError } from "./log-error.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

test("an error is told with what failed", () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  logError("the handler failed", "why");
  expect(log.mock.calls).toEqual([["corskit: the handler failed:", "why"]]);
});

test("of one that throws when it is printed, it is told all the same that there was one", () => {
  const log = vi.spyOn(console, "error").mockImplementationOnce(() => {
    throw new Error("not to be printed");
  });
  log.mockImplementationOnce(() => {});
  logError("the handler failed", {});
  expect(log.mock.calls.at(-1)).toEqual(["corskit: the handler failed:", "unprintable"]);
});

test.each(["that always throws", "that is not there"])("a console %s fails nobody", (what) => {
  const { error } = console;
  const broken = (): never => {
    throw new Error("nowhere to write");
  };
  Object.assign(console, { error: what === "that always throws" ? broken : undefined });
  try {
    expect(() => logError("the handler failed", "why")).not.toThrow();
  } finally {
    Object.assign(console, { error });
  }
});
