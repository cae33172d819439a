import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import type { HeaderLine, Transport } from "../../src/browser/index.ts";
import { KNOWN as EXPRESS } from "../../src/cli/lint/from/express.ts";
import { KNOWN as FASTIFY } from "../../src/cli/lint/from/fastify.ts";
import { KNOWN as HONO } from "../../src/cli/lint/from/hono.ts";
import { KNOWN as MIDDY } from "../../src/cli/lint/from/middy.ts";
import { KNOWN as SPRING } from "../../src/cli/lint/from/spring-yaml.ts";
import { equivalentOf } from "../../src/cli/lint/from/equivalent.ts";
import { readForeign } from "../../src/cli/lint/from/lint-foreign.ts";
import type { Tool } from "../../src/cli/lint/options.ts";
import { fromLambda, type LambdaHandler } from "../../src/testing/index.ts";
import { httpApiService, type CorsConfiguration } from "../emit/http-api-service.ts";
import { startOrSkip } from "../support/start-or-skip.ts";
import { openProgramFolder, programsIn } from "./programs.ts";
import { ROOT } from "./simulator-links.ts";
import { listen, PAGES, REQUESTS, seen, type Answer, type RequestName } from "./visits.ts";

/** The pages of docs/migration: what is printed is what `lint` prints, and pages read the same before and after. */

const folder = await openProgramFolder();
const servers: { close(): void }[] = [];
afterAll(async () => {
  for (const server of servers) server.close();
  await folder.remove();
});
// Programs that crash on purpose say so.
beforeAll(() => void vi.spyOn(console, "error").mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

interface Program {
  readonly app?: unknown;
  readonly handler?: unknown;
}

async function onNode({ app }: Program): Promise<Answer> {
  const server = await listen(app as RequestListener);
  servers.push(server);
  return server.answer;
}

async function onFastify({ app }: Program): Promise<Answer> {
  const fastify = app as FastifyInstance;
  await fastify.ready();
  return onNode({ app: fastify.routing });
}

const onHono = async ({ app }: Program): Promise<Answer> => {
  const { fetch } = app as Hono;
  return (request) => fetch(request);
};

const onLambda = async ({ handler }: Program): Promise<Answer> => fromLambda(handler as LambdaHandler);

/** API Gateway by its documentation, before the function that the page shows. */
const behindGateway =
  (template: string) =>
  async ({ handler }: Program): Promise<Answer> => {
    const resource: { readonly Properties: { readonly CorsConfiguration: CorsConfiguration } } =
      parse(template).Resources.HttpApi;
    const ask = fromLambda(handler as LambdaHandler);
    const integration: Transport = async ({ method, url, headers }) => {
      const response = await ask(
        new Request(url, { method, headers: headers.map(([name, value]): [string, string] => [name, value]) }),
      );
      return { status: response.status, statusText: "", headers: [...response.headers], body: null };
    };
    const setup = { cors: resource.Properties.CorsConfiguration, authorizer: false, optionsRoute: false, integration };
    const service = httpApiService(setup, { repeats: false, forwards: false });
    return async ({ method, url, headers }) => {
      const lines: readonly HeaderLine[] = [...headers];
      const response = await service({ method, url, headers: lines, body: null, credentials: headers.has("cookie") });
      return new Response(response.body, {
        status: response.status,
        headers: response.headers.map(([name, value]): [string, string] => [name, value]),
      });
    };
  };

interface Migration {
  readonly page: string;
  readonly tool: Tool;
  /** Every option that the tool has, each of which the page says what becomes of. */
  readonly options: readonly string[];
  readonly before: string;
  /** How the two programs are served; none where the peer does not run here. */
  readonly open: ((program: Program) => Promise<Answer>) | null;
}

const MIGRATIONS: readonly Migration[] = [
  { page: "npm-cors.md", tool: "express", options: EXPRESS, before: "before.js", open: onNode },
  { page: "hono-cors.md", tool: "hono", options: HONO, before: "before.js", open: onHono },
  { page: "fastify-cors.md", tool: "fastify", options: FASTIFY, before: "before.js", open: onFastify },
  { page: "middy-http-cors.md", tool: "middy", options: MIDDY, before: "before.js", open: onLambda },
  {
    page: "api-gateway.md",
    tool: "aws-http-api",
    options: ["AllowOrigins", "AllowMethods", "AllowHeaders", "ExposeHeaders", "AllowCredentials", "MaxAge"],
    before: "before.yaml",
    open: onLambda,
  },
  {
    page: "spring.md",
    tool: "spring",
    options: [...SPRING, "allowPrivateNetwork"],
    before: "before.java",
    open: null,
  },
];

const hasMiddy = await startOrSkip("@middy/http-cors (node scripts/install.mjs test/docs)", async () => {
  const found = ["", "test/docs/"].some((at) => existsSync(join(ROOT, at, "node_modules/@middy/http-cors")));
  if (!found) throw new Error("it is not installed");
  return true;
});

describe.each(MIGRATIONS)("$page", ({ page, tool, options, before, open }) => {
  test("says what becomes of every option", async () => {
    const [, part = ""] = (await readFile(join(ROOT, "docs/migration", page), "utf8")).split("\n## Options\n");
    const names = part.split("\n").flatMap((line) => line.split("|")[1]?.match(/\b[a-zA-Z]+\b/g) ?? []);
    expect(options.filter((option) => !names.includes(option))).toEqual([]);
  });

  test("prints what corskit lint prints", async () => {
    const programs = programsIn(`docs/migration/${page}`);
    const [policy, ...others] = readForeign(programs.get(before) ?? "", tool, before);
    if (policy === undefined) throw new Error("there is no policy in it");
    expect(others).toEqual([]);
    expect(programs.get("cors.ts")).toBe(`// cors.ts\n${equivalentOf(policy).equivalent.source}\n`);
  });

  if (open === null) return;
  test.skipIf(tool === "middy" && !hasMiddy)(
    "what pages read changes where the page says so, and nowhere else",
    async () => {
      const text = await readFile(join(ROOT, "docs/migration", page), "utf8");
      const programs = programsIn(`docs/migration/${page}`);
      const paths = await folder.write(page.replace(".md", ""), programs);
      const load = async (name: string): Promise<Program> => import(paths.get(name) ?? "");
      const after = await load("after.ts");
      const was =
        tool === "aws-http-api"
          ? await behindGateway(programs.get(before) ?? "")(after)
          : await open(await load(before));
      const is = await open(after);
      const { differences, reads } = await compare(was, is);
      expect(reads).toBeGreaterThan(3);
      expect(toldIn(text)).toEqual(differences);
    },
  );
});

/** For each page what it read before and not after, and the other way round; and how much there was to read before. */
async function compare(was: Answer, is: Answer): Promise<{ differences: readonly string[][]; reads: number }> {
  const rows = new Map<string, [origin: string, name: RequestName, old: string, now: string][]>();
  let reads = 0;
  for (const origin of PAGES) {
    for (const name of Object.keys(REQUESTS) as RequestName[]) {
      const [old, now] = [await seen(origin, name, was), await seen(origin, name, is)];
      if (old !== "nothing") reads++;
      if (old === now) continue;
      const way = `${origin} ${old === "nothing" ? "more" : now === "nothing" ? "less" : "other"}`;
      rows.set(way, [...(rows.get(way) ?? []), [origin, name, old, now]]);
    }
  }
  const column = (row: readonly (readonly string[])[], i: number): string =>
    [...new Set(row.map((cells) => cells[i]))].join(", ");
  return { reads, differences: [...rows.values()].map((row) => [0, 1, 2, 3].map((i) => column(row, i))) };
}

/** The rows of the table of differences, without the reasons, of which each has one. */
function toldIn(text: string): readonly string[][] {
  const [, part = ""] = text.split("## What changes on purpose");
  return part
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => {
      const [, origin = "", name = "", old = "", now = "", why = ""] = line.split("|").map((cell) => cell.trim());
      expect(why).toMatch(/\w+ \w+/);
      return [origin.replaceAll("`", ""), name, old, now];
    });
}
