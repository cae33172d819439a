import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdtemp, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createSecureServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cors } from "../../src/index.ts";
import { buildBinary, corskit as runBinary, type Ran } from "../zoo/cli.ts";
import { selfSigned } from "../support/certificate.ts";
import { startOrSkip } from "../support/start-or-skip.ts";

// The built binary in processes of its own, against real servers.

const PAGE = "http://app.localhost:3000";

const folder = await mkdtemp(join(tmpdir(), "corskit-cli-"));
const MAIN = buildBinary(folder);

const corskit = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> => runBinary(args, env, MAIN);

const closers: (() => void)[] = [() => rmSync(folder, { recursive: true })];
afterAll(() => {
  for (const close of closers) close();
});

/** @returns the URL of a server for any Fetch handler */
async function serve(handler: (request: Request) => Response | Promise<Response>): Promise<string> {
  const server = createServer(async (incoming, outgoing) => {
    const { method = "GET", url = "/", rawHeaders } = incoming;
    const lines = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? ""]] : []));
    const request = new Request(new URL(url, "http://api.localhost"), { method, headers: lines as [string, string][] });
    const response = await handler(request);
    outgoing.writeHead(response.status, [...response.headers].flat());
    outgoing.end(await response.text());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://api.localhost:${(server.address() as AddressInfo).port}/users`;
}

const policy = cors({
  allowOrigins: [PAGE, "http://other.localhost"],
  allowMethods: ["GET", "PUT", "POST"],
  allowCredentials: true,
  maxAge: 600,
});
let right = "";
let slash = "";
let mute = "";

beforeAll(async () => {
  right = await serve(policy.wrap(() => new Response("[]")));
  slash = await serve(
    () => new Response(null, { status: 204, headers: { "Access-Control-Allow-Origin": `${PAGE}/` } }),
  );
  // Never answers.
  mute = await serve(() => new Promise(() => {}));
});

/** What differs from run to run. */
function steady(report: string): string {
  return report
    .replaceAll(/localhost:\d{5}/g, "localhost:PORT")
    .replaceAll(/\(\d+ ms/g, "(N ms")
    .replace(/ in \d+\.\d s/, " in N s");
}

describe("the report", () => {
  test("of a server that is right", async () => {
    const { code, stdout, stderr } = await corskit(["check", right, "--origin", PAGE, "--credentials"]);
    expect(steady(stdout)).toMatchInlineSnapshot(`
      "CORS of http://api.localhost:PORT/users

                                                              Chromium   Firefox    WebKit     standard
        http://app.localhost:3000 GET with credentials        reads 200  reads 200  reads 200  reads 200
        http://app.localhost:3000 GET                         reads 200  reads 200  reads 200  reads 200
        http://app.localhost:3000…orization and credentials   reads 200  reads 200  reads 200  reads 200
        http://app.localhost:3000 POST with Content-Type      not sent   not sent   not sent   not sent
        http://app.localhost:3000 GET of a missing path       reads 200  reads 200  reads 200  reads 200
        http://evil.example GET, also with credentials        blocked    blocked    blocked    blocked
        null GET, also with credentials                       blocked    blocked    blocked    blocked

      http://app.localhost:3000 → http://api.localhost:PORT/users (GET, with credentials)
        → GET /users
            Origin: http://app.localhost:3000
        ← 200 OK (N ms, HTTP/1.1)
          ✓ access-control-allow-credentials: true
          ✓ access-control-allow-origin: http://app.localhost:3000
            vary: Origin
        = the page reads it (200)

        Not asked: POST http://api.localhost:PORT/users itself: it might change something, and only its
        preflight request was sent.

      no findings  13 requests in N s
      "
    `);
    expect([code, stderr]).toEqual([0, ""]);
  });

  test("of one that is wrong, with the bytes that differ", async () => {
    const args = ["check", slash, "-o", PAGE, "-X", "PUT", "-H", "Authorization: Bearer secret"];
    const { code, stdout } = await corskit([...args, "--engine", "firefox", "--engine", "standard"]);
    const [report = "", findings = ""] = steady(stdout).split(/\n\n(?=error {2})/);
    expect(report).toMatchInlineSnapshot(`
      "CORS of http://api.localhost:PORT/users

                                                                           Firefox    standard
        http://app.localhost:3000 PUT with Authorization                   blocked    blocked
        http://app.localhost:3000 GET                                      blocked    blocked
        http://app.localhost:3000 GET with credentials                     blocked    blocked
        http://app.localhost:3000 PUT with Authorization and credentials   blocked    blocked
        http://app.localhost:3000 GET with Authorization                   blocked    blocked
        http://app.localhost:3000 POST with Content-Type                   blocked    blocked
        http://app.localhost:3000 GET of a missing path                    blocked    blocked
        http://evil.example GET, also with credentials                     blocked    blocked
        null GET, also with credentials                                    blocked    blocked
        http://evil.example PUT with Authorization, also with credentials  blocked    blocked

      http://app.localhost:3000 → http://api.localhost:PORT/users (PUT)
        → OPTIONS /users
            Access-Control-Request-Method: PUT
            Origin: http://app.localhost:3000
            Access-Control-Request-Headers: authorization
        ← 204 No Content (N ms, HTTP/1.1)
          ✗ access-control-allow-origin: http://app.localhost:3000/
                                  wanted http://app.localhost:3000 or *
                                                                  ^
          ✗ no Access-Control-Allow-Methods
              wanted PUT
          ✗ no Access-Control-Allow-Headers
              wanted authorization
        = blocked: On the preflight's answer, Access-Control-Allow-Origin is http://app.localhost:3000/,
          and the page's origin is http://app.localhost:3000.
          PreflightAllowOriginMismatch, https://fetch.spec.whatwg.org/#concept-cors-check
          Firefox's console: Cross-Origin Request Blocked: The Same Origin Policy disallows reading the
                             remote resource at http://api.localhost:PORT/users. (Reason: CORS header
                             ‘Access-Control-Allow-Origin’ does not match ‘http://app.localhost:3000/’).
          Firefox's console: Cross-Origin Request Blocked: The Same Origin Policy disallows reading the
                             remote resource at http://api.localhost:PORT/users. (Reason: CORS request
                             did not succeed). Status code: (null)."
    `);
    expect(findings).toContain("(allow-origin-path)");
    expect(code).toBe(1);
  });

  test("of one that does not answer", async () => {
    const { code, stdout } = await corskit(["check", mute, "--origin", PAGE, "--timeout", "0.2"]);
    expect(steady(stdout)).toMatch(/no answer within 0\.2 s.*\(connection-timeout\)/s);
    expect(stdout).toContain("Not asked: everything else, since there was no answer to the first request.");
    expect(code).toBe(1);
  });

  test("for programs", async () => {
    const { code, stdout } = await corskit(["check", slash, "--origin", PAGE, "--json"]);
    const report = JSON.parse(stdout) as {
      readonly findings: readonly { readonly code: string }[];
      readonly verdicts: readonly { readonly id: string; readonly exchanges: readonly number[] }[];
      readonly exchanges: readonly { readonly response: { readonly headers: unknown } | null }[];
      readonly requests: number;
    };
    expect(report.findings.map(({ code: one }) => one)).toContain("allow-origin-path");
    expect(report.verdicts[0]).toMatchObject({ id: "given GET", engines: { webkit: { verdict: "blocked" } } });
    const [index = -1] = report.verdicts[0]?.exchanges ?? [];
    expect(report.exchanges[index]?.response?.headers).toContainEqual(["access-control-allow-origin", `${PAGE}/`]);
    expect(report.requests).toBe(report.exchanges.filter(({ response }) => response !== null).length);
    expect(code).toBe(1);
  });

  test("for CI: JUnit in a file or on stdout, and annotations", async () => {
    const file = join(folder, "cors.xml");
    const { stdout } = await corskit(["check", slash, "--origin", PAGE, "--junit", file, "--github"]);
    expect(await readFile(file, "utf8")).toMatch(/^<\?xml .*<failure type="error" message="[^"]*app\.localhost/s);
    expect(stdout).toMatch(/^CORS of .*^::error title=corskit%3A allow-origin-path::/ms);
    expect((await corskit(["check", right, "--origin", PAGE, "--junit", "-"])).stdout).toMatch(
      /^<\?xml .*failures="0".*<\/testsuites>\n$/s,
    );
  });
});

test("annotations do not spoil JSON", async () => {
  const { stdout, stderr } = await corskit(["check", slash, "--origin", PAGE, "--json", "--github"]);
  expect(JSON.parse(stdout)).toHaveProperty("findings");
  expect(stderr).toMatch(/^::error title=/m);
});

test("over HTTP/2, with a certificate that nobody knows: the process ends, and curl lines say how", async () => {
  const server = createSecureServer(selfSigned(["localhost"], 2));
  server.on("stream", (stream) => {
    stream.on("error", () => {});
    stream.respond({ ":status": 200 });
    stream.end("hello");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => server.close());
  const url = `https://api.localhost:${(server.address() as AddressInfo).port}/`;
  const refused = await corskit(["check", url, "--origin", "https://app.localhost"]);
  expect([refused.code, refused.stdout]).toEqual([1, expect.stringContaining("(tls-failure)") as string]);
  const { code, stdout } = await corskit(["check", url, "--origin", "https://app.localhost", "--insecure"]);
  expect(stdout).toMatch(/← 200 \(\d+ ms, HTTP\/2\.0\)/);
  expect(stdout).toContain(`try    curl -i -k ${url} -H 'Origin: https://app.localhost'`);
  expect(code).toBe(1);
});

describe("what cannot be done is said on stderr, with exit code 2", () => {
  test.each([
    [["check", "nowhere"], '"nowhere" is no URL of http or https\n  fix: give one: https://nowhere/'],
    [["check", "--bogus", "https://a.example/"], "unknown option '--bogus'"],
    [["check"], "missing required argument 'target'"],
    [["bogus"], "unknown command 'bogus'"],
    [["check", "https://a.example/", "--engine", "lynx"], "It is one of"],
    [["check", "https://a.example/", "--timeout", "never"], "It is from 0.001 to 600."],
    [["check", "https://a.example/", "--max-requests", "0"], "It is a whole number from 1."],
    [["check", "https://a.example/", "--resolve", "a"], "--resolve a is not host:port:address"],
    [[], "Usage: corskit"],
  ])("%j", async (args, message) => {
    const { code, stdout, stderr } = await corskit(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  test("a JUnit file in no folder", async () => {
    const { code, stderr } = await corskit(["check", right, "--origin", PAGE, "--junit", "/no/such/folder/a.xml"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("--junit: ENOENT") as string]);
  });
});

test("--help has examples, --version the package's", async () => {
  const help = await corskit(["check", "--help"]);
  expect([help.code, help.stderr]).toEqual([0, ""]);
  expect(help.stdout).toContain("corskit check -- curl 'https://api.example.com/users'");
  const start = performance.now();
  const version = await corskit(["--version"]);
  console.log(`corskit --version ${Math.round(performance.now() - start)} ms`);
  const manifest = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  expect(version.stdout).toBe(`${manifest.version}\n`);
});

test("whoever stops reading stops it, without a word", async () => {
  const child = spawn(process.execPath, [MAIN, "check", right, "--origin", PAGE, "--json"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.destroy();
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  expect([said, code]).toEqual(["", 0]);
});

// oxlint-disable-next-line no-control-regex
const COLOR = /\u001b\[\d+m/;

describe("colours", () => {
  test.each([
    [{}, false],
    [{ FORCE_COLOR: "1" }, true],
    [{ FORCE_COLOR: "1", NO_COLOR: "1" }, false],
    [{ CI: "true" }, false],
  ])("piped, with %j: %s", async (env, colored) => {
    const clean = { FORCE_COLOR: undefined, NO_COLOR: undefined };
    const { stdout } = await corskit(["check", right, "--origin", PAGE], { ...clean, ...env });
    expect(COLOR.test(stdout)).toBe(colored);
  });
});

const script = await startOrSkip("script(1), which makes terminals,", async () => {
  const [code] = (await once(spawn("script", ["-qec", "true", "/dev/null"], { stdio: "ignore" }), "exit")) as [number];
  if (code !== 0) throw new Error(`exit code ${code}`);
  return (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    const command = [process.execPath, MAIN, ...args].map((word) => `'${word}'`).join(" ");
    const clean = { ...process.env, FORCE_COLOR: "", NO_COLOR: "", TERM: "xterm", ...env };
    return spawn("script", ["-qec", command, "/dev/null"], { env: clean, stdio: ["pipe", "pipe", "inherit"] });
  };
});

describe.skipIf(script === undefined)("on a terminal", () => {
  test("there are colours, and a line of progress that is gone in the end", async () => {
    const child = script!(["check", right, "--origin", PAGE]);
    const [shown, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
    expect(shown).toMatch(COLOR);
    expect(shown).toContain(`\u001b[2K1: GET ${right}`);
    const cleared = shown.lastIndexOf("\r\u001b[2K");
    expect(cleared).toBeGreaterThan(shown.lastIndexOf(`: GET ${right}`));
    expect(shown.slice(cleared)).toContain("requests in");
    expect(code).toBe(0);
  });

  test("NO_COLOR takes them away", async () => {
    const child = script!(["check", right, "--origin", PAGE], { NO_COLOR: "1" });
    expect(await text(child.stdout)).not.toMatch(COLOR);
  });

  test("Ctrl-C leaves it clean, with exit code 130", async () => {
    const child = script!(["check", mute, "--origin", PAGE]);
    let shown = "";
    child.stdout.on("data", (chunk: Buffer) => {
      // What is shown first is the request that will hang.
      if (shown === "") child.stdin.write("\u0003");
      shown += chunk.toString();
    });
    const [code] = (await once(child, "exit")) as [number];
    expect(code).toBe(130);
    expect(shown).toContain(`1: GET ${mute}`);
    // The terminal itself shows the ^C.
    expect(shown.replace("^C", "").endsWith("\r\u001b[2K")).toBe(true);
  });
});

test("SIGINT and SIGTERM end it, with the shell's exit codes", async () => {
  for (const [signal, expected] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    const asked = Promise.withResolvers<void>();
    const url = await serve(() => {
      asked.resolve();
      return new Promise(() => {});
    });
    const child = spawn(process.execPath, [MAIN, "check", url, "--origin", PAGE], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    await asked.promise;
    child.kill(signal);
    const [shown, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
    expect([shown, code]).toEqual(["", expected]);
  }
});
