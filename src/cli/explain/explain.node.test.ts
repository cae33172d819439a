import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";

const MAIN = new URL("../main.ts", import.meta.url).pathname;
const MESSAGE =
  "Access to fetch at 'https://api.example.com/' from origin 'https://app.example.com' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";

async function explain(
  args: readonly string[],
  input = "",
): Promise<{ out: string; err: string; code: number | null }> {
  const child = spawn(process.execPath, [MAIN, "explain", ...args], { env: { ...process.env, NO_COLOR: "1" } });
  child.stdin.end(input);
  const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { out, err, code };
}

// A process is slow to start where many do.
describe("corskit explain", () => {
  test.each<[name: string, args: readonly string[], input: string]>([
    ["an argument", [MESSAGE], ""],
    ["words without quotation marks", MESSAGE.split(" "), ""],
    ["stdin", [], `${MESSAGE}\n`],
  ])("explains %s", async (_, args, input) => {
    const { out, err, code } = await explain(args, input);
    expect(out).toContain("a CORS error: MissingAllowOriginHeader, as Chrome says it");
    expect(out).toContain("  fix     Send Access-Control-Allow-Origin: https://app.example.com");
    expect({ err, code }).toEqual({ err: "", code: 0 });
  });
  test("what is not known ends with 1, nothing at all with 2", async () => {
    const [unknown, nothing, long] = await Promise.all([
      explain(["what", "is", "this"]),
      explain([], " \n"),
      explain([], "a".repeat(100_001)),
    ]);
    expect(unknown).toMatchObject({ code: 1, err: "" });
    expect(unknown.out).toContain("unknown what is this");
    expect(nothing).toMatchObject({ code: 2, out: "" });
    expect(nothing.err).toContain("corskit: no message was given\n  fix: paste one");
    expect(long).toMatchObject({ code: 2, out: "" });
    expect(long.err).toContain("the text has more than 100000 characters");
  });
  test("of an endless text no more is read than is needed to refuse it", async () => {
    const child = spawn(process.execPath, [MAIN, "explain"], { env: { ...process.env, NO_COLOR: "1" } });
    let sent = 0;
    const write = (): void => {
      const line = "x".repeat(10_000);
      sent += line.length;
      // Else a process that reads on would run out of memory.
      if (sent > 50_000_000) child.stdin.end();
      else child.stdin.write(line, (error) => error ?? write());
    };
    child.stdin.on("error", () => {});
    write();
    const closed = new Promise((resolve) => child.once("close", resolve));
    expect(await text(child.stderr)).toContain("the text has more than 100000 characters");
    expect(await closed).toBe(2);
    expect(sent).toBeLessThan(5_000_000);
  });
  test("--json is JSON with all that is known", async () => {
    const { out, code } = await explain(["--json"], `${MESSAGE}\nsomething else of the page`);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      messages: [
        {
          text: MESSAGE,
          engine: "chromium",
          codes: ["MissingAllowOriginHeader"],
          topic: null,
          isCors: true,
          values: { URL: "https://api.example.com/", ORIGIN: "https://app.example.com", KIND: "fetch" },
          alternatives: [],
          curl: "curl -i https://api.example.com/ -H 'Origin: https://app.example.com'",
        },
      ],
      unknown: ["something else of the page"],
    });
  });
  test("--url goes on with a check, as the page of the message", async () => {
    const origins = new Set<string | undefined>();
    const server = createServer((request, response) => {
      origins.add(request.headers.origin);
      response.end("[]");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const { out, code } = await explain([MESSAGE, "--url", `http://127.0.0.1:${port}/`]);
      expect(out).toMatch(/^Access to fetch/);
      expect(origins).toContain("https://app.example.com");
      expect(code).toBe(1);
    } finally {
      server.close();
    }
  });
  test("--json and --url exclude each other", async () => {
    const { code, err } = await explain([MESSAGE, "--json", "--url", "https://a.example/"]);
    expect(code).toBe(2);
    expect(err).toContain("cannot be used with");
  });
});
