import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import type { Engine } from "../../src/browser/index.ts";
import { DEFAULT_PAGE, DEFAULT_POLICY, DEFAULT_RAW } from "./defaults.ts";
import { EXAMPLES } from "./gallery.ts";
import { answer, APP, page, policy, raw, simple } from "./gallery/build.ts";
import { predict } from "./predict.ts";
import type { Scenario } from "./scenario.ts";
import { scenarios } from "./scenarios.fixture.ts";
import { siteOf } from "./site.ts";
import { predictStaged, stage, type Staged } from "./stage.ts";

const SITE = siteOf("http://api.localhost:8787/s/x");
const RUN = "abcdefgh";

async function staged(scenario: Scenario): Promise<Staged> {
  const result = await stage(scenario, SITE, RUN);
  if ("obstacles" in result) throw new Error(result.obstacles.join(" "));
  return result;
}

test("a site is known by any of its hosts", () => {
  expect(SITE).toEqual({
    page: "http://app.localhost:8787",
    others: ["http://api.localhost:8787", "http://other.localhost:8787", "http://third.localhost:8787"],
  });
  expect(siteOf("https://app.cors.example.com/x").others[0]).toBe("https://api.cors.example.com");
});

test("the page's origin becomes this page's, others become its hosts", async () => {
  const { page: real, framed, runUrl } = await staged({ page: DEFAULT_PAGE, server: DEFAULT_RAW });
  expect(real.origin).toBe("http://app.localhost:8787");
  expect(real.url).toMatch(/^http:\/\/api\.localhost:8787\/s\/abcdefgh\/0\/[\w-]+$/);
  expect(framed).toBe(false);
  expect(runUrl).toBe("http://app.localhost:8787/runs/abcdefgh");
});

test("the same origin stays the same, null becomes a frame", async () => {
  const own = await staged({ page: page({ url: `${APP}/rides` }), server: DEFAULT_RAW });
  expect(new URL(own.page.url).origin).toBe(own.page.origin);
  const sandboxed = await staged({ page: page({ origin: "null" }), server: DEFAULT_RAW });
  expect([sandboxed.page.origin, sandboxed.framed]).toEqual(["null", true]);
});

/** The answer to a GET of the first hop, by the staged server. */
async function linesOf(scenario: Scenario, method = "GET"): Promise<Readonly<Record<string, string>>> {
  const { openServer, page: real } = await staged(scenario);
  const request = {
    method,
    url: real.url,
    headers: [["Origin", real.origin]] as const,
    body: null,
    credentials: false,
  };
  const { response } = await (await openServer()).answer(request);
  return Object.fromEntries(response.headers.map(([name, value]) => [name.toLowerCase(), value]));
}

describe("origins in header values", () => {
  test.each([
    ["the page's", APP, "http://app.localhost:8787"],
    ["the API's", "https://api.example.com", "http://api.localhost:8787"],
    ["with a slash", `${APP}/`, "http://app.localhost:8787/"],
    ["in a list", `${APP}, https://x.example`, "http://app.localhost:8787, https://x.example"],
    ["in upper case, which is no match", "HTTPS://APP.EXAMPLE.COM", "HTTPS://APP.EXAMPLE.COM"],
    ["longer by a label", `${APP}.evil.example`, `${APP}.evil.example`],
    ["with a port", `${APP}:8443`, `${APP}:8443`],
    ["that happen to be the real ones", "http://app.localhost:8787", "http://elsewhere.invalid"],
    ["of no host", "*", "*"],
  ])("%s: %s becomes %s", async (_, value, real) => {
    const scenario = { page: DEFAULT_PAGE, server: raw(simple(answer(200, `Access-Control-Allow-Origin: ${value}`))) };
    expect((await linesOf(scenario))["access-control-allow-origin"]).toBe(real);
  });
  test("of a policy, whose patterns see the scenario's own", async () => {
    const server = policy('{ allowOrigins: ["https://*.example.com"] }');
    expect((await linesOf({ page: DEFAULT_PAGE, server }))["access-control-allow-origin"]).toBe(
      "http://app.localhost:8787",
    );
    const stranger = { page: page({ origin: "https://evil.example" }), server };
    expect((await linesOf(stranger))["access-control-allow-origin"]).toBeUndefined();
  });
});

test("lines without a value are none, but where they make a list", async () => {
  const plain = await linesOf({ page: DEFAULT_PAGE, server: raw(simple(answer(200, "X-A:"))) });
  expect(plain).not.toHaveProperty("x-a");
  const list = await linesOf({ page: DEFAULT_PAGE, server: raw(simple(answer(200, "X-A:", "X-A: 1"))) });
  expect(list["x-a"]).toBe(", 1");
});

test("each redirect leads to the host of its origin", async () => {
  const server = raw(
    simple(answer(302, "Location: https://cdn.example.net/1")),
    simple(answer(302, `Location: ${APP}/2`)),
    simple(answer(302, "Location: https://api.example.com/rides")),
  );
  const { openServer, page: side } = await staged({ page: DEFAULT_PAGE, server });
  const real = await openServer();
  const hosts: string[] = [];
  let url = side.url;
  for (let i = 0; i < 3; i++) {
    const { response } = await real.answer({ method: "GET", url, headers: [], body: null, credentials: false });
    url = response.headers.find(([name]) => name === "Location")?.[1] ?? "";
    hosts.push(`${new URL(url).host} ${url.split("/")[5]}`);
  }
  expect(hosts).toEqual(["other.localhost:8787 1", "app.localhost:8787 2", "api.localhost:8787 0"]);
});

describe("what cannot be run is named", () => {
  const at = (status: number): Scenario => ({ page: DEFAULT_PAGE, server: raw(simple(answer(status))) });
  const redirects = (count: number): Scenario => {
    const locations = Array.from({ length: count }, (_, i) => simple(answer(302, `Location: https://${i}.example/`)));
    return { page: DEFAULT_PAGE, server: raw(simple(answer(302, "Location: https://x.example/")), ...locations) };
  };
  test.each<[what: string, scenario: Scenario, obstacle: RegExp]>([
    ["a private address", { page: page({ url: "https://10.0.0.1/" }), server: DEFAULT_RAW }, /Local Network Access/],
    [
      "the reader's own machine",
      { page: page({ url: "http://localhost:3000/" }), server: DEFAULT_RAW },
      /loopback network/,
    ],
    ["mixed content", { page: page({ url: "http://api.example.com/" }), server: DEFAULT_RAW }, /mixed content/],
    ["another scheme", { page: page({ url: "ftp://files.example/" }), server: DEFAULT_RAW }, /neither http nor https/],
    [
      "a password",
      { page: page({ url: "https://a:b@api.example.com/" }), server: DEFAULT_RAW },
      /user name or password/,
    ],
    ["status 100", at(100), /cannot answer 100/],
    ["status 600", at(600), /cannot answer 600/],
    ["status 421", at(421), /421 concerns the connection/],
    [
      "two Locations",
      { page: DEFAULT_PAGE, server: raw(simple(answer(302, "Location: /a", "Location: /b"))) },
      /two Location lines/,
    ],
    ["a closed connection", at(0), /close a connection/],
    ["four further origins", redirects(3), /more than 3 origins/],
    ["no policy", { page: DEFAULT_PAGE, server: policy('{ allowOrigins: "*", allowCredentials: true }') }, /no policy/],
    [
      "a method that no server reads",
      { page: page({ method: "CHICKEN" }), server: policy('{ allowOrigins: "*", allowMethods: ["CHICKEN"] }') },
      /CHICKEN is sent/,
    ],
    ["control characters", { page: page({ headers: [["X-A", "a\u0001b"]] }), server: DEFAULT_RAW }, /value of X-A/],
    [
      "what is too long",
      {
        page: page({ headers: Array.from({ length: 5 }, () => ["X-A", "a".repeat(2000)] as const) }),
        server: DEFAULT_RAW,
      },
      /does not fit/,
    ],
  ])("%s", async (_, scenario, obstacle) => {
    const result = await stage(scenario, SITE, RUN);
    expect("obstacles" in result && result.obstacles.join("\n")).toMatch(obstacle);
  });

  test("what is never sent needs no server that reads it", async () => {
    const scenario = { page: page({ method: "CHICKEN" }), server: policy('{ allowOrigins: "*" }') };
    expect((await staged(scenario)).page.method).toBe("CHICKEN");
  });
});

describe("what is otherwise is named", () => {
  const lines = (...all: readonly string[]): Scenario => ({
    page: DEFAULT_PAGE,
    server: raw(simple(answer(200, ...all))),
  });
  test.each<[what: string, scenario: Scenario, change: RegExp]>([
    ["https", { page: DEFAULT_PAGE, server: DEFAULT_RAW }, /is http here/],
    ["lines of one name", lines("X-A: 1", "x-a: 2"), /joins the lines of x-a/],
    ["bytes", lines("X-A: \xe9"), /X-A is not sent as it is\. Its value has bytes/],
    ["a type that runs", lines("Content-Type: text/html"), /Content-Type .* stays plain text/],
    ["no value", lines("X-A:"), /X-A is not sent without a value/],
    ["a refused name", lines("Clear-Site-Data: *"), /Clear-Site-Data is not sent/],
    [
      "the site",
      { page: page({ credentials: "include", cookie: "a=1; SameSite=Lax" }), server: DEFAULT_RAW },
      /are of two, so SameSite counts/,
    ],
    ["the cookie", { page: page({ credentials: "include", cookie: "a=1" }), server: DEFAULT_RAW }, /is called demo/],
  ])("%s", async (_, scenario, change) => {
    expect((await staged(scenario)).changes.join("\n")).toMatch(change);
  });
  test("and nothing where nothing is", async () => {
    const scenario: Scenario = {
      page: page({ origin: "http://app.localhost:3000", url: "http://api.localhost:3000/" }),
      server: raw(simple(answer(200, "Access-Control-Allow-Origin: http://app.localhost:3000", "Set-Cookie: a=1"))),
    };
    expect((await staged(scenario)).changes).toEqual([]);
  });
});

describe("what is staged comes to the same", () => {
  const codes = async (scenario: Scenario, engine: Engine, real: boolean): Promise<unknown> => {
    const prediction = real ? await predictStaged(await staged(scenario), engine) : await predict(scenario, engine);
    return prediction.visits.map(({ outcome, status, received }) => [
      outcome.failure?.code ?? outcome.verdict,
      status,
      received.map(({ method, hop, requestMethod, requestHeaders }) => [method, hop, requestMethod, requestHeaders]),
    ]);
  };
  test.each(EXAMPLES.map(({ id, scenario }) => ({ id, scenario })))("$id", async ({ scenario }) => {
    if ("obstacles" in (await stage(scenario, SITE, RUN))) return;
    for (const engine of ["standard", "chromium", "firefox", "webkit"] as const) {
      expect(await codes(scenario, engine, true)).toEqual(await codes(scenario, engine, false));
    }
  });
});

test("whatever a link holds is staged, or told why not", async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, async (scenario) => {
      const result = await stage(scenario, SITE, RUN);
      if ("obstacles" in result) expect(result.obstacles.join("")).not.toBe("");
      else expect((await predictStaged(result, "chromium")).visits.length).toBe(scenario.page.again.length + 1);
    }),
    { seed: inject("seed"), numRuns: 200 },
  );
});

test("a method that only a staged server lets through is named too", async () => {
  const preflight = answer(
    204,
    "Access-Control-Allow-Origin: https://app.example.com",
    "Access-Control-Allow-Methods: CHICKEN",
    // It spoils the list, and is not sent for real.
    "Access-Control-Allow-Headers: caf\xe9",
  );
  const server = raw({ preflight, actual: answer(200) });
  expect(await stage({ page: page({ method: "CHICKEN" }), server }, SITE, RUN)).toMatchObject({
    obstacles: [expect.stringContaining("CHICKEN")],
  });
});

test("predictions of one staging know nothing of each other", async () => {
  const scenario = EXAMPLES.find(({ id }) => id === "cache-with-vary")?.scenario;
  const one = await staged(scenario ?? { page: DEFAULT_PAGE, server: DEFAULT_RAW });
  const by = async (): Promise<unknown> =>
    (await predictStaged(one, "standard")).visits.map(({ received }) => received.map((each) => each.by));
  expect(await by()).toEqual([["server"]]);
  expect(await by()).toEqual([["server"]]);
});

test("the server of a policy is asked once it is one", async () => {
  const server = { ...DEFAULT_POLICY, config: "{" };
  expect(await predict({ page: DEFAULT_PAGE, server }, "standard")).toMatchObject({
    visits: [],
    fault: { issues: [] },
  });
});
