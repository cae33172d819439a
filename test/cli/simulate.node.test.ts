import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { request } from "node:http";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeScenario, encodeScenario } from "../../worker/simulator/codec.ts";
import { EXAMPLES } from "../../worker/simulator/gallery.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const MAIN = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

beforeAll(async () => {
  if (existsSync(`${root}worker/public/dist/simulator.js`)) return;
  await promisify(execFile)(process.execPath, ["scripts/build-page.mjs"], { cwd: root });
});

/** The command, and what it prints until it says where it listens. */
async function start(...args: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, "simulate", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const exited = once(child, "exit") as Promise<[number | null]>;
  let printed = "";
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  await new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      resolve();
    });
    child.once("exit", () => resolve());
  });
  const port = Number(/localhost:(\d+)/.exec(printed)?.[1]);
  return { child, port, exited, printed, errors: () => errors };
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Without fetch, which would not let a Host or an Origin be set. */
function ask(
  port: number,
  host: string,
  path: string,
  method = "GET",
  headers: Record<string, string> = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: "127.0.0.1", port, path, method, headers: { host: `${host}:${port}`, ...headers } },
      (response) => {
        let body = "";
        response.on("data", (chunk: Buffer) => (body += chunk.toString()));
        response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body }));
      },
    );
    sent.on("error", reject);
    sent.end();
  });
}

describe("corskit simulate", () => {
  let running: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    running = await start("--port", "0", "preflight-cache");
  });
  afterAll(() => void running.child.kill());

  test("says what to open", () => {
    expect(running.printed).toMatch(/^Open {2}http:\/\/app\.localhost:\d+\/#preflight-cache\n$/);
  });

  test("serves the page, its parts and the demo", async () => {
    for (const [path, type] of [
      ["/", "text/html"],
      ["/dist/simulator.js", "text/javascript"],
      ["/demo", "text/html"],
      ["/frame", "text/html"],
    ] as const) {
      const { status, headers } = await ask(running.port, "app.localhost", path);
      expect([path, status, headers["content-type"]]).toEqual([path, 200, expect.stringContaining(type)]);
      expect(headers["content-security-policy"]).toContain("default-src 'none'");
    }
  });

  test.each(["/../package.json", "/%2e%2e/package.json", "/dist/../../index.ts", "/nothing"])(
    "has no %s",
    async (path) => {
      expect((await ask(running.port, "app.localhost", path)).status).toBe(404);
    },
  );

  test("answers scenarios, and tells what it received", async () => {
    const scenario = EXAMPLES.find(({ id }) => id === "json-post")?.scenario;
    if (scenario === undefined) throw new Error("there is no json-post");
    const origin = `http://app.localhost:${running.port}`;
    const path = `/s/abcdefgh/0/${encodeScenario(scenario)}`;
    const asked = { Origin: origin, "Access-Control-Request-Method": "POST" };
    const preflight = await ask(running.port, "api.localhost", path, "OPTIONS", asked);
    expect(preflight).toMatchObject({ status: 204, headers: { "access-control-allow-origin": origin } });
    const { body } = await ask(running.port, "app.localhost", "/runs/abcdefgh");
    expect(JSON.parse(body)).toMatchObject([{ method: "OPTIONS", requestMethod: "POST", origin, hop: 0 }]);
  });

  test("serves no name but this machine's", async () => {
    expect((await ask(running.port, "app.attacker.example", "/")).status).toBe(421);
  });

  test("says when its port is taken, and what to do then", async () => {
    const second = await start("--port", String(running.port));
    expect(await second.exited).toEqual([2, null]);
    expect(second.errors()).toContain(`Port ${running.port} is not free.`);
    expect(second.errors()).toContain(`--port ${running.port + 1}`);
  });

  test("is stopped by Ctrl-C", async () => {
    const other = await start("--port", "0");
    other.child.kill("SIGINT");
    expect(await other.exited).toEqual([130, null]);
  });
});

describe("what it begins with", () => {
  const first = EXAMPLES[0];
  test.each([
    ["a URL", "https://api.example.org/x?y=1"],
    ["a link", `http://app.localhost:8787/#s=${encodeScenario(first.scenario)}`],
  ])("may be %s", async (_, argument) => {
    const { printed, child, exited } = await start("--port", "0", argument);
    child.kill();
    await exited;
    const decoded = decodeScenario(/#s=([\w-]+)/.exec(printed)?.[1] ?? "");
    const url = argument.includes("#s=") ? first.scenario.page.url : argument;
    expect(decoded).toMatchObject({ page: { url } });
  });

  test.each(["no-such-example", "ftp://files.example/", "http://app.localhost/#s=AAAA"])(
    "is not %s",
    async (argument) => {
      const { exited, errors } = await start("--port", "0", argument);
      expect(await exited).toEqual([2, null]);
      expect(errors()).toMatch(/fix: Pass the URL of an API/);
    },
  );
});
