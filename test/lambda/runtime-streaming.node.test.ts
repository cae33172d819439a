import { Readable } from "node:stream";
import { json } from "node:stream/consumers";
import { afterAll, describe, expect, test } from "vitest";
import { startOrSkip } from "../support/start-or-skip.ts";
import { makeRequest } from "./events.ts";
import { corsOf as corsOfLines, gatewayNamed } from "./gateways.ts";
import { ALLOWED, APP, ORIGIN } from "./policy.ts";
import { NODES, payloadOf, startFunctions, streamOf, type Streamed } from "./runtime.ts";

// Response streaming, under AWS's own runtime client.

const url = gatewayNamed("Function URL");
const rest = gatewayNamed("REST API");
const eventOf = (path: string, method = "GET", more: readonly (readonly [string, string])[] = []): object =>
  url.event(makeRequest({ path, method, headers: [ORIGIN, ...more] }));

const corsOf = ({ headers }: Streamed): Readonly<Record<string, string>> =>
  corsOfLines({ headers: Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]) });

describe.each(NODES)("Node.js %s", async (_version, node) => {
  const functions = await startOrSkip("AWS's runtime client", () => startFunctions(node));
  const run = test.runIf(functions !== undefined);
  afterAll(() => functions?.close());

  const stream = async (name: string, event: object, timeout?: number): Promise<Streamed> =>
    streamOf(await functions!.get(name, timeout).invoke(event));

  run.for([
    ["/rides", 200, "ok"],
    ["/empty", 204, ""],
    ["/none", 200, ""],
    ["/throw", 500, "Internal Server Error"],
    ["/fail-first", 500, "Internal Server Error"],
    ["/nowhere", 404, "404 Not Found"],
    ["/live", 200, "data: a\n\ndata: b\n\ndata: c\n\n"],
  ] as const)("fromFetchStreaming %s: %i", async ([path, statusCode, body]) => {
    const response = await stream("streaming", eventOf(path));
    expect(response).toMatchObject({ statusCode, body });
    expect(response.error).toBeUndefined();
    expect(corsOf(response)).toStrictEqual(ALLOWED);
  });

  run("more than a buffered response may be", async () => {
    expect((await stream("streaming", eventOf("/large"))).body).toHaveLength(8 * 1024 * 1024);
  });

  run("cookies, a REST API's event, HEAD, a preflight", async () => {
    expect((await stream("streaming", eventOf("/cookies"))).cookies).toStrictEqual(["a=1", "b=2"]);
    const event = rest.event(makeRequest({ headers: [ORIGIN] }));
    expect(await stream("streaming", event)).toMatchObject({ statusCode: 200, body: "ok" });
    expect(await stream("streaming", eventOf("/rides", "HEAD"))).toMatchObject({ statusCode: 200, body: "" });
    for (const name of ["streaming", "nativeStream"]) {
      const preflight = await stream(name, eventOf("/throw", "OPTIONS", [["access-control-request-method", "PUT"]]));
      expect(preflight).toMatchObject({ statusCode: 204, body: "" });
      expect(corsOf(preflight)).toMatchObject({ "access-control-allow-origin": APP });
    }
  });

  run("a failure amid the stream is an error, not a short response", async () => {
    const response = await stream("streaming", eventOf("/fail-amid"));
    expect(response).toMatchObject({ statusCode: 200, body: "chunk 1\nchunk 2\nchunk 3\n" });
    expect(response.error).toContain("amid the stream");
    expect(corsOf(response)).toStrictEqual(ALLOWED);
    expect(await stream("streaming", eventOf("/rides"))).toMatchObject({ statusCode: 200 });
  });

  run("504 before the first chunk, cut off after it; the process stays warm", async () => {
    const lambda = functions!.get("streaming", 1000);
    const late = await stream("streaming", eventOf("/hang"), 1000);
    expect(late).toMatchObject({ statusCode: 504, body: "Gateway Timeout" });
    expect(corsOf(late)).toStrictEqual(ALLOWED);
    const { pid } = lambda;
    const cut = await stream("streaming", eventOf("/endless"), 1000);
    expect(cut).toMatchObject({ statusCode: 200, body: "half" });
    expect(cut.error).toContain("not done within");
    expect(await stream("streaming", eventOf("/rides"), 1000)).toMatchObject({ statusCode: 200 });
    expect(lambda.pid).toBe(pid);
  });

  run("a load balancer, which does not stream, gets a result", async () => {
    const alb = gatewayNamed("ALB, multi values");
    const outcome = await functions!.get("streaming").invoke(alb.event(makeRequest({ headers: [ORIGIN] })));
    if (outcome.kind !== "streamed") throw new Error(outcome.kind);
    const response = alb.accept(await json(Readable.from(outcome.body)));
    expect(response.headers).toContainEqual(["access-control-allow-origin", APP]);
  });

  run("what is no HTTP event fails", async () => {
    const outcome = await functions!.get("streaming").invoke({ Records: [] });
    await expect(streamOf(outcome)).rejects.toThrow("no HTTP request");
  });

  run.for([
    ["/", 201, "hello stream"],
    ["/throw", 500, "Internal Server Error"],
    ["/throw-after-from", 500, "Internal Server Error"],
    ["/empty", 204, ""],
    ["/raw", 200, "<p>raw</p>"],
    ["/end-only", 200, "all at once"],
    ["/bad-prelude", 500, "Internal Server Error"],
    ["/bad-prelude-later", 500, "Internal Server Error"],
    ["/bad-prelude-pipe", 500, "Internal Server Error"],
    ["/bad-prelude-pipeline", 500, "Internal Server Error"],
    ["/pipeline", 200, "piped through"],
    ["/pipeline-fail-first", 500, "Internal Server Error"],
    ["/pipeline-abort", 500, "Internal Server Error"],
    ["/destroy", 500, "Internal Server Error"],
    ["/destroy-error", 500, "Internal Server Error"],
    ["/later", 200, "later "],
  ] as const)("a native streaming handler, %s: %i", async ([path, statusCode, body]) => {
    const response = await stream("nativeStream", eventOf(path));
    expect(response).toMatchObject({ statusCode, body });
    expect(response.error).toBeUndefined();
    expect(corsOf(response)).toStrictEqual(ALLOWED);
    if (path === "/") expect(response.headers).toMatchObject({ "X-Id": "7", vary: "Accept, Origin" });
    if (path === "/raw") expect(response.headers).toMatchObject({ "Content-Type": "text/html" });
  });

  run("a native streaming handler: failing amid the stream, and taking too long", async () => {
    expect(await stream("nativeStream", eventOf("/throw-amid"))).toMatchObject({
      statusCode: 200,
      body: "half",
      error: expect.stringContaining("secret"),
    });
    const late = await stream("nativeStream", eventOf("/hang"), 1000);
    expect([late.statusCode, corsOf(late)]).toStrictEqual([504, ALLOWED]);
    const cut = await stream("nativeStream", eventOf("/hang-amid"), 1000);
    expect([cut.statusCode, cut.body]).toStrictEqual([200, "half"]);
    expect(cut.error).toContain("not done within");
  });

  run.for([
    ["/pipeline-fail-amid", "the source failed"],
    ["/destroy-amid", "destroyed the stream"],
  ] as const)("a native streaming handler, %s: cut off, and the process stays warm", async ([path, why]) => {
    const lambda = functions!.get("nativeStream");
    expect(await stream("nativeStream", eventOf("/"))).toMatchObject({ statusCode: 201 });
    const { pid } = lambda;
    const cut = await stream("nativeStream", eventOf(path));
    expect(cut).toMatchObject({ statusCode: 200, body: "half", error: expect.stringContaining(why) });
    expect(corsOf(cut)).toStrictEqual(ALLOWED);
    expect(await stream("nativeStream", eventOf("/"))).toMatchObject({ statusCode: 201 });
    expect(lambda.pid).toBe(pid);
  });

  run("a buffered handler stays buffered", async () => {
    expect(url.accept(payloadOf(await functions!.get("native").invoke(eventOf("/")))).status).toBe(200);
  });
});
