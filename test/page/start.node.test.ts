import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { askAs } from "../support/ask-as.ts";
import { freePort } from "../support/free-port.ts";

const START = fileURLToPath(new URL("../../scripts/start.ts", import.meta.url));

function start(port: number) {
  const child = fork(START, ["--port", String(port), "--inspector-port=0"], { stdio: "pipe", serialization: "json" });
  let printed = "";
  const seen = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => void (printed.includes(text) && resolve());
      child.stdout?.on("data", look);
      child.once("exit", () => reject(new Error(printed)));
    });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  return { child, seen, printed: () => printed };
}

test("npm start says what to open, and stops when it is told to", async () => {
  const port = await freePort();
  const { child, seen } = start(port);
  await seen("Ctrl-C stops it.");
  const response = await fetch(`http://127.0.0.1:${port}/`, { redirect: "manual" });
  expect(response.headers.get("location")).toBe(`http://app.localhost:${port}/`);
  expect(await askAs("api.attacker.example", port, "/rides")).toBe(421);
  child.kill("SIGINT");
  expect(await once(child, "exit")).toEqual([0, null]);
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow("fetch failed");
});

test("npm start says when its port is taken, and what to do then", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  const { child, printed } = start(port);
  expect(await once(child, "exit")).toEqual([1, null]);
  expect(printed()).toContain(`Port ${port} is in use. Stop what uses it, or take another: npm start -- --port`);
  taken.close();
});
