import { describe, expect, inject, test, vi } from "vitest";
import { APP, get, preflight } from "../../test/support/requests.ts";
import { cors } from "../index.ts";

const policy = cors({ allowOrigins: [APP, "https://b.example"] });
const constant = cors({ allowOrigins: [APP] });

describe("wrap", () => {
  test("answers preflights without the handler, and passes further arguments on", async () => {
    const handler = vi.fn((_request: Request, env: { a: number }, more: string) => new Response(`${env.a}${more}`));
    const wrapped = policy.wrap(handler);
    expect((await wrapped(preflight(APP), { a: 1 }, "b")).status).toBe(204);
    expect((await wrapped(preflight("https://evil.example"), { a: 1 }, "b")).status).toBe(403);
    expect((await constant.wrap(handler)(preflight("https://evil.example"), { a: 1 }, "b")).status).toBe(204);
    expect(handler).not.toHaveBeenCalled();
    const request = get();
    expect(await (await wrapped(request, { a: 1 }, "b")).text()).toBe("1b");
    expect(handler).toHaveBeenCalledExactlyOnceWith(request, { a: 1 }, "b");
  });

  test("stays synchronous where the policy and the handler are", () => {
    expect(policy.wrap(() => new Response("ok"))(get())).toBeInstanceOf(Response);
    expect(policy.wrap(() => new Response("ok"))(preflight(APP))).toBeInstanceOf(Response);
  });

  test("waits for any thenable", async () => {
    const later = { then: (resolve: (response: Response) => void) => resolve(new Response("ok")) };
    const response = await policy.wrap(() => later as Promise<Response>)(get());
    expect(response.headers.get("access-control-allow-origin")).toBe(APP);
  });

  test("mutates a mutable response and keeps its identity", async () => {
    const own = new Response("ok", { headers: { Vary: "Accept, *" } });
    const [plain, other] = [new Response("ok"), new Response("ok")];
    expect(await policy.wrap(() => plain)(get())).toBe(plain);
    expect(await constant.wrap(() => other)(get())).toBe(other);
    expect((await policy.wrap(() => own)(get())).headers.get("vary")).toBe("Accept, *");
    // Names that only begin or end like Origin do not make it another page's.
    const alike = new Response("ok", { headers: { Vary: "X-Origin, Origin-X" } });
    expect(await policy.wrap(() => alike)(get())).toBe(alike);
  });

  test.each([
    [null, "Origin"],
    ["Accept-Encoding", "Accept-Encoding, Origin"],
    ["origin", "origin"],
    ["Accept , ORIGIN", "Accept , ORIGIN"],
    ["*", "*"],
    ["X-Origin", "X-Origin, Origin"],
  ])("Vary: %j becomes %j", async (vary, merged) => {
    const headers: Record<string, string> = vary === null ? {} : { Vary: vary };
    for (const origin of [APP, "https://evil.example", null]) {
      const response = await policy.wrap(() => new Response("ok", { headers }))(get(origin));
      expect(response.headers.get("vary")).toBe(merged);
      expect(await response.text()).toBe("ok");
      const untouched = await constant.wrap(() => new Response("ok", { headers }))(get(origin));
      expect(untouched.headers.get("vary")).toBe(vary);
    }
  });

  test.each([301, 302, 303, 307, 308])("Response.redirect(), which is immutable, and one's own: %d", async (status) => {
    const to = "https://b.example/";
    const own = new Response("see there", { status, headers: { Location: to } });
    for (const redirect of [Response.redirect(to, status), own]) {
      const response = await policy.wrap(() => redirect)(get());
      expect([response.status, response.headers.get("location")]).toEqual([status, to]);
      expect(response.headers.get("access-control-allow-origin")).toBe(APP);
      expect(await response.text()).toBe(redirect === own ? "see there" : "");
    }
  });

  test("an immutable response that nothing tells by gets the policy all the same", async () => {
    const hidden = Object.defineProperty(await fetch(`${inject("upstream")}/?status=203`), "url", { value: "" });
    const response = await policy.wrap(() => hidden)(get());
    expect(response).not.toBe(hidden);
    expect(response.headers.get("access-control-allow-origin")).toBe(APP);
    expect(hidden.headers.get("access-control-allow-origin")).toBe("*");
    expect([response.status, await response.text()]).toEqual([203, "body of 203"]);
  });

  test("an upgraded connection is left alone: Node.js makes no such Response, but platforms do", async () => {
    const upgrade: object = { status: 101, headers: new Headers({ Upgrade: "websocket" }), body: null };
    const response = await policy.wrap(() => upgrade as Response)(get());
    expect(response).toBe(upgrade);
    expect([...response.headers.keys()]).toEqual(["upgrade"]);
  });

  test("a response that is returned twice carries the right origin each time", async () => {
    const shared = new Response(null, { status: 404 });
    const wrapped = policy.wrap(() => shared);
    const origins = [APP, "https://evil.example", "https://b.example", null, APP];
    const responses = [];
    for (const origin of origins) responses.push(await wrapped(get(origin)));
    expect(responses.map(({ headers }) => headers.get("access-control-allow-origin"))).toEqual([
      APP,
      null,
      "https://b.example",
      null,
      APP,
    ]);
  });

  test("what a denied page was given is not written to for the next one, which is allowed", async () => {
    const shared = new Response("shared");
    const serve = policy.wrap(() => shared);
    const denied = await serve(get("https://evil.example"));
    const allowed = await serve(get());
    expect(allowed.headers.get("access-control-allow-origin")).toBe(APP);
    expect(denied.headers.get("access-control-allow-origin")).toBeNull();
  });
  test("a response that is returned under two policies carries that of each", async () => {
    const shared = new Response(null, { status: 404 });
    const others = [cors({ allowOrigins: "*" }), constant, cors({ allowOrigins: ["https://b.example"] }), policy];
    const responses = [];
    for (const one of others) responses.push(await one.wrap(() => shared)(get("https://b.example")));
    const allowed = responses.map(({ headers }) => headers.get("access-control-allow-origin"));
    expect(allowed).toEqual(["*", APP, "https://b.example", "https://b.example"]);
  });

  test("owner: gateway removes what the handler set", async () => {
    const silent = cors({ allowOrigins: [APP], owner: "gateway" });
    const response = await silent.wrap(() => new Response("ok", { headers: { "Access-Control-Allow-Origin": "*" } }))(
      get(),
    );
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  test("enforce keeps denied requests from the handler", async () => {
    const handler = vi.fn(() => new Response("ok"));
    const enforced = cors({ allowOrigins: [APP], enforce: true }).wrap(handler);
    expect((await enforced(get("https://evil.example"))).status).toBe(403);
    expect(handler).not.toHaveBeenCalled();
    expect((await enforced(get(null))).status).toBe(200);
  });
});
