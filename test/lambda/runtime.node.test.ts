import { afterAll, describe, expect, test } from "vitest";
import { startOrSkip } from "../support/start-or-skip.ts";
import { makeRequest } from "./events.ts";
import { corsOf, gatewayNamed, gateways, type WireResponse } from "./gateways.ts";
import { ALLOWED, APP, ORIGIN } from "./policy.ts";
import { NODES, payloadOf, startFunctions } from "./runtime.ts";

// The suites of withCors and fromFetch once more, under AWS's own runtime client.

const url = gatewayNamed("Function URL");
const eventOf = (path: string, query = "", origin = APP): object =>
  url.event(makeRequest({ path, query, headers: [["origin", origin]] }));

describe.each(NODES)("Node.js %s", async (_version, node) => {
  const functions = await startOrSkip("AWS's runtime client", () => startFunctions(node));
  const run = test.runIf(functions !== undefined);
  afterAll(() => functions?.close());

  const invoke = async (name: string, event: object, timeout?: number): Promise<unknown> =>
    payloadOf(await functions!.get(name, timeout).invoke(event));

  run.for(
    gateways.flatMap((gateway) => ["native", "fetchHandler"].map((name) => ({ gateway, name, source: gateway.name }))),
  )("$source, $name: allowed, denied, preflight, thrown", async ({ gateway, name }) => {
    const send = async (part: object): Promise<WireResponse> =>
      gateway.accept(await invoke(name, gateway.event(makeRequest(part))));
    const allowed = await send({ headers: [ORIGIN] });
    expect([allowed.status, Buffer.from(allowed.body).toString(), corsOf(allowed)]).toStrictEqual([200, "ok", ALLOWED]);
    expect(allowed.headers).toContainEqual(["x-id", "7"]);
    const denied = await send({ headers: [["origin", "https://evil.example"]] });
    expect([denied.status, corsOf(denied)]).toStrictEqual([200, {}]);
    expect(denied.headers).toContainEqual(["vary", "Origin"]);
    const preflight = await send({ method: "OPTIONS", headers: [ORIGIN, ["access-control-request-method", "PUT"]] });
    expect([preflight.status, corsOf(preflight)["access-control-allow-origin"]]).toStrictEqual([204, APP]);
    const thrown = await send({ path: "/throw", headers: [ORIGIN] });
    expect([thrown.status, Buffer.from(thrown.body).toString(), corsOf(thrown)]).toStrictEqual([
      500,
      "Internal Server Error",
      ALLOWED,
    ]);
  });

  run.for([
    ["/throw-string", 500],
    ["/throw-null", 500],
    ["/throw-result", 402],
    ["/throw-response", 410],
    ["/bigint", 500],
    ["/bigint-body", 500],
    ["/cycle", 500],
    ["/undefined", 200],
    ["/plain", 200],
    ["/large", 500],
  ] as const)("%s is a %i with the policy", async ([path, status]) => {
    const response = url.accept(await invoke("native", eventOf(path)));
    expect([response.status, corsOf(response)]).toStrictEqual([status, ALLOWED]);
  });

  run("without the kit, the same handlers fail where a page cannot see why", async () => {
    for (const path of ["/throw", "/bigint", "/cycle", "/throw-result"]) {
      await expect(invoke("bare", eventOf(path))).rejects.toThrow();
    }
  });

  run("every status, in one warm process", async () => {
    for (let status = 200; status <= 599; status++) {
      const response = url.accept(await invoke("native", eventOf("/status", String(status))));
      expect([response.status, corsOf(response)]).toStrictEqual([status, ALLOWED]);
      expect(response.headers).toContainEqual(["vary", "Accept, Origin"]);
    }
  });

  run("binary both ways, and cookies", async () => {
    const body = Uint8Array.from({ length: 256 }, (_, value) => value);
    const headers = [ORIGIN, ["content-type", "image/png"]] as const;
    const echoed = await invoke(
      "fetchHandler",
      url.event(makeRequest({ method: "POST", path: "/echo", headers, body })),
    );
    expect(url.accept(echoed).body).toStrictEqual(body);
    expect(url.accept(await invoke("fetchHandler", eventOf("/cookies"))).cookies).toStrictEqual(["a=1", "b=2"]);
  });

  run("a queue's messages pass through, and errors stay errors", async () => {
    const sqs = (body: string): object => ({ Records: [{ eventSource: "aws:sqs", body }] });
    expect(await invoke("native", sqs("fine"))).toMatchObject({ batchItemFailures: [] });
    await expect(invoke("native", sqs("poison"))).rejects.toThrow("poison");
    await expect(invoke("fetchHandler", sqs("fine"))).rejects.toThrow("no HTTP request");
  });

  run("rethrow leaves errors to Lambda's own accounting", async () => {
    await expect(invoke("rethrowing", eventOf("/throw"))).rejects.toThrow("secret");
  });

  run("owner: gateway", async () => {
    expect(corsOf(url.accept(await invoke("gateway", eventOf("/"))))).toStrictEqual({});
  });

  run("a handler with a callback is none for the runtime client", async () => {
    const response = url.accept(await invoke("callback", eventOf("/")));
    expect([response.status, Buffer.from(response.body).toString(), corsOf(response)]).toStrictEqual([
      200,
      "called",
      ALLOWED,
    ]);
  });

  run.for([
    ["native", "/hang"],
    ["native", "/late-error"],
    ["fetchHandler", "/hang"],
    ["fetchHandler", "/endless"],
  ] as const)(
    "%s %s: 504 with the policy before Lambda's timeout, and the process stays warm",
    async ([name, path]) => {
      const lambda = functions!.get(name, 1000);
      await lambda.invoke(eventOf("/rides"));
      const { pid } = lambda;
      const response = url.accept(payloadOf(await lambda.invoke(eventOf(path))));
      expect([response.status, corsOf(response)]).toStrictEqual([504, ALLOWED]);
      expect(url.accept(payloadOf(await lambda.invoke(eventOf("/rides")))).status).toBe(200);
      expect(lambda.pid).toBe(pid);
    },
  );

  run("work that is given up may fail in a later invocation without harm", async () => {
    const lambda = functions!.get("native", 1000);
    expect(url.accept(payloadOf(await lambda.invoke(eventOf("/late-error")))).status).toBe(504);
    const { pid } = lambda;
    const state = async (): Promise<{ leaked: number }> =>
      JSON.parse(Buffer.from(url.accept(payloadOf(await lambda.invoke(eventOf("/calls")))).body).toString());
    // The abandoned sleep goes on whenever the process does.
    while ((await state()).leaked === 0);
    expect(url.accept(payloadOf(await lambda.invoke(eventOf("/rides")))).status).toBe(200);
    expect(lambda.pid).toBe(pid);
  });

  run("the signal of a request that is given up aborts", async () => {
    expect(url.accept(await invoke("fetchHandler", eventOf("/abort"), 1000)).status).toBe(504);
    expect(Buffer.from(url.accept(await invoke("fetchHandler", eventOf("/aborted"), 1000)).body).toString()).toBe(
      "TimeoutError",
    );
  });

  run.for([
    ["/exit", "Runtime.ExitError", "exit status 3"],
    ["/unhandled", "Runtime.ExitError", "exit status"],
    ["/block", "Sandbox.Timedout", "Task timed out after 1.00 seconds"],
  ] as const)(
    "%s ends the process, which no wrapper can answer for, and the next event gets a new one",
    async ([path, type, message]) => {
      const lambda = functions!.get("native", 1000);
      await lambda.invoke(eventOf("/rides"));
      const { pid } = lambda;
      const outcome = await lambda.invoke(eventOf(path));
      expect(outcome).toMatchObject({ kind: "failed", error: { type, message: expect.stringContaining(message) } });
      expect(url.accept(payloadOf(await lambda.invoke(eventOf("/rides")))).status).toBe(200);
      expect(lambda.pid).not.toBe(pid);
    },
  );
});
