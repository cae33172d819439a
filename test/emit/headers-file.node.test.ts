import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { EmitError, type Emission } from "../../src/emit/index.ts";
import { headersFile } from "../../src/emit/headers-file.ts";
import { getHeader } from "../../src/browser/header-list.ts";
import type { NetworkRequest, NetworkResponse } from "../../src/browser/index.ts";
import { startOrSkip } from "../support/start-or-skip.ts";
import { runWorker, type RunningWorker } from "../support/wrangler-dev.ts";
import { REQUEST_HEADERS } from "../support/policies.ts";
import { compare, configs, fault, visits, type ListedConfig, type Visit } from "./differential.ts";
import { allowedPage, simple } from "./try-policies.ts";

const MAX_RULES = 100;
const MAX_LINE = 2000;

/** Nearly as many as a file may have rules: the others show what the emission's comment warns of. */
const POLICIES = 80;
const VISITS = 4;
const APP = "https://app.example.com";

/** What assets are sent with. */
const SENT = ["ETag", "Content-Type", "Cache-Control", "CF-Cache-Status", "X-Secret"];
const NOBODY: Visit = { page: "null", init: {} };

const seed = inject("seed");
const policies = drawPolicies();

let folder = "";
let wrangler: RunningWorker | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "corskit-headers-"));
  wrangler = await startOrSkip("wrangler dev", () => serve(folder));
});
afterAll(async () => {
  await wrangler?.stop();
  await rm(folder, { recursive: true, force: true });
});

function drawPolicies(): readonly { readonly config: ListedConfig; readonly emission: Emission }[] {
  const emitted = fc.sample(configs, { numRuns: POLICIES * 10, seed }).flatMap((config) => {
    try {
      return [{ config, emission: headersFile(config) }];
    } catch (error) {
      if (error instanceof EmitError) return [];
      throw error;
    }
  });
  return emitted.slice(0, POLICIES);
}

/** All policies at once, each for a path of its own, since a start costs more than all visits. */
async function serve(root: string): Promise<RunningWorker> {
  const assets = join(root, "assets");
  const rules = policies.map(({ emission }, i) => emission.output.replace("\n/*\n", `\n/p${i}/*\n`));
  rules.push(
    `/p0/joined.txt\n  Access-Control-Allow-Origin: ${APP}\n  X-Short: 1\n  X-Long: ${"a".repeat(MAX_LINE)}\n`,
  );
  rules.push("/twice/*\n  X-First: 1\n", "/twice/*\n  X-Second: 1\n");
  // wrangler takes one more than it says.
  for (let i = rules.length; i < MAX_RULES + 1; i++) rules.push(`/unused${i}\n  X-Unused: 1\n`);
  rules.push("/plain/*\n  X-Over: 1\n");
  for (const path of ["plain", ...policies.keys()]) {
    const at = join(assets, typeof path === "string" ? path : `p${path}`);
    await mkdir(at, { recursive: true });
    await writeFile(join(at, "data.json"), "{}");
  }
  await writeFile(join(assets, "p0", "joined.txt"), "joined");
  await writeFile(join(assets, "404.html"), "not found");
  await writeFile(join(assets, "_headers"), rules.join("\n"));
  const config = join(root, "wrangler.json");
  const worker = { name: "headers", compatibility_date: "2026-10-20" };
  await writeFile(config, JSON.stringify({ ...worker, assets: { directory: assets, not_found_handling: "404-page" } }));
  return runWorker([`--config=${config}`, "--ip=127.0.0.1", "--log-level=error"]);
}

async function ask({ method, url, headers }: Omit<NetworkRequest, "body" | "credentials">): Promise<NetworkResponse> {
  const { pathname } = new URL(url);
  const init = { method, headers: headers.map(([name, value]): [string, string] => [name, value]) };
  const response = await fetch(`http://127.0.0.1:${wrangler?.port}${pathname}`, init);
  const { status, statusText } = response;
  return { status, statusText, headers: [...response.headers], body: await response.arrayBuffer() };
}

/** What assets without a rule answer, to each method once. */
const plain = new Map<string, Promise<NetworkResponse>>();
async function withoutRule({ method, url }: Request): Promise<Response> {
  const path = new URL(url).pathname.replace(/^\/p\d+/, "/plain");
  const key = `${method} ${path}`;
  const made = plain.get(key) ?? ask({ method, url: `https://static.example${path}`, headers: [] });
  plain.set(key, made);
  const { status, headers } = await made;
  return new Response(null, { status, headers: headers as [string, string][] });
}

/** Whether a visit needs no preflight request: then nothing of it is lost. */
function isSimple({ init: { method, headers } }: Visit): boolean {
  const sent = (headers ?? []) as readonly (readonly [name: string, value: string])[];
  const isSafelisted = ([name, value]: readonly [string, string]): boolean =>
    REQUEST_HEADERS.some((known) => known[0] === name && known[1] === value && known[2]);
  return /^(GET|HEAD|POST)$/.test(method ?? "GET") && sent.every(isSafelisted);
}

describe("with wrangler dev in front of static assets,", () => {
  test("no page reads more than the policy gives, and without a preflight none reads less", async ({ skip }) => {
    if (wrangler === undefined) skip();
    expect(policies).toHaveLength(POLICIES);
    const drawn = fc.sample(visits, { numRuns: POLICIES * VISITS, seed });
    let [read, exact] = [0, 0];
    const wrong = async ({ config, emission }: (typeof policies)[number], i: number): Promise<readonly string[]> => {
      const { page, init } = drawn[i] ?? NOBODY;
      const visit = {
        page: i % 4 === 0 ? page : allowedPage(config, i, page),
        init: i % 2 === 0 ? init : simple(init, i),
      };
      const url = `https://static.example/p${i % POLICIES}/${(i >> 1) % 2 === 0 ? "data.json" : "none"}`;
      const seen = await compare({ config, emission, target: ask, url, upstream: withoutRule }, visit, SENT);
      if (seen.seen !== null) read += 1;
      if (isSimple(visit)) exact += 1;
      const found = fault({ ...emission, exact: isSimple(visit) }, seen);
      return found === undefined ? [] : [`${found}: ${JSON.stringify({ config, visit })}`];
    };
    const faults: string[] = [];
    for (let from = 0; from < drawn.length; from += POLICIES) {
      faults.push(...(await Promise.all(policies.map((policy, i) => wrong(policy, from + i)))).flat());
    }
    expect(faults.slice(0, 3)).toEqual([]);
    expect(drawn.length).toBeGreaterThanOrEqual(300);
    expect(read).toBeGreaterThan(50);
    expect(exact).toBeGreaterThan(150);
  });

  test("what the emission warns of is so: joined values, lines and rules that are left out, 405 for preflights", async ({
    skip,
  }) => {
    if (wrangler === undefined) skip();
    const get = (path: string): Promise<NetworkResponse> =>
      ask({ method: "GET", url: `https://static.example${path}`, headers: [] });
    const own = policies[0]?.emission.output.match(/Allow-Origin: (.*)/)?.[1];
    const joined = await get("/p0/joined.txt");
    expect(getHeader(joined.headers, "access-control-allow-origin")).toBe(`${own}, ${APP}`);
    expect(getHeader(joined.headers, "x-short")).toBe("1");
    expect(getHeader(joined.headers, "x-long")).toBeNull();
    const twice = await get("/twice/x");
    expect(getHeader(twice.headers, "x-first")).toBeNull();
    expect(getHeader(twice.headers, "x-second")).toBe("1");
    expect(getHeader((await get("/plain/data.json")).headers, "x-over")).toBeNull();

    const asked = { Origin: APP, "Access-Control-Request-Method": "PUT" };
    const preflight = await ask({
      method: "OPTIONS",
      url: "https://static.example/p0/data.json",
      headers: Object.entries(asked),
    });
    expect(preflight.status).toBe(405);
    expect(getHeader(preflight.headers, "access-control-allow-origin")).toBe(own);
  });
});
