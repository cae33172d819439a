import { expect, test, vi } from "vitest";
import { cors } from "../../src/fetch/cors.ts";
import { fromFetch, withCors, type LambdaHttpEvent } from "../../src/lambda/index.ts";
import { makeRequest } from "./events.ts";
import { gateways } from "./gateways.ts";

const APP = "https://app.example.com";
const policy = cors({ allowOrigins: [APP, "https://b.example"], exposeHeaders: ["X-Id"] });
const context = { getRemainingTimeInMillis: () => 60_000 };
const statuses = Array.from({ length: 400 }, (_, index) => 200 + index);
const isBodiless = (status: number): boolean => status === 204 || status === 205 || status === 304;

const ways = ["returned", "thrown"] as const;
const kinds = ["native", "fetch"] as const;

test.each(
  gateways.flatMap((gateway) =>
    kinds.flatMap((kind) => ways.map((way) => ({ gateway, kind, way, name: gateway.name }))),
  ),
)("$name: every status, $kind, $way", async ({ gateway, kind, way }) => {
  const errors = vi.spyOn(console, "error").mockImplementation(() => {});
  let status = 0;
  const conclude = <T>(value: T): T => {
    if (way === "thrown") throw value;
    return value;
  };
  const native = async (): Promise<object> => {
    const body = isBodiless(status) ? "" : `body of ${status}`;
    const both = { "X-Id": String(status), "access-control-allow-ORIGIN": "*", Vary: "Accept" };
    if (gateway.name === "Lambda@Edge") {
      const headers = Object.entries(both).map(([key, value]) => [key.toLowerCase(), [{ key, value }]]);
      return conclude({ status: String(status), headers: Object.fromEntries(headers), body });
    }
    const lists = Object.fromEntries(Object.entries(both).map(([name, value]) => [name, [value]]));
    const field = gateway.name.includes("multi") ? { multiValueHeaders: lists } : { headers: both };
    return conclude({ statusCode: status, ...field, body });
  };
  const fetch = async (): Promise<Response> =>
    conclude(
      new Response(isBodiless(status) ? null : `body of ${status}`, {
        status,
        headers: { "X-Id": String(status), "Access-Control-Allow-Origin": "*", Vary: "Accept" },
      }),
    );
  const handler =
    kind === "native"
      ? (event: object) => withCors(policy, native)(event as never, context)
      : (event: object) => fromFetch(policy, fetch)(event as LambdaHttpEvent, context);

  const event = gateway.event(makeRequest({ headers: [["origin", APP]] }));
  for (status of statuses) {
    const response = gateway.accept(await handler(event));
    const named = (pattern: RegExp): string[][] =>
      response.headers.filter(([name]) => pattern.test(name)).map(([name, value]) => [name, value]);
    expect(response.status).toBe(status);
    expect(named(/^access-control-/).toSorted()).toStrictEqual([
      ["access-control-allow-origin", APP],
      ["access-control-expose-headers", "X-Id"],
    ]);
    expect(named(/^(vary|x-id)$/).toSorted()).toStrictEqual([
      ["vary", "Accept, Origin"],
      ["x-id", String(status)],
    ]);
    expect(new TextDecoder().decode(response.body)).toBe(isBodiless(status) ? "" : `body of ${status}`);
  }
  // What was thrown was an answer, not an error.
  expect(errors).not.toHaveBeenCalled();
  errors.mockRestore();
});
