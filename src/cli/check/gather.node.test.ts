import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, describe, expect, test } from "vitest";
import { freePort } from "../../../test/support/free-port.ts";
import { curlFor } from "./curl.ts";
import type { Evidence } from "./evidence.ts";
import { gather } from "./gather.ts";
import type { CheckOptions } from "./options.ts";
import { readWanted } from "./wanted.ts";
import { lookupBy } from "./wire/lookup.ts";
import { openWire } from "./wire/wire.ts";

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

const closers: (() => void)[] = [];
afterAll(() => {
  for (const close of closers) close();
});

/** A real server, and all that it has seen. */
async function serve(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ readonly port: number; readonly seen: readonly Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    seen.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body });
    answer(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, seen };
}

/** Lets everybody in, preflights and all. */
function open(request: IncomingMessage, response: ServerResponse): void {
  const { origin } = request.headers;
  response.setHeader("Access-Control-Allow-Origin", origin ?? "*");
  response.setHeader("Access-Control-Allow-Credentials", "true");
  response.setHeader("Access-Control-Allow-Methods", "GET, PUT, DELETE");
  response.setHeader("Access-Control-Allow-Headers", "authorization, content-type, x-a");
  response.end("hello");
}

async function check(url: string, options: Partial<CheckOptions> = {}): Promise<Evidence> {
  const all: CheckOptions = { origin: ["http://app.example.com"], maxRequests: 80, timeout: 60_000, ...options };
  const wanted = await readWanted([url], all);
  const curl = (request: Parameters<typeof curlFor>[0]): string => curlFor(request, all);
  const wire = openWire({
    hostname: new URL(url).hostname,
    timeout: all.timeout,
    maxRequests: all.maxRequests,
    insecure: false,
    lookup: lookupBy(all.resolve ?? []),
    curl,
  });
  try {
    return await gather(wanted, wire, all.passive === true, curl);
  } finally {
    wire.close();
  }
}

describe("what is sent", () => {
  test("the same for four engines, with and without credentials, is sent once", async () => {
    const { port, seen } = await serve(open);
    const { probes } = await check(`http://localhost:${port}/a`);
    const strangers = seen.filter(
      ({ method, headers }) => method === "GET" && headers.origin === "http://evil.example",
    );
    // And once more at the end, to see whether a cache answers.
    expect(strangers).toHaveLength(2);
    const probed = probes.filter(({ probe }) => probe.id.startsWith("http://evil.example GET"));
    expect(probed).toHaveLength(2);
    expect(probed[0]?.heard[0]).toBe(probed[1]?.heard[0]);
    expect(probed[1]?.outcomes.firefox.verdict).toBe("readable");
  });

  test("what might change something is sent for the wanted request alone, and once", async () => {
    const { port, seen } = await serve(open);
    const options = {
      method: "DELETE",
      header: ["X-A: 1"],
      body: "gone",
      origin: ["http://app.example.com", "http://b.example"],
    };
    const { probes, notAsked } = await check(`http://localhost:${port}/a`, options);
    const deleted = seen.filter(({ method }) => method === "DELETE");
    // Both are under way at the same time, and either may arrive first.
    expect(deleted.map(({ headers, body }) => [headers.origin, headers["x-a"], body]).toSorted()).toEqual([
      ["http://app.example.com", "1", "gone"],
      ["http://b.example", "1", "gone"],
    ]);
    expect(seen.filter(({ method }) => !/^(GET|OPTIONS|DELETE)$/.test(method))).toEqual([]);
    // With credentials it would be the same bytes: the answer is known.
    const again = probes.find(({ probe }) => probe.id === "given DELETE with X-A and credentials");
    expect(again?.outcomes.standard.verdict).toBe("readable");
    const json = probes.find(({ probe }) => probe.id === "given POST with Content-Type");
    expect(json?.heard.map(({ request, error }) => [request.method, error?.code])).toEqual([
      ["OPTIONS", undefined],
      ["POST", "UNSAFE_METHOD"],
    ]);
    expect(notAsked).toContainEqual(expect.stringMatching(/^POST .* only its preflight request was sent$/));
  });

  test("preflights look like a browser's", async () => {
    const { port, seen } = await serve(open);
    await check(`http://localhost:${port}/a`, { passive: true });
    const preflight = seen.find(({ headers }) => headers["access-control-request-headers"] === "authorization");
    expect(preflight).toMatchObject({
      method: "OPTIONS",
      body: "",
      headers: {
        "access-control-request-method": "GET",
        origin: "http://app.example.com",
        accept: "*/*",
        host: `localhost:${port}`,
        referer: "http://app.example.com/",
        "sec-fetch-mode": "cors",
        "sec-fetch-site": "cross-site",
        "sec-fetch-dest": "empty",
      },
    });
    expect(preflight?.headers).not.toHaveProperty("content-length");
    expect(preflight?.headers).not.toHaveProperty("cookie");
    expect(preflight?.headers).not.toHaveProperty("authorization");
  });

  test("requests that no page makes: without Origin, plain OPTIONS, an odd method, the same again", async () => {
    const { port, seen } = await serve(open);
    const { bare } = await check(`http://localhost:${port}/a`);
    const asked = (heard: (typeof bare)["withoutOrigin"]): unknown => {
      const header = (name: string): string | undefined =>
        heard?.request.headers.find(([other]) => other.toLowerCase() === name)?.[1];
      return [heard?.request.method, header("origin"), header("access-control-request-method"), header("referer")];
    };
    const given = "http://app.example.com";
    expect(asked(bare.withoutOrigin)).toEqual(["GET", undefined, undefined, undefined]);
    expect(asked(bare.plainOptions)).toEqual(["OPTIONS", undefined, undefined, undefined]);
    expect(asked(bare.oddMethod)).toEqual(["OPTIONS", given, "CORSKIT", `${given}/`]);
    expect(bare.repeated.map(asked)).toEqual([
      ["OPTIONS", given, "POST", `${given}/`],
      ["OPTIONS", given, "POST", `${given}/`],
      ["GET", "http://evil.example", undefined, "http://evil.example/"],
    ]);
    expect(seen.slice(-3).map(({ method }) => method)).toEqual(["OPTIONS", "OPTIONS", "GET"]);
  });

  test("passive: no origin but the given ones", async () => {
    const { port, seen } = await serve(open);
    const { notAsked, bare } = await check(`http://localhost:${port}/a`, { passive: true });
    expect(new Set(seen.map(({ headers }) => headers.origin))).toEqual(new Set([undefined, "http://app.example.com"]));
    expect(bare.repeated).toHaveLength(2);
    expect(notAsked[0]).toBe("origins that ought to be refused (--passive)");
  });
});

describe("redirects", () => {
  test("within the host are followed as a browser does, to another port as well", async () => {
    const target = await serve(open);
    const { port } = await serve((request, response) => {
      const { origin = "*" } = request.headers;
      response.writeHead(302, { "Access-Control-Allow-Origin": origin, Location: `http://localhost:${target.port}/b` });
      response.end();
    });
    const { probes } = await check(`http://localhost:${port}/a`, { passive: true });
    const [wanted] = probes;
    expect(wanted?.outcomes.standard.verdict).toBe("readable");
    expect(wanted?.heard.map(({ request, response }) => [new URL(request.url).pathname, response?.status])).toEqual([
      ["/a", 302],
      ["/b", 200],
    ]);
    // The API's origin has redirected to another one: from here on the page's is null.
    expect(target.seen.find(({ method }) => method === "GET")?.headers.origin).toBe("null");
  });

  test("to another host are judged, told, and not followed", async () => {
    const other = await serve(open);
    const { port } = await serve((request, response) => {
      const { origin = "*" } = request.headers;
      response.writeHead(302, { "Access-Control-Allow-Origin": origin, Location: `http://127.0.0.1:${other.port}/b` });
      response.end();
    });
    const { probes, notAsked } = await check(`http://localhost:${port}/a`, { passive: true });
    expect(other.seen).toEqual([]);
    expect(probes[0]?.heard.at(-1)?.error?.code).toBe("ANOTHER_HOST");
    expect(notAsked).toContain(`GET http://127.0.0.1:${other.port}/b, where a redirect leads: another host`);
  });
});

describe("bounds", () => {
  test("a server that does not answer is asked what is wanted, and nothing else", async () => {
    const { probes, bare, notAsked } = await check(`http://localhost:${await freePort()}/a`);
    expect(probes.map(({ probe }) => probe.purpose)).toEqual(["wanted"]);
    expect(probes[0]?.outcomes.firefox.failure?.code).toBe("NetworkFailure");
    const none = { withoutOrigin: null, plainOptions: null, oddMethod: null, withAuthorization: null, repeated: [] };
    expect(bare).toEqual(none);
    expect(notAsked).toEqual(["everything else, since there was no answer to the first request"]);
  });

  test("probes beyond the bound are left out and named, and no verdict is made of them", async () => {
    const { port, seen } = await serve(open);
    const { probes, bare, notAsked } = await check(`http://localhost:${port}/a`, { maxRequests: 3 });
    expect(seen).toHaveLength(3);
    expect(probes[0]?.outcomes.standard.verdict).toBe("readable");
    const failures = probes.flatMap(({ outcomes, heard }) =>
      outcomes.standard.failure?.code === "NetworkFailure" ? heard.map(({ error }) => error?.code) : [],
    );
    expect(failures.filter((code) => code === "MAX_REQUESTS")).toEqual([]);
    expect(bare.withoutOrigin).toBeNull();
    expect(notAsked.at(-1)).toMatch(/and \d+ more: --max-requests was reached$/);
  });

  test("mixed content is not sent by a browser, and a verdict all the same", async () => {
    const { port, seen } = await serve(open);
    const options = {
      origin: ["https://app.example.com"],
      resolve: [`api.example.com:${port}:127.0.0.1`],
      passive: true,
    };
    const { probes } = await check(`http://api.example.com:${port}/a`, options as Partial<CheckOptions>);
    expect(probes.map(({ outcomes }) => outcomes.firefox.failure?.code)).toEqual(probes.map(() => "MixedContent"));
    expect(probes.every(({ heard }) => heard.length === 0)).toBe(true);
    expect(seen.every(({ headers }) => headers.origin === undefined || headers["access-control-request-method"])).toBe(
      true,
    );
  });
});

test("cookies are judged by the whole list of public suffixes", async () => {
  const { port } = await serve((request, response) => {
    response.setHeader("Set-Cookie", "a=1; SameSite=Lax; Path=/");
    open(request, response);
  });
  const reasonFor = async (origin: string): Promise<string | null | undefined> => {
    const host = "api.example.kawasaki.jp";
    const { probes } = await check(`http://${host}:${port}/a`, {
      origin: [origin],
      credentials: true,
      passive: true,
      resolve: [`${host}:${port}:127.0.0.1`],
    });
    return probes[0]?.outcomes.standard.cookies[0]?.reason;
  };
  // A suffix that the short list does not know: example.kawasaki.jp is one itself, by *.kawasaki.jp.
  expect(await reasonFor("http://app.example.kawasaki.jp")).toMatch(/different sites/);
  expect(await reasonFor("http://b.api.example.kawasaki.jp")).toBeNull();
});
