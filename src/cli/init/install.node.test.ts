import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

// `npm install` as a program that the test holds in its hand: it writes what npm writes, then waits, or fails.

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
const root = mkdtempSync(join(tmpdir(), "corskit-install-"));
const bin = join(root, "bin");
const server = createServer();

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  mkdirSync(bin);
  const program = `#!${process.execPath}
const { mkdirSync, writeFileSync } = require("node:fs");
mkdirSync("node_modules/a", { recursive: true });
writeFileSync("package-lock.json", "{}");
console.error("npm error: there is no registry");
if (process.env.NPM_FAILS) process.exit(1);
require("node:net").connect(${port}, "127.0.0.1");
`;
  writeFileSync(join(bin, "npm"), program);
  chmodSync(join(bin, "npm"), 0o755);
});
afterAll(() => {
  server.close();
  rmSync(root, { recursive: true });
});

function init(folder: string, env: Readonly<Record<string, string>> = {}) {
  const args = [MAIN, "init", folder, "--template", "worker", "--origins", "https://shop.example.org", "--no-git"];
  return spawn(process.execPath, args, {
    env: { ...process.env, ...env, PATH: bin + delimiter + process.env["PATH"] },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

test.each([
  ["ctrl-c", "SIGINT", 130],
  ["a terminal that is closed", "SIGHUP", 129],
] as const)("%s while npm installs leaves nothing behind, npm neither", async (_, signal, code) => {
  const folder = join(root, `existing ${signal}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "mine"), "");
  const child = init(folder);
  const exited = once(child, "exit");
  const [npm] = (await once(server, "connection")) as [Socket];
  npm.on("error", () => {});
  const closed = once(npm.resume(), "close");
  expect(existsSync(join(folder, "node_modules/a"))).toBe(true);
  child.kill(signal);
  expect(await exited).toEqual([code, null]);
  await closed;
  expect(readdirSync(folder)).toEqual(["mine"]);
});

test("where npm fails, the project stays, and what npm said is shown", async () => {
  const folder = join(root, "failing");
  const child = init(folder, { NPM_FAILS: "1" });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  expect(code).toBe(2);
  expect(said).toMatch(
    /the project is in .*failing, but npm install failed\nnpm error: there is no registry\n {2}fix: /,
  );
  expect(existsSync(join(folder, "src/cors.ts"))).toBe(true);
});
