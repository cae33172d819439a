import { describe, expect, test, vi } from "vitest";
import { cors, corsByPath, CorsConfigError } from "../index.ts";

const APP = "https://app.example.com";
const ANY = "https://any.example";

const byPath = corsByPath({
  "/*": { allowOrigins: [APP] },
  "/public/*": { allowOrigins: "*" },
  "/public/admin/*": cors({ allowOrigins: [APP], enforce: true }),
  "/public/exact": { allowOrigins: ["https://exact.example"] },
});

const allowed = (path: string): string | null => {
  const request = new Request(`https://api.example.com${path}`, { headers: { Origin: ANY } });
  return byPath.apply(request, new Response()).headers.get("access-control-allow-origin");
};

test.each([
  ["/", APP],
  ["/users?next=/public/x", APP],
  ["/public", "*"],
  ["/public/", "*"],
  ["/public/a/b", "*"],
  ["/public?x", "*"],
  ["/publicity", APP],
  ["/public/exact", "https://exact.example"],
  ["/public/exact/", "*"],
  ["/public/admin", null],
  ["/public/admin/x", null],
  // As routers see them: otherwise another path's policy would stand before these routes.
  ["/public/%61dmin/x", null],
  ["/%70ublic/x", "*"],
  ["/public/x/../admin/y", null],
  ["/public/%2e%2e/users", APP],
  ["/public/a%2Fadmin", "*"],
  ["/public/%ff%61", "*"],
  ["/public/%", "*"],
  ["//public/x", APP],
  ["/public#/x", "*"],
  ["/users?a\n?/public", APP],
  ["/users/https://x/public", APP],
  ["/public/%E2%82%AC", "*"],
])("%s is under the policy of %j", (path, origin) => {
  expect(allowed(path)).toBe(origin);
});

test.each([
  ["https://api.example.com", "/"],
  ["https://api.example.com/a", "/a"],
  ["https://api.example.com/a/", "/a/*"],
  ["https://api.example.com/%E2%82%AC", "/€"],
  ["https://api.example.com/%ff", "/%ff"],
  ["https://api.example.com/%fe", "/*"],
  ["https://api.example.com/x", "/*"],
])("of all that cover %s the nearest is %s, whatever their order", (url, path) => {
  const patterns = ["/*", "/", "/a/*", "/a", "/€", "/%ff"];
  for (const order of [patterns, patterns.toReversed()]) {
    // Each policy has its place in the list for its max-age.
    const policies = order.map((one) => [one, { allowOrigins: "*" as const, maxAge: patterns.indexOf(one) }]);
    const joined = corsByPath(Object.fromEntries(policies));
    const facts = { method: "OPTIONS", url, origin: ANY, requestMethod: "PUT", requestHeaders: null };
    expect(joined.decide(facts).headers["Access-Control-Max-Age"]).toBe(String(patterns.indexOf(path)));
  }
});

test.each([
  ["/caf%C3%A9/*", "/café/x"],
  ["/café/*", "/caf%C3%A9/x"],
  ["/café/*", "/caf%c3%a9/x"],
  ["/a%20b", "/a b"],
  ["/%61dmin/*", "/admin"],
  ["/./a/../admin/*", "/admin/x"],
  ["/a\\b/*", "/a/b"],
  ["/a/%2A", "/a/*"],
])("%s, written in another way than %s is sent, covers it", (pattern, path) => {
  const joined = corsByPath({ [pattern]: { allowOrigins: [ANY] }, "/*": { allowOrigins: [APP] } });
  const at = (where: string): string | null => {
    const request = new Request(new URL(where, "https://api.example.com"), { headers: { Origin: ANY } });
    return joined.apply(request, new Response()).headers.get("access-control-allow-origin");
  };
  expect([at(path), at("/other")]).toEqual([ANY, APP]);
});

test("what no path covers, no page may read", async () => {
  const some = corsByPath({ "/api/*": { allowOrigins: "*" } });
  const handler = vi.fn(() => new Response("ok", { headers: { "Access-Control-Allow-Origin": "*" } }));
  const request = (path: string, init: RequestInit = {}): Request =>
    new Request(`https://api.example.com${path}`, { ...init, headers: { Origin: ANY, ...init.headers } });
  const wrapped = some.wrap(handler);
  expect((await wrapped(request("/other"))).headers.get("access-control-allow-origin")).toBeNull();
  expect((await wrapped(request("/api"))).headers.get("access-control-allow-origin")).toBe("*");
  handler.mockClear();
  const asked = { method: "OPTIONS", headers: { "Access-Control-Request-Method": "PUT" } };
  expect((await wrapped(request("/other", asked))).status).toBe(403);
  expect(some.preflight(request("/api/x", asked))?.status).toBe(204);
  expect(handler).not.toHaveBeenCalled();
});

test("each path keeps its own onError, and the decision is its policy's", async () => {
  const joined = corsByPath({
    "/a": { allowOrigins: "*", onError: () => new Response("a", { status: 501 }) },
    "/*": { allowOrigins: "*", onError: () => new Response("b", { status: 502 }) },
  });
  const wrapped = joined.wrap(() => Promise.reject(new Error("x")));
  expect((await wrapped(new Request("https://x.example/a"))).status).toBe(501);
  expect((await wrapped(new Request("https://x.example/b"))).status).toBe(502);
  expect(Object.keys(joined.paths)).toEqual(["/a", "/*"]);
  // What adapters without a Request ask.
  const facts = { method: "GET", origin: null, requestMethod: null, requestHeaders: null };
  const statusOf = (url: string): unknown => joined.errorsFor({ ...facts, url }).onError?.(null, {} as Request);
  expect(["https://x.example/a", "https://x.example/b"].map(statusOf)).toMatchObject([
    { status: 501 },
    { status: 502 },
  ]);
});

test("one resolver among the policies makes all of it promises", async () => {
  const joined = corsByPath({
    "/tenants/*": { allowOrigins: { resolve: async () => true } },
    "/*": { allowOrigins: [APP] },
  });
  const request = new Request("https://x.example/", { headers: { Origin: APP } });
  const response = joined.apply(request, new Response());
  expect(response).toBeInstanceOf(Promise);
  expect((await response).headers.get("access-control-allow-origin")).toBe(APP);
  expect(await joined.preflight(request)).toBeUndefined();
  const tenant = new Request("https://x.example/tenants/1", { headers: { Origin: ANY } });
  expect((await joined.wrap(() => new Response())(tenant)).headers.get("access-control-allow-origin")).toBe(ANY);
});

describe("refuses", () => {
  test("all faults of all policies at once", () => {
    const faulty = {
      "users/*": { allowOrigins: [] },
      "/a*b": { allowOrigins: "*" },
      "/ok": { allowOrigins: ["x"], maxAge: -1 },
    };
    try {
      corsByPath(faulty as never);
      expect.unreachable();
    } catch (error) {
      expect((error as CorsConfigError).issues.map(({ code, path, fix }) => [code, path, fix])).toEqual([
        ["config-invalid", '["users/*"]', '"/users/*"'],
        ["config-invalid", '["/a*b"]', '"/ab/*"'],
        ["origins-missing", '["users/*"].allowOrigins', 'allowOrigins: ["https://app.example.com"]'],
        ["origin-invalid", '["/ok"].allowOrigins[0]', '"https://x"'],
        ["max-age-invalid", '["/ok"].maxAge', "maxAge: 0"],
      ]);
    }
  });
  test.each([
    {},
    null,
    undefined,
    "x",
    { "": { allowOrigins: "*" } },
    { "/a?b": { allowOrigins: "*" } },
    { "/*": null },
    { "/*": "*" },
  ])("%j", (policies) => {
    expect(() => corsByPath(policies as never)).toThrow(CorsConfigError);
  });
  test("an error of the config's own goes by untouched", () => {
    const config = {
      get allowOrigins(): string[] {
        throw new Error("no settings");
      },
    };
    expect(() => corsByPath({ "/*": config })).toThrow("no settings");
  });
  test.each([
    ["users", '"/users/*"'],
    ["/a b/*", '"/ab/*"'],
    ["/a//b?c#d/*", '"/a/b/*"'],
    ["/a#b\nc", '"/a/*"'],
    ["*", '"/*"'],
    ["/a/*b", '"/a/b/*"'],
    ["/*/b/*", '"/b/*"'],
  ])("%j, which is no path, and says what to write: %s", (path, fix) => {
    const message = `${JSON.stringify(path)} is not a path, nor a path that ends in /*`;
    const issue = { code: "config-invalid", path: `[${JSON.stringify(path)}]`, value: path, message, fix };
    expect(() => corsByPath({ [path]: { allowOrigins: "*" } })).toThrow(expect.objectContaining({ issues: [issue] }));
  });
  test("no paths at all", () => {
    const issue = { code: "config-invalid", path: "", value: {}, message: "no path has a policy" };
    const issues = [{ ...issue, fix: '{ "/*": cors({ … }) }' }];
    expect(() => corsByPath({})).toThrow(expect.objectContaining({ issues }));
  });
});
