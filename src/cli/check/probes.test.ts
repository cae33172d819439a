import { describe, expect, test } from "vitest";
import type { PastedRequest } from "../../paste/pasted.ts";
import { plainRequest } from "../../paste/plain-request.ts";
import { probesFor } from "./probes.ts";

const GET = plainRequest("https://api.example.net/v1/users?page=2");
const GIVEN = "https://app.example.com";

const idsOf = (request: PastedRequest, origins = [GIVEN], passive = true): readonly string[] =>
  probesFor({ request, origins }, passive).map(({ id }) => id);

test("of a plain GET: with credentials, Authorization, JSON, a missing path", () => {
  expect(idsOf(GET)).toEqual([
    "given GET",
    "given GET with credentials",
    "given GET with Authorization",
    "given POST with Content-Type",
    "given GET of a missing path",
  ]);
});

test("of any other request: itself first, a plain GET, and the other credentials mode", () => {
  const put: PastedRequest = { ...GET, method: "PUT", headers: [["X-A", "1"]], body: "x", credentials: "include" };
  expect(idsOf(put)).toEqual([
    "given PUT with X-A and credentials",
    "given GET",
    "given GET with credentials",
    "given PUT with X-A",
    "given GET with Authorization",
    "given POST with Content-Type",
    "given GET of a missing path",
  ]);
});

test("a request with Authorization is not asked with a second one", () => {
  const authorized: PastedRequest = { ...GET, headers: [["authorization", "Bearer mine"]] };
  expect(idsOf(authorized).filter((id) => /authorization/i.test(id))).toEqual([
    "given GET with authorization",
    "given GET with authorization and credentials",
  ]);
});

test("every given origin makes the wanted request", () => {
  const probes = probesFor({ request: GET, origins: [GIVEN, "https://b.example.com"] }, true);
  const wanted = probes.filter(({ purpose }) => purpose === "wanted");
  expect(wanted.map(({ id, origin }) => [id, origin])).toEqual([
    ["given GET", GIVEN],
    ["given 2 GET", "https://b.example.com"],
  ]);
  expect(probes.slice(0, 2)).toEqual(wanted);
});

test("the missing path lies beside the one asked about, so that the same gateway stage answers", () => {
  const missing = probesFor({ request: GET, origins: [GIVEN] }, true).find(({ purpose }) => purpose === "error-page");
  expect(missing?.request.url).toBe("https://api.example.net/v1/corskit-no-such-page");
  expect(missing?.request.credentials).toBe("same-origin");
  const put: PastedRequest = { ...GET, method: "PUT", credentials: "include" };
  const asked = probesFor({ request: put, origins: [GIVEN] }, true).find(({ purpose }) => purpose === "error-page");
  expect(asked?.request).toMatchObject({ method: "GET", credentials: "include" });
});

describe("attacks", () => {
  const put: PastedRequest = { ...GET, method: "DELETE" };
  const attacks = probesFor({ request: put, origins: [GIVEN, "https://evil.example"] }, false).filter(
    ({ purpose }) => purpose === "attack",
  );

  test("ask with GET, with and without credentials; a stranger for the wanted request too", () => {
    const ids = probesFor({ request: put, origins: [GIVEN] }, false)
      .filter(({ trick }) => trick === "stranger")
      .map(({ id }) => id);
    expect(ids).toEqual([
      "https://evil.example GET",
      "https://evil.example GET with credentials",
      "https://evil.example DELETE",
      "https://evil.example DELETE with credentials",
    ]);
    expect(attacks.filter(({ trick }) => trick !== "stranger").every(({ request }) => request.method === "GET")).toBe(
      true,
    );
  });

  test("are not made with an origin that is to be let in", () => {
    expect(attacks.some(({ origin }) => origin === "https://evil.example")).toBe(false);
    expect(attacks.some(({ origin }) => origin === "null")).toBe(true);
  });

  test("are not made at all when passive", () => {
    expect(probesFor({ request: put, origins: [GIVEN] }, true).some(({ purpose }) => purpose === "attack")).toBe(false);
  });

  test("have ids of their own, all of them", () => {
    const ids = idsOf(put, [GIVEN, "https://b.example.org", "http://localhost:1"], false);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
