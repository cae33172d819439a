import { beforeEach, expect, test } from "vitest";
import type { Hono } from "hono";
import { createRides, type Ride } from "../../worker/rides.ts";

let app: Hono;

beforeEach(() => {
  app = createRides();
});

function send(method: string, path: string, body?: string, type = "application/json"): Promise<Response> {
  return Promise.resolve(app.request(path, { method, body: body ?? null, headers: { "Content-Type": type } }));
}

test("says nothing of CORS", async () => {
  const response = await app.request("/rides", { headers: { Origin: "https://app.example.com" } });
  expect([...response.headers.keys()].filter((name) => /^access-control|^vary/.test(name))).toEqual([]);
});

test.each([
  ["not JSON", "{", "application/json", 400],
  ["no ride", '{"from":"Rome"}', "application/json", 422],
  ["an empty place", '{"from":"Rome","to":""}', "application/json", 422],
  ["null", "null", "application/json", 422],
  ["of a type that other sites' forms can send", '{"from":"Rome","to":"Pisa"}', "text/plain", 422],
  ["too long", `{"from":"Rome","to":"${"a".repeat(5000)}"}`, "application/json", 413],
])("refuses a body that is %s", async (_, body, type, status) => {
  expect((await send("POST", "/rides", body, type)).status).toBe(status);
});

test("forgets the oldest of too many rides", async () => {
  for (let i = 0; i < 120; i++) await send("POST", "/rides", '{"from":"Rome","to":"Pisa"}');
  const rides = (await (await send("GET", "/rides")).json()) as readonly Ride[];
  expect(rides).toHaveLength(100);
  expect(rides.at(-1)?.id).toBe("123");
});

test("a session lasts until it is ended", async () => {
  const signedIn = await send("POST", "/session");
  const [cookie = ""] = (signedIn.headers.get("set-cookie") ?? "").split(";");
  expect(signedIn.headers.get("set-cookie")).toMatch(/HttpOnly; Secure; SameSite=None/);
  const me = async (): Promise<number> => (await app.request("/me", { headers: { Cookie: cookie } })).status;
  expect(await me()).toBe(200);
  await app.request("/session", { method: "DELETE", headers: { Cookie: cookie } });
  expect(await me()).toBe(401);
});

test("a slow answer ends when nobody waits for it", async () => {
  const controller = new AbortController();
  const response = app.request("/slow", { signal: controller.signal });
  controller.abort();
  expect((await response).status).toBe(200);
});
