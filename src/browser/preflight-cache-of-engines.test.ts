import { describe, expect, test } from "vitest";
import { API, clocked, PAGE } from "../../test/support/clocked-page.ts";
import type { PageRequestInit } from "./build-request.ts";
import type { HeaderLine } from "./header-list.ts";
import { openPage } from "./page.ts";

const METHODS = "Access-Control-Allow-Methods";
const NAMES = "Access-Control-Allow-Headers";
const MAX_AGE = "Access-Control-Max-Age";
const PUT = { method: "PUT" } as const;
const X_A = { headers: { "X-A": "1" } } as const;

describe("where an engine keeps the last answer alone", () => {
  const OPEN: readonly HeaderLine[] = [[MAX_AGE, "600"]];
  test("it takes the place of the one before, though that one sufficed", async () => {
    const { server, asks } = clocked("chromium");
    // Chromium asks for a conditional request in spite of what is kept.
    const conditional: PageRequestInit = { ...PUT, headers: { "If-Match": "a" } };
    server.grant = [...OPEN, [METHODS, "PUT"], [NAMES, "x-a, if-match"]];
    expect(await asks({ ...PUT, ...X_A })).toBe(true);
    expect(await asks({ ...PUT, ...X_A })).toBe(false);
    server.grant = [...OPEN, [METHODS, "PUT"], [NAMES, "if-match"]];
    expect(await asks(conditional)).toBe(true);
    server.grant = [...OPEN, [METHODS, "PUT"], [NAMES, "x-a"]];
    expect(await asks({ ...PUT, ...X_A })).toBe(true);
  });
  test("a header that only looks conditional is spared", async () => {
    for (const name of ["X-If-Match", "If-Match-X"]) {
      const { server, asks } = clocked("chromium");
      server.grant = [...OPEN, [NAMES, name]];
      expect(await asks({ headers: { [name]: "a" } }), name).toBe(true);
      expect(await asks({ headers: { [name]: "a" } }), name).toBe(false);
    }
  });
  test("a refusal is not kept, though nothing clears it", async () => {
    const { server, page, outcome } = clocked("chromium");
    server.grant = [...OPEN, [METHODS, "PUT"]];
    expect((await outcome({ ...PUT, ...X_A })).failure?.code).toBe("HeaderDisallowedByPreflightResponse");
    expect(page.preflightCache.entries).toEqual([]);
  });
  test("an upload needs its preflight where nothing is kept", async () => {
    const { asks } = clocked("chromium");
    expect(await asks({ initiator: "xhr", method: "POST", body: "x", uploadListener: true })).toBe(true);
  });
});

describe("a * that is kept beside a name", () => {
  const LISTS: readonly HeaderLine[] = [
    [METHODS, "*, PUT"],
    [NAMES, "*, x-a"],
    [MAX_AGE, "600"],
  ];
  const init: PageRequestInit = { ...PUT, ...X_A };
  test("leaves it where the engine takes * for itself alone", async () => {
    for (const [engine, credentials] of [
      ["chromium", "include"],
      ["firefox", "same-origin"],
    ] as const) {
      const { server, asks } = clocked(engine);
      server.grant = LISTS;
      expect(await asks({ ...init, credentials }), engine).toBe(true);
      expect(await asks({ ...init, credentials }), engine).toBe(false);
    }
  });
  test("stands for no other method in Firefox", async () => {
    const { server, asks } = clocked("firefox");
    server.grant = LISTS;
    await asks(PUT);
    expect(await asks({ method: "DELETE" })).toBe(true);
  });
});

describe("in Firefox, that there was an answer", () => {
  const UPLOAD: PageRequestInit = { initiator: "xhr", method: "POST", body: "x", uploadListener: true };

  test("spares what has nothing to ask for, though the answer granted nothing, or no longer", async () => {
    for (const grant of [[], [[METHODS, "POST, PUT"]], [[NAMES, "x-a"]]] as HeaderLine[][]) {
      const { server, asks, wait } = clocked("firefox");
      server.grant = [...grant, [MAX_AGE, "1"]];
      expect(await asks(UPLOAD)).toBe(true);
      wait(100_000);
      expect(await asks(UPLOAD)).toBe(false);
      expect(await asks({ ...UPLOAD, credentials: "include" })).toBe(true);
      server.grant = [[METHODS, "PUT"]];
      expect(await asks(PUT)).toBe(true);
      server.grant = [[NAMES, "x-a"]];
      expect(await asks({ ...UPLOAD, ...X_A })).toBe(true);
      expect(await asks(UPLOAD, `${API}?other`)).toBe(true);
    }
  });
  test("is not remembered where the answer is not to be kept, and forgotten by a failure", async () => {
    const { server, asks, outcome } = clocked("firefox");
    server.grant = [[MAX_AGE, "0"]];
    expect(await asks(UPLOAD)).toBe(true);
    server.grant = [];
    for (const credentials of ["same-origin", "include"] as const) {
      expect(await asks({ ...UPLOAD, credentials })).toBe(true);
      expect(await asks({ ...UPLOAD, credentials })).toBe(false);
    }
    expect(await asks(UPLOAD)).toBe(false);
    server.open = false;
    expect((await outcome(UPLOAD)).failure).not.toBeNull();
    server.open = true;
    for (const credentials of ["same-origin", "include"] as const)
      expect(await asks({ ...UPLOAD, credentials })).toBe(true);
  });
  test("is forgotten where nothing of it counts any more, when a hundred and one are to be kept", async () => {
    const { server, asks, wait } = clocked("firefox");
    const of = (i: number): Promise<boolean> => asks(UPLOAD, `${API}?${i}`);
    server.grant = [[METHODS, "POST"]];
    for (let i = 0; i < 50; i++) expect(await of(i)).toBe(true);
    server.grant = [
      [METHODS, "POST"],
      [MAX_AGE, "600"],
    ];
    for (let i = 50; i < 100; i++) expect(await of(i)).toBe(true);
    wait(6);
    // There is room for a hundred, and these are no new ones.
    for (const i of [0, 49, 50, 99]) expect(await of(i)).toBe(false);
    server.grant = [
      [NAMES, "x-a"],
      [MAX_AGE, "600"],
    ];
    expect(await asks({ ...UPLOAD, ...X_A }, `${API}?99`)).toBe(true);
    expect(await of(49)).toBe(false);
    expect(await of(100)).toBe(true);
    for (const i of [50, 99, 100]) expect(await of(i)).toBe(false);
    expect(await of(49)).toBe(true);
  });
});

test("in Firefox a request without CORS that fails forgets nothing", async () => {
  let isDown = false;
  const page = openPage({
    origin: PAGE,
    engine: "firefox",
    transport: () => {
      if (isDown) throw new Error("refused");
      const headers: readonly HeaderLine[] = [
        ["Access-Control-Allow-Origin", "*"],
        [METHODS, "PUT"],
        [MAX_AGE, "600"],
      ];
      return { status: 200, statusText: "", headers, body: null };
    },
  });
  await page.fetch(API, PUT);
  isDown = true;
  expect((await page.fetch(API, { mode: "no-cors" })).failure?.code).toBe("NetworkFailure");
  expect(page.preflightCache.entries).toHaveLength(1);
  await page.fetch(API);
  expect(page.preflightCache.entries).toEqual([]);
});
