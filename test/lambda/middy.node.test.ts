import wrapByMiddy from "@middy/core";
import { expect, test, vi } from "vitest";
import { withCors } from "../../src/lambda/index.ts";
import { makeRequest } from "./events.ts";
import { gatewayNamed } from "./gateways.ts";
import { APP, CONTEXT, ORIGIN } from "./policy.ts";

const config = { allowOrigins: [APP, "https://b.example"] };
const url = gatewayNamed("Function URL");
const event = url.event(makeRequest({ headers: [ORIGIN] })) as never;
const preflight = url.event(
  makeRequest({
    method: "OPTIONS",
    headers: [ORIGIN, ["access-control-request-method", "PUT"]],
  }),
) as never;
const allowed = ["access-control-allow-origin", APP];

interface MiddyRequest {
  event: unknown;
  response?: { headers?: Record<string, string> };
}

test("middy inside: what its middlewares return and throw gets the policy; preflights reach none of them", async () => {
  const before = vi.fn();
  const inner = wrapByMiddy(async () => ({ statusCode: 200, headers: { a: "1" }, body: "ok" })).use({
    before,
    after: ({ response }: MiddyRequest) => void (response && (response.headers = { b: "2" })),
  });
  const handler = withCors(config, inner as never);
  const response = url.accept(await handler(event, CONTEXT));
  expect(response.headers).toContainEqual(["b", "2"]);
  expect(response.headers).toContainEqual(allowed);
  expect(before).toHaveBeenCalledOnce();

  expect(url.accept(await handler(preflight, CONTEXT)).status).toBe(204);
  expect(before).toHaveBeenCalledOnce();
});

test("middy inside: an early return of a later middleware gets the policy, unlike with @middy/http-cors", async () => {
  const inner = wrapByMiddy(async () => ({ statusCode: 200 })).before(() => ({ statusCode: 401, body: "who?" }));
  const response = url.accept(await withCors(config, inner as never)(event, CONTEXT));
  expect(response.status).toBe(401);
  expect(response.headers).toContainEqual(allowed);
});

test("middy inside: an error that no middleware handles", async () => {
  const errors = vi.spyOn(console, "error").mockImplementation(() => {});
  const inner = wrapByMiddy(async () => {
    throw new Error("down");
  });
  const response = url.accept(await withCors(config, inner as never)(event, CONTEXT));
  errors.mockRestore();
  expect(response.status).toBe(500);
  expect(response.headers).toContainEqual(allowed);
});

test("middy outside: the wrapped handler is one that it can call, and gets middy's signal", async () => {
  const inner = vi.fn(async (..._args: unknown[]) => ({ statusCode: 200, body: "ok" }));
  const handler = wrapByMiddy(withCors(config, inner as never) as never).use({
    after: ({ response }: MiddyRequest) => void Object.assign(response?.headers ?? {}, { c: "3" }),
  });
  const response = url.accept(await (handler as (...args: unknown[]) => Promise<unknown>)(event, CONTEXT));
  expect(response.headers).toContainEqual(allowed);
  expect(response.headers).toContainEqual(["c", "3"]);
  expect(inner.mock.calls[0]?.[2]).toMatchObject({ signal: expect.any(AbortSignal) });
  expect(url.accept(await (handler as (...args: unknown[]) => Promise<unknown>)(preflight, CONTEXT)).status).toBe(204);
});
