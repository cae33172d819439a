import { expect, test, vi } from "vitest";
import { cors } from "../../src/fetch/cors.ts";
import { fromFetch, withCors, type LambdaHttpEvent } from "../../src/lambda/index.ts";
import { makeRequest } from "./events.ts";
import { corsOf, gateways, headersOf, nativeResult } from "./gateways.ts";
import { APP, CONTEXT, ORIGIN } from "./policy.ts";

const policy = cors({ allowOrigins: [APP, "https://b.example"], exposeHeaders: ["X-Id"] });
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
    const headers = { "X-Id": String(status), "access-control-allow-ORIGIN": "*", Vary: "Accept" };
    return conclude(nativeResult(gateway, status, headers, body));
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
      ? (event: object) => withCors(policy, native)(event as never, CONTEXT)
      : (event: object) => fromFetch(policy, fetch)(event as LambdaHttpEvent, CONTEXT);

  const event = gateway.event(makeRequest({ headers: [ORIGIN] }));
  for (status of statuses) {
    const response = gateway.accept(await handler(event));
    expect(response.status).toBe(status);
    expect(corsOf(response)).toStrictEqual({
      "access-control-allow-origin": APP,
      "access-control-expose-headers": "X-Id",
    });
    expect(headersOf(response, /^(vary|x-id)$/)).toStrictEqual({ vary: "Accept, Origin", "x-id": String(status) });
    expect(new TextDecoder().decode(response.body)).toBe(isBodiless(status) ? "" : `body of ${status}`);
  }
  // What was thrown was an answer, not an error.
  expect(errors).not.toHaveBeenCalled();
  errors.mockRestore();
});
