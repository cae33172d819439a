import { describe, expect, inject, test } from "vitest";
import type { PageRequestInit } from "./build-request.ts";
import type { HeaderList } from "./header-list.ts";
import { openPage } from "./page.ts";

const PAGE = "https://app.example.com";
const API = "https://api.example.net/rides";
const OPEN: HeaderList = [["Access-Control-Allow-Origin", "*"]];

describe("what JavaScript reads", () => {
  test("is the response, with its body", async () => {
    const server = (): Response =>
      Response.json({ a: 1 }, { status: 201, headers: { "Access-Control-Allow-Origin": "*" } });
    const { response } = await openPage({ origin: PAGE, server }).fetch(API);
    expect(response).toMatchObject({ status: 201, ok: true, type: "cors", url: API, redirected: false });
    expect(await response?.json()).toEqual({ a: 1 });
  });

  const urls: readonly (readonly [url: string, read: string])[] = [
    [`${API}?a=b`, `${API}?a=b`],
    [`${API}#there`, API],
    [`${API}#`, API],
    ["https://API.example.net:443", "https://api.example.net/"],
  ];
  test.each(urls)("the url of %s is %s", async (url, read) => {
    const page = openPage({
      origin: PAGE,
      transport: () => ({ status: 200, statusText: "", headers: OPEN, body: null }),
    });
    expect((await page.fetch(url)).response?.url).toBe(read);
  });

  test("the url and redirected of a redirected one", async () => {
    const page = openPage({
      origin: PAGE,
      transport: ({ url }) => ({
        status: url === API ? 308 : 200,
        statusText: "",
        headers: [...OPEN, ["Location", "/next"]],
        body: null,
      }),
    });
    const { response } = await page.fetch(`${API}#there`);
    expect(response).toMatchObject({ url: "https://api.example.net/next", redirected: true });
  });

  test.each([204, 205, 304])("of %i: no body", async (status) => {
    const page = openPage({ origin: PAGE, transport: () => ({ status, statusText: "", headers: OPEN, body: "x" }) });
    expect((await page.fetch(API)).response).toMatchObject({ status, body: null });
  });

  test("of HEAD: no body", async () => {
    const page = openPage({
      origin: PAGE,
      transport: () => ({ status: 200, statusText: "", headers: OPEN, body: "x" }),
    });
    expect((await page.fetch(API, { method: "HEAD" })).response?.body).toBeNull();
  });

  // https://fetch.spec.whatwg.org/#concept-status goes to 999; a Response cannot be constructed with all of them.
  test.each([100, 199, 600, 700, 999])("of a status like %i: never a rejected promise", async (status) => {
    const page = openPage({ origin: PAGE, transport: () => ({ status, statusText: "", headers: OPEN, body: null }) });
    expect(await page.fetch(API)).toMatchObject({ verdict: "readable", response: { status, ok: false } });
  });
});

describe("a failure that is not CORS's is a network error:", () => {
  const cases: readonly (readonly [code: string, url: string, init: PageRequestInit])[] = [
    ["InvalidRequest", API, { method: "TRACE" }],
    ["NetworkFailure", `${API}/gone`, {}],
    ["MixedContent", "http://api.example.net/", {}],
    ["RedirectDisallowed", `${API}/moved`, { redirect: "error" }],
    ["InvalidRedirect", `${API}/nowhere`, {}],
    ["TooManyRedirects", `${API}/round`, {}],
  ];
  const locations: Readonly<Record<string, string>> = { moved: "/", nowhere: "https://[", round: "/rides/round" };
  test.each(cases)("%s", async (code, url, init) => {
    const page = openPage({
      origin: PAGE,
      transport: (request) => {
        const name = request.url.split("/").at(-1) ?? "";
        if (name === "gone") throw new Error("no network");
        const location = locations[name];
        if (location === undefined) return { status: 200, statusText: "", headers: OPEN, body: null };
        return { status: 302, statusText: "", headers: [...OPEN, ["Location", location]], body: null };
      },
    });
    const { verdict, response, failure, exchanges, cookies } = await page.fetch(url, init);
    expect([verdict, response, failure?.code]).toEqual(["network-error", null, code]);
    const isSent = code !== "InvalidRequest" && code !== "MixedContent";
    expect([exchanges.length > 0, cookies]).toEqual([isSent, []]);
  });
});

test.each([
  [200, true],
  [299, true],
  [404, false],
  [599, false],
])("ok of %i is %s", async (status, ok) => {
  const page = openPage({ origin: PAGE, transport: () => ({ status, statusText: "", headers: OPEN, body: null }) });
  expect((await page.fetch(API)).response).toMatchObject({ status, ok });
});

test("a server that throws is a bare 500", async () => {
  const errors: unknown[] = [];
  const { error } = console;
  console.error = (...args: unknown[]) => void errors.push(args);
  try {
    const server = (): Response => {
      throw new Error("crash");
    };
    const { verdict, failure, exchanges } = await openPage({ origin: PAGE, server }).fetch(API);
    expect([verdict, failure?.code]).toEqual(["blocked", "MissingAllowOriginHeader"]);
    expect(exchanges[0]?.response).toMatchObject({ status: 500, headers: [] });
    expect(errors).toEqual([["corskit/browser: the server threw, which pages see as a bare 500:", new Error("crash")]]);
    expect(exchanges[0]?.response?.statusText).toBe("");
  } finally {
    console.error = error;
  }
});

test("without a server it is the network, whose redirects the page follows itself", async () => {
  const page = openPage({ origin: PAGE });
  const read = await page.fetch(inject("upstream"));
  expect([read.verdict, await read.response?.text()]).toEqual(["readable", "body of 200"]);
  const { exchanges } = await page.fetch(`${inject("upstream")}/?status=302`);
  expect(exchanges.map(({ response }) => response?.status)).toEqual([302, 200]);
});

test("a stream that the page sends arrives", async () => {
  const server = async (request: Request): Promise<Response> =>
    new Response(await request.text(), { headers: [["Access-Control-Allow-Origin", "*"]] });
  const body = new Blob(["in parts"]).stream();
  const { response } = await openPage({ origin: PAGE, server }).fetch(API, { method: "POST", body });
  expect(await response?.text()).toBe("in parts");
});

test("the mode is cors where none is given, as a failure's text shows", async () => {
  const headers: HeaderList = [...OPEN, ["Location", API]];
  const page = openPage({ origin: PAGE, transport: () => ({ status: 302, statusText: "", headers, body: null }) });
  expect((await page.fetch(API)).failure?.messages.firefox).toContain("CORS request did not succeed");
});

test("bytes of a header that are not ASCII are told as each console shows them", async () => {
  const headers: HeaderList = [["Access-Control-Allow-Origin", "https://b\xc3\xa4r.example"]];
  const page = openPage({ origin: PAGE, transport: () => ({ status: 200, statusText: "", headers, body: null }) });
  const { failure } = await page.fetch(API);
  expect(failure?.messages.chromium).toContain(String.raw`https://b\u00C3\u00A4r.example`);
  expect(failure?.messages.firefox).toContain("https://bär.example");
});

test("the server sees what the page sent", async () => {
  const seen: unknown[] = [];
  const server = async (request: Request): Promise<Response> => {
    const { method, url, headers } = request;
    seen.push([method, url, headers.get("origin"), headers.get("x-a"), headers.get("cookie"), await request.text()]);
    const cors = { "Access-Control-Allow-Origin": PAGE, "Access-Control-Allow-Credentials": "true" };
    return new Response(null, {
      headers: { ...cors, "Access-Control-Allow-Headers": "x-a", "Access-Control-Allow-Methods": "PUT" },
    });
  };
  const page = openPage({ origin: PAGE, server });
  page.cookies.set(API, "a=1; SameSite=None; Secure");
  await page.fetch(`${API}#x`, { method: "PUT", headers: { "X-A": "1" }, body: "hello", credentials: "include" });
  expect(seen).toEqual([
    ["OPTIONS", API, PAGE, null, null, ""],
    ["PUT", API, PAGE, "1", "a=1", "hello"],
  ]);
});

test("a page keeps its engine, its cookies and its preflights", async () => {
  const page = openPage({ origin: PAGE, engine: "webkit", server: () => new Response() });
  expect([page.origin, page.engine, page.cookies.cookies, page.preflightCache.entries]).toEqual([
    PAGE,
    "webkit",
    [],
    [],
  ]);
  expect(openPage({ origin: PAGE, server: () => new Response() }).engine).toBe("standard");
});

test("an outcome has the cookies of its own fetch alone", async () => {
  const page = openPage({ origin: PAGE, server: () => new Response(null, { headers: { "Set-Cookie": "a=1" } }) });
  const [first, second] = [await page.fetch("/"), await page.fetch("/")];
  expect(first.cookies.map(({ action }) => action)).toEqual(["stored"]);
  expect(second.cookies.map(({ action }) => action)).toEqual(["sent", "stored"]);
});
