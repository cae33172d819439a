import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { BUNDLE, buildLambda } from "../../lambda/build.ts";
import { localFunction, startFunctionUrl, type LocalFunction } from "../../lambda/runtime-api/index.ts";
import { askAs } from "../support/ask-as.ts";
import { freePort } from "../support/free-port.ts";
import { startOrSkip } from "../support/start-or-skip.ts";
import { startFunctions } from "./runtime.ts";

const START = fileURLToPath(new URL("../../lambda/start.ts", import.meta.url));
const EVENTS = fileURLToPath(new URL("../../lambda/events", import.meta.url));
const APP = "http://app.localhost:8787";

const functions = await startOrSkip("AWS's runtime client", () => startFunctions(process.execPath));
afterAll(() => functions?.close());

/** An HTTP front for one of the functions. */
async function withUrl<T>(lambda: LocalFunction, use: (origin: string) => Promise<T>): Promise<T> {
  const url = await startFunctionUrl(lambda, 0);
  try {
    return await use(`http://127.0.0.1:${url.port}`);
  } finally {
    await url.close();
  }
}

describe.skipIf(functions === undefined)("a Function URL on this machine", () => {
  const headers = { Origin: "https://app.example.com" };

  test("streams as the function does, chunk by chunk", () =>
    withUrl(functions!.get("streaming"), async (origin) => {
      const response = await fetch(`${origin}/live`, { headers });
      const chunks: string[] = [];
      for await (const chunk of response.body!) chunks.push(new TextDecoder().decode(chunk));
      expect(chunks.join("")).toBe("data: a\n\ndata: b\n\ndata: c\n\n");
      expect(chunks.length).toBeGreaterThan(1);
    }));

  test("a response that is cut off is none for the client", () =>
    withUrl(functions!.get("streaming"), async (origin) => {
      const response = await fetch(`${origin}/fail-amid`, { headers });
      expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([200, headers.Origin]);
      await expect(response.text()).rejects.toThrow("terminated");
    }));

  test("a function that fails is a 502 of AWS's, and the next request gets a new process", () =>
    withUrl(functions!.get("native", 1000), async (origin) => {
      for (const path of ["/exit", "/block", "/unhandled"]) {
        const failed = await fetch(`${origin}${path}`, { headers });
        expect([failed.status, await failed.json()]).toEqual([502, { Message: "Internal Server Error" }]);
        expect((await fetch(`${origin}/rides`, { headers })).status).toBe(200);
      }
    }));

  test("requests that come at once are answered one after the other, in one process", () =>
    withUrl(functions!.get("native"), async (origin) => {
      const responses = await Promise.all(Array.from({ length: 10 }, () => fetch(`${origin}/calls`)));
      const calls = (await Promise.all(responses.map((response) => response.json()))) as { calls: number }[];
      expect(new Set(calls.map((body) => body.calls)).size).toBe(10);
    }));

  test("bodies, cookies and parameters arrive as a Function URL sends them", () =>
    withUrl(functions!.get("fetchHandler"), async (origin) => {
      const body = Uint8Array.from({ length: 256 }, (_, value) => value);
      const echoed = await fetch(`${origin}/echo`, { method: "POST", body, headers: { "content-type": "image/png" } });
      expect(new Uint8Array(await echoed.arrayBuffer())).toEqual(body);
      expect((await fetch(`${origin}/cookies`)).headers.getSetCookie()).toEqual(["a=1", "b=2"]);
      expect((await fetch(`${origin}/status?s=418&s=500`)).status).toBe(418);
    }));
});

describe.skipIf(functions === undefined)("lambda/", () => {
  /** What each of lambda/events comes to. */
  const expected: Record<string, number> = { crash: 500, preflight: 204, "http-api": 201, "rest-api": 201 };

  test("its events", async () => {
    await buildLambda();
    const env = { ORIGINS: "https://app.example.com,https://www.example.com" };
    const lambda = localFunction({ file: BUNDLE, exportName: "handler", timeout: 3000, env, log: () => {} });
    try {
      const files = await readdir(EVENTS);
      for (const file of files) {
        const outcome = await lambda.invoke(JSON.parse(await readFile(join(EVENTS, file), "utf8")));
        if (outcome.kind !== "buffered") throw new Error(`${file}: ${outcome.kind}`);
        const { statusCode, status } = JSON.parse(outcome.payload) as { statusCode?: number; status?: string };
        expect([file, statusCode ?? Number(status)]).toEqual([file, expected[file.replace(".json", "")] ?? 200]);
        expect(/access-control-allow-origin/i.test(outcome.payload)).toBe(file !== "denied.json");
      }
      expect(files).toHaveLength(12);
    } finally {
      await lambda.close();
    }
  });

  const start = (...args: string[]) => {
    const child = spawn(process.execPath, [START, ...args], { stdio: "pipe" });
    let printed = "";
    const seen = (text: string): Promise<void> =>
      new Promise((resolve, reject) => {
        for (const stream of [child.stdout, child.stderr]) {
          stream.on("data", (chunk: Buffer) => {
            printed += chunk.toString();
            if (printed.includes(text)) resolve();
          });
        }
        child.once("exit", () => reject(new Error(printed)));
      });
    return { child, seen };
  };

  test("npm run start:lambda serves the API, and stops when it is told to", async () => {
    const port = await freePort();
    const { child, seen } = start("--port", String(port));
    await seen("Ctrl-C stops it.");
    const url = `http://127.0.0.1:${port}`;
    const rides = await fetch(`${url}/rides`, { headers: { Origin: APP } });
    expect([rides.status, rides.headers.get("access-control-allow-origin")]).toEqual([200, APP]);
    expect(await askAs("attacker.example", port, "/rides")).toBe(421);
    const slow = await fetch(`${url}/slow`, { headers: { Origin: APP } });
    expect([slow.status, slow.headers.get("access-control-allow-origin")]).toEqual([504, APP]);
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([0, null]);
    await expect(fetch(url)).rejects.toThrow("fetch failed");
  });

  test("it says when its port is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    const { child, seen } = start("--port", String(port));
    await seen(`Port ${port} is in use.`);
    expect(await once(child, "exit")).toEqual([1, null]);
    taken.close();
  });
});
