import { Hono } from "hono";
import { describe, expect, expectTypeOf, test } from "vitest";
import { makeRequest } from "../../test/lambda/events.ts";
import { gatewayNamed } from "../../test/lambda/gateways.ts";
import { cors as honoCors } from "../hono/cors.ts";
import { withCors as onLambda } from "../lambda/with-cors.ts";
import type { Decision } from "../policy/decision.ts";
import { CorsConfigError } from "../policy/issue.ts";
import { withCors as onWorkers } from "../workers/with-cors.ts";
import { corsByPath } from "./by-path.ts";
import { cors, type AsyncCors } from "./cors.ts";
import { replaceable, type AsyncReplaceableCors } from "./replaceable.ts";

const A = "https://a.example";
const B = "https://b.example";
const request = (origin: string, method = "GET"): Request =>
  new Request("https://api.example.com/rides", {
    method,
    headers: { Origin: origin, ...(method === "OPTIONS" && { "Access-Control-Request-Method": "PUT" }) },
  });
const allowOrigin = (response: Response | undefined): string | null | undefined =>
  response?.headers.get("access-control-allow-origin");

describe("replace", () => {
  test.each(["cors", "config"])("puts another policy in the place of a %s, in all that a policy does", (kind) => {
    const config = { allowOrigins: [A], allowCredentials: true };
    const policy = replaceable(kind === "cors" ? cors(config) : config);
    const wrapped = policy.wrap(() => new Response());
    const all = (origin: string): unknown[] => [
      allowOrigin(wrapped(request(origin)) as Response),
      allowOrigin(policy.preflight(request(origin, "OPTIONS"))),
      allowOrigin(policy.apply(request(origin), new Response())),
      policy.decide({ method: "GET", url: "https://a/", origin, requestMethod: null, requestHeaders: null }).allowed,
      policy.config.allowOrigins,
    ];
    expect(all(A)).toEqual([A, A, A, true, [A]]);
    policy.replace({ allowOrigins: [B] });
    expect(all(B)).toEqual([B, B, B, true, [B]]);
    expect(all(A)).toEqual([B, B, B, false, [B]]);
    policy.replace(policy.config);
    expect(all(B)).toEqual([B, B, B, true, [B]]);
  });

  test("keeps the old policy where the new one is faulty, and tells all of its faults", () => {
    const policy = replaceable({ allowOrigins: [A] });
    expect(() => policy.replace({ allowOrigins: ["https://b.example/"], maxAge: -1 })).toThrow(
      expect.objectContaining({ issues: [{}, {}].map(() => expect.anything()) }),
    );
    expect(() => policy.replace(undefined as never)).toThrow(CorsConfigError);
    expect(policy.config.allowOrigins).toEqual([A]);
    expect(allowOrigin(policy.apply(request(A), new Response()))).toBe(A);
  });

  test("cannot make one that decides at once look origins up", () => {
    const policy = replaceable({ allowOrigins: [A] });
    const resolve = (): boolean => true;
    expect(() => policy.replace({ allowOrigins: { resolve } } as never)).toThrow("cannot become one that looks");
    expect(policy.config.allowOrigins).toEqual([A]);
  });

  test("lets one that looks origins up become either kind, always by promises", async () => {
    const policy = replaceable({ allowOrigins: { resolve: (origin) => origin === A } });
    expect(allowOrigin(await policy.apply(request(A), new Response()))).toBe(A);
    policy.replace({ allowOrigins: [A, B] });
    const answer = policy.apply(request(B), new Response());
    expect(answer).toBeInstanceOf(Promise);
    expect(allowOrigin(await answer)).toBe(B);
    expect(await policy.preflight(request(B))).toBeUndefined();
    policy.replace({ allowOrigins: { resolve: () => false } });
    expect(allowOrigin(await policy.apply(request(B), new Response()))).toBeNull();
  });
});

describe.each([
  ["corsByPath", (policy: AsyncReplaceableCors) => corsByPath({ "/*": policy as AsyncCors })],
  ["replaceable", (policy: AsyncReplaceableCors) => replaceable(policy as AsyncCors)],
])("in %s, one that may look origins up", (_, put) => {
  test("answers by promises while it does not, and tells a resolver all that there is once it does", async () => {
    const policy = replaceable({ allowOrigins: { resolve: () => false } });
    policy.replace({ allowOrigins: [A] });
    const joined = put(policy);
    const preflight = joined.preflight(request(A));
    expect(preflight).toBeInstanceOf(Promise);
    expect(await preflight).toBeUndefined();
    expect(allowOrigin(await joined.preflight(request(A, "OPTIONS")))).toBe(A);
    let told: unknown;
    const resolve = (origin: string, facts: unknown): boolean => {
      told = { ...(facts as object) };
      return origin === B;
    };
    policy.replace({ allowOrigins: { resolve } });
    expect(allowOrigin(await joined.apply(request(B), new Response()))).toBe(B);
    const absent = { requestMethod: null, requestHeaders: null, upgrade: null };
    expect(told).toEqual({ method: "GET", url: "https://api.example.com/rides", origin: B, ...absent });
  });
});

test("a policy by paths is one like others: in another one, and replaceable", () => {
  const byPath = corsByPath({ "/rides": { allowOrigins: [A] }, "/*": { allowOrigins: [B] } });
  for (const joined of [corsByPath({ "/*": byPath as never }), replaceable(byPath as never)]) {
    const wrapped = joined.wrap(() => new Response());
    expect(allowOrigin(wrapped(request(A)) as Response)).toBe(A);
    expect(allowOrigin(joined.apply(request(A), new Response()))).toBe(A);
    expect(allowOrigin(joined.preflight(request(B, "OPTIONS")))).toBe(A);
  }
});

describe("a request under way finishes under the policy that it began with", () => {
  /** A handler that waits, and the means to let it go on. */
  function gate(): { opened: Promise<void>; open: () => void } {
    let open = (): void => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    return { opened, open };
  }
  const onErrorOf = (text: string) => (): Response => new Response(text, { status: 500 });
  const first = { allowOrigins: [A, "https://x.example"], exposeHeaders: ["X-First"], onError: onErrorOf("first") };
  const second = { allowOrigins: [B, "https://x.example"], exposeHeaders: ["X-Second"], onError: onErrorOf("second") };

  test.each(["wrap", "workers", "hono", "corsByPath", "a slow resolver"])("%s", async (way) => {
    const { opened, open } = gate();
    const policy =
      way === "a slow resolver"
        ? replaceable({ ...first, allowOrigins: { resolve: (origin) => opened.then(() => origin === A) } })
        : replaceable(first);
    const handler = async (): Promise<Response> => {
      await opened;
      throw new Error("it fails");
    };
    const servers: Record<string, (given: Request) => Response | Promise<Response>> = {
      workers: onWorkers(policy, { fetch: handler }).fetch,
      corsByPath: corsByPath({ "/*": policy as ReturnType<typeof cors> }).wrap(handler),
      hono: new Hono()
        .use(honoCors(policy))
        .all("*", handler)
        .onError((error) => {
          throw error;
        }).fetch,
    };
    const server = servers[way] ?? policy.wrap(handler);
    const under = [server(request(A)), server(request(B))];
    policy.replace(second as never);
    const after = [server(request(A)), server(request(B))];
    open();
    const seen = (await Promise.all([...under, ...after])).map(async (response) => [
      allowOrigin(response),
      response.headers.get("access-control-expose-headers"),
      await response.text(),
    ]);
    expect(await Promise.all(seen)).toEqual([
      [A, "X-First", "first"],
      [null, null, "first"],
      [null, null, "second"],
      [B, "X-Second", "second"],
    ]);
  });

  test("on Lambda", async () => {
    const gateway = gatewayNamed("Function URL");
    const { opened, open } = gate();
    const policy = replaceable(first);
    const handler = onLambda(policy, async () => {
      await opened;
      throw new Error("it fails");
    });
    const invoke = (origin: string): unknown =>
      handler(gateway.event(makeRequest({ headers: [["origin", origin]] })) as never, {} as never);
    const under = invoke(A);
    policy.replace(second);
    const after = invoke(B);
    open();
    const seen = (await Promise.all([under, after])).map((result) => gateway.accept(result));
    expect(
      seen.map(({ headers, body }) => [
        new Map(headers).get("access-control-allow-origin"),
        String.fromCharCode(...body),
      ]),
    ).toEqual([
      [A, "first"],
      [B, "second"],
    ]);
  });
});

test("types: it decides at once where its config does", () => {
  const policy = replaceable({ allowOrigins: [A] });
  expectTypeOf(policy.decide).returns.toEqualTypeOf<Decision>();
  expectTypeOf(replaceable({ allowOrigins: { resolve: () => true } }).decide).returns.toEqualTypeOf<
    Promise<Decision>
  >();
  void (() => {
    // @ts-expect-error it cannot begin to look origins up
    policy.replace({ allowOrigins: { resolve: () => true } });
  });
});
