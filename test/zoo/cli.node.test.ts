import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { PAGE } from "./animal.ts";
import { ANIMALS } from "./animals.ts";
import { buildBinary, checkArgs, corskit, type Ran } from "./cli.ts";
import { openZoo } from "./zoo.ts";

// The binary as a process of its own: what it prints, how it ends, how long it takes.

const TYPICAL = ["express-right", "express-reflects", "preflight-to-login", "two-lines", "self-signed"];

const animals = ANIMALS.filter(({ name }) => TYPICAL.includes(name));
const zoo = await openZoo(animals);
const folder = await mkdtemp(join(tmpdir(), "corskit-cli-"));
const authorities = join(folder, "authorities.pem");
await writeFile(authorities, zoo.trusted.join(""));
const TRUSTING = { NODE_EXTRA_CA_CERTS: authorities };
const binary = buildBinary(folder);

afterAll(async () => {
  await zoo.close();
  await rm(folder, { recursive: true });
});

const check = (name: string, ...more: readonly string[]): Promise<Ran> => {
  const [animal, visit] = [animals.find((one) => one.name === name), zoo.visits.get(name)];
  if (animal === undefined || visit === undefined) throw new Error(`there is no ${name}`);
  return corskit([...checkArgs(animal, visit), ...more], TRUSTING, binary);
};

describe("the report of a check", () => {
  /** What is another each time. */
  const stable = (text: string): string =>
    text
      .replaceAll(/(?<=zoo\.example):\d+/g, ":PORT")
      .replaceAll(/\d+ ms/g, "N ms")
      .replaceAll(/in \d+\.\d s/g, "in N s");

  test.each(TYPICAL)("%s", async (name) => {
    const { code, stdout, stderr } = await check(name);
    expect(stderr).toBe("");
    expect(code).toBe(name.endsWith("right") ? 0 : 1);
    await expect(stable(stdout)).toMatchFileSnapshot(`./reports/${name}.txt`);
  });

  test("as JSON has the shape that is documented", async () => {
    const { code, stdout } = await check("express-reflects", "--json");
    expect(code).toBe(1);
    const report: unknown = JSON.parse(stdout);
    const text = expect.any(String);
    const number = expect.any(Number);
    expect(report).toEqual({
      url: zoo.visits.get("express-reflects")?.url,
      origins: [PAGE],
      verdicts: expect.any(Array),
      bare: {
        withoutOrigin: number,
        plainOptions: number,
        oddMethod: number,
        withAuthorization: null,
        repeated: expect.any(Array),
      },
      exchanges: expect.any(Array),
      findings: [expect.objectContaining({ code: "origin-reflected", severity: "error", message: text, curl: text })],
      notes: [],
      notAsked: expect.any(Array),
      requests: number,
      milliseconds: number,
    });
    const { verdicts, exchanges } = report as { verdicts: { exchanges: number[] }[]; exchanges: unknown[] };
    for (const { exchanges: indices } of verdicts) {
      for (const index of indices)
        expect(exchanges[index]).toMatchObject({ request: { url: text }, milliseconds: number });
    }
    const [first] = verdicts;
    expect(first).toMatchObject({
      purpose: "wanted",
      trick: null,
      origin: PAGE,
      heldBack: false,
      engines: { chromium: { verdict: "readable", status: 200, readableHeaders: expect.any(Array), failure: null } },
    });
  });
});

describe("how long it takes", () => {
  /** The best of some, since others use this machine too. */
  const best = async (run: () => unknown): Promise<number> => {
    const times: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      const start = performance.now();
      await run();
      times.push(performance.now() - start);
    }
    return Math.round(Math.min(...times));
  };

  test("to start, and to check a fast server", async () => {
    const node = await best(() => spawnSync(process.execPath, ["-e", "0"]));
    const start = await best(() => corskit(["--version"], {}, binary));
    const whole = await best(() => check("express-right"));
    console.log(`Node.js alone ${node} ms, corskit --version ${start} ms, corskit check of a fast server ${whole} ms`);
    // 150 ms and a second on a machine that has nothing else to do, where Node.js itself takes 25 ms.
    expect(start).toBeLessThan(6 * node);
    expect(whole).toBeLessThan(40 * node);
  });
});
