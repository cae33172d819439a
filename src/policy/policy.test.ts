import { afterEach, describe, expect, test, vi } from "vitest";
import { decide, decider, factsOf, preflight } from "../../test/support/decide.ts";
import type { Decision, RequestFacts } from "./decision.ts";

const APP = "https://app.example.com";
const EVIL = "https://evil.example";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a constant policy answers everybody alike", () => {
  const config = { allowOrigins: [APP], allowCredentials: true, exposeHeaders: ["X-A", "X-B"], maxAge: 7200 };
  const actual = {
    "Access-Control-Allow-Origin": APP,
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Expose-Headers": "X-A,X-B",
  };
  const granted = {
    "Access-Control-Allow-Origin": APP,
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Allow-Methods": "GET,HEAD,PUT,PATCH,POST,DELETE",
    "Access-Control-Allow-Headers": "Authorization,Content-Type",
    "Access-Control-Max-Age": "7200",
  };

  test.each([APP, EVIL, "null", "", "\0", null])("actual request from %j", (origin) => {
    const decision = decide(config, factsOf({ origin }));
    expect(decision.headers).toEqual(actual);
    expect(decision.status).toBeNull();
    expect(decision.allowed).toBe(origin === APP || origin === null);
  });
  test.each([APP, EVIL, "null", "\0"])("preflight from %j", (origin) => {
    const decision = decide(config, preflight(origin, "x-anything"));
    expect(decision.headers).toEqual(granted);
    expect(decision.status).toBe(204);
    expect(decision.allowed).toBe(origin === APP);
  });
  test("any origin", () => {
    expect(decide({ allowOrigins: "*" }, factsOf({ origin: EVIL })).headers).toEqual({
      "Access-Control-Allow-Origin": "*",
    });
    expect(decide({ allowOrigins: ["*"] }, factsOf()).headers).toEqual({ "Access-Control-Allow-Origin": "*" });
  });
  test("the null origin", () => {
    const open = { allowOrigins: ["null"], dangerouslyAllowNullOrigin: true };
    expect(decide(open, factsOf({ origin: "null" }))).toMatchObject({
      allowed: true,
      headers: { "Access-Control-Allow-Origin": "null" },
    });
  });
});

describe("a dynamic policy", () => {
  const config = { allowOrigins: [APP, "https://*.example.org"], exposeHeaders: ["X-A"] };
  test("actual, allowed", () => {
    expect(decide(config, factsOf({ origin: "https://a.b.example.org" }))).toEqual({
      kind: "actual",
      origin: "https://a.b.example.org",
      allowed: true,
      reason: null,
      status: null,
      body: null,
      headers: {
        "Access-Control-Allow-Origin": "https://a.b.example.org",
        "Access-Control-Expose-Headers": "X-A",
        Vary: "Origin",
      },
    });
  });
  test.each([
    [EVIL, "origin-not-listed"],
    ["null", "origin-null"],
    ["", "origin-malformed"],
    ["https://example.org", "origin-not-listed"],
    ["https://a.example.org:443", "origin-malformed"],
    ["HTTPS://APP.EXAMPLE.COM", "origin-malformed"],
    ["x".repeat(1_000_000), "origin-malformed"],
  ])("actual, denied, %#", (origin, reason) => {
    const decision = decide(config, factsOf({ origin }));
    expect(decision).toMatchObject({
      kind: "actual",
      allowed: false,
      reason,
      status: null,
      headers: { Vary: "Origin" },
    });
    expect(Object.keys(decision.headers)).toEqual(["Vary"]);
  });
  test("no Origin", () => {
    const decision = decide(config, factsOf());
    expect(decision).toMatchObject({ kind: "non-cors", allowed: true, status: null });
    expect(decision.headers).toEqual({ Vary: "Origin" });
  });
  test("preflight, allowed: the full lists, whatever was asked", () => {
    const answers = [preflight(APP), preflight(APP, "x-evil", "GET"), preflight(APP, "x".repeat(1_000_000), "\0")];
    for (const facts of answers) {
      expect(decide(config, facts)).toMatchObject({
        kind: "preflight",
        status: 204,
        body: null,
        headers: {
          "Access-Control-Allow-Origin": APP,
          "Access-Control-Allow-Methods": "GET,HEAD,PUT,PATCH,POST,DELETE",
          "Access-Control-Allow-Headers": "Authorization,Content-Type",
          "Access-Control-Max-Age": "600",
          Vary: "Origin",
        },
      });
    }
  });
  test.each([EVIL, "null", `https://${"x".repeat(1_000_000)}`, "<script>\u0000\u00e9\r\nSet-Cookie: a=1"])(
    "preflight, denied, %#",
    (origin) => {
      const { status, headers, body } = decide(config, preflight(origin));
      expect(status).toBe(403);
      expect(Object.keys(headers).filter((name) => /^access-control/i.test(name))).toEqual([]);
      expect(headers).toMatchObject({ Vary: "Origin", "X-Content-Type-Options": "nosniff" });
      expect(headers["Content-Type"]).toMatch(/^text\/plain/);
      expect(body).toContain(origin.slice(0, 4));
      expect(body).toMatch(/^[\x20-\x7e]{1,200}\n$/);
    },
  );
  test("a refusal says to whom, in ASCII and in short", () => {
    const bodyFor = (origin: string): string | null => decide(config, preflight(origin)).body;
    const long = `https://${"x".repeat(92)}`;
    expect(bodyFor("https://é.com")).toBe("CORS: the origin https://?.com is not allowed here. See allowOrigins.\n");
    expect(bodyFor(long)).toBe(`CORS: the origin ${long} is not allowed here. See allowOrigins.\n`);
    expect(bodyFor(`${long}x`)).toBe(`CORS: the origin ${long}... is not allowed here. See allowOrigins.\n`);
  });
  test("an answer is that of its own kind of request, whatever the same page asked before", () => {
    const answer = decider(config);
    const kinds = [preflight(APP), factsOf({ origin: APP }), factsOf({ origin: APP, upgrade: "websocket" })];
    for (const facts of [...kinds, ...kinds.toReversed()]) expect(answer(facts)).toEqual(decide(config, facts));
    const echo = { ...config, allowCredentials: true, allowHeaders: ["*"] };
    const echoing = decider(echo);
    for (const facts of [preflight(APP, "x-a"), preflight(APP, "x-b"), preflight("https://a.example.org", "x-b")]) {
      expect(echoing(facts)).toEqual(decide(echo, facts));
    }
  });
  test("OPTIONS that is no preflight is an actual request", () => {
    expect(decide(config, factsOf({ method: "OPTIONS", origin: APP }))).toMatchObject({ kind: "actual", status: null });
    expect(decide(config, preflight(null))).toMatchObject({ kind: "non-cors", status: null });
    expect(decide(config, { ...preflight(APP), method: "GET" })).toMatchObject({ kind: "actual", status: null });
  });
  test("max-age 0, empty lists", () => {
    const none = { allowOrigins: [APP, EVIL], allowMethods: [], allowHeaders: [], maxAge: 0 };
    expect(decide(none, preflight(APP)).headers).toEqual({
      "Access-Control-Allow-Origin": APP,
      "Access-Control-Max-Age": "0",
      Vary: "Origin",
    });
  });
});

describe("`*` in lists", () => {
  test("without credentials it is sent as it is, with Authorization where that is listed", () => {
    const lists = {
      allowOrigins: "*",
      allowMethods: ["PUT", "*"],
      allowHeaders: ["X-A", "authorization", "X-Authorization", "Authorization-X", "*"],
    } as const;
    expect(decide(lists, preflight(APP, "x-b")).headers).toMatchObject({
      "Access-Control-Allow-Methods": "*",
      "Access-Control-Allow-Headers": "*,authorization",
    });
  });

  const config = { allowOrigins: [APP], allowCredentials: true, allowMethods: ["*"], allowHeaders: ["*", "X-Listed"] };
  const echo = (requestHeaders: string | null, requestMethod = "PURGE"): Decision["headers"] =>
    decide(config, preflight(APP, requestHeaders, requestMethod)).headers;
  test("with credentials what was asked is echoed, and Vary says so", () => {
    expect(echo("x-a,x-listed, x-b")).toMatchObject({
      "Access-Control-Allow-Methods": "PURGE",
      "Access-Control-Allow-Headers": "X-Listed,x-a,x-b",
      Vary: "Access-Control-Request-Method, Access-Control-Request-Headers",
    });
    expect(decide({ ...config, allowOrigins: [APP, EVIL] }, preflight(EVIL, "x-a")).headers["Vary"]).toBe(
      "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
    );
  });
  const names = (count: number, length: number): string =>
    Array.from({ length: count }, (_, i) => `x${i}`.padEnd(length, "x")).join(",");
  test.each([
    ["64 names", names(64, 5), true],
    ["65 names", names(65, 5), false],
    ["4 KiB", `${names(64, 63)},`, true],
    ["more than 4 KiB", names(64, 64), false],
    ["a megabyte", "x".repeat(1_000_000), false],
    ["a space in a name", "x-a,x b", false],
    ["a line break", "x-a,x\r\nSet-Cookie: a", false],
    ["not ASCII", "x-\u00e9", false],
    ["empty members", ",,x-a,,", true],
  ])("echoes %s or not, %#", (_, requestHeaders, echoed) => {
    expect((echo(requestHeaders)["Access-Control-Allow-Headers"] ?? "") !== "X-Listed").toBe(echoed);
  });
  test.each(["GET,PUT", "A B", "\r\n", ""])("does not echo the method %j", (method) => {
    expect(echo(null, method)["Access-Control-Allow-Methods"]).toBeUndefined();
  });
});

describe("owner: gateway", () => {
  test("sets no header, and still keeps preflights from the handler", () => {
    const config = { allowOrigins: [APP, EVIL], owner: "gateway" } as const;
    expect(decide(config, factsOf({ origin: APP }))).toMatchObject({ status: null, headers: {} });
    expect(decide(config, preflight(APP))).toMatchObject({ status: 204, headers: {} });
    expect(decide({ ...config, enforce: true }, factsOf({ origin: APP })).headers).toEqual({ Vary: "Origin" });
  });
});

describe("onDecision", () => {
  test("is told every decision, and can do no harm", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const seen: Decision[] = [];
    const told = decide(
      { allowOrigins: [APP], onDecision: (decision) => void seen.push(decision) },
      factsOf({ origin: APP }),
    );
    expect(seen).toEqual([told]);
    const harm = [
      (): never => {
        throw new Error("log");
      },
      async (): Promise<never> => {
        throw new Error("log");
      },
      (decision: Decision): void => {
        (decision.headers as Record<string, string>)["Access-Control-Allow-Origin"] = EVIL;
      },
    ];
    for (const onDecision of harm) {
      const decideWith = decider({ allowOrigins: [APP], onDecision });
      await decideWith(factsOf({ origin: APP }));
      expect(await decideWith(factsOf({ origin: EVIL }))).toMatchObject({
        headers: { "Access-Control-Allow-Origin": APP },
      });
    }
    await expect.poll(() => log.mock.calls.length).toBe(6);
    expect(log).toHaveBeenCalledWith("corskit: onDecision failed:", expect.any(Error));
  });
});

test("never throws, even where a caller leaves facts out", () => {
  for (const config of [{ allowOrigins: "*" }, { allowOrigins: [APP, EVIL], enforce: true }] as const) {
    for (const facts of [{}, { origin: EVIL }, { origin: EVIL, method: "OPTIONS", requestMethod: "PUT" }]) {
      expect(() => decide(config, facts as RequestFacts)).not.toThrow();
    }
  }
});

test.each([
  ["methods", { allowMethods: ["*"] }, "Origin, Access-Control-Request-Method"],
  ["headers", { allowHeaders: ["*"] }, "Origin, Access-Control-Request-Headers"],
  ["neither", {}, "Origin"],
])("Vary names what is echoed: %s", (_, options, vary) => {
  const config = { allowOrigins: [APP, "https://b.example"], allowCredentials: true, ...options };
  expect(decide(config, preflight(APP, "x-a")).headers["Vary"]).toBe(vary);
});
