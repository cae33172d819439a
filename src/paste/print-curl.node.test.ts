import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startOrSkip } from "../../test/support/start-or-skip.ts";
import { fromBytes } from "./bytes.ts";
import { printCurl } from "./print-curl.ts";

// The real shell runs the real curl against a real server, which tells what came.

const run = promisify(execFile);
const hasCurl = await startOrSkip("curl", () => run("curl", ["--version"]));

interface Came {
  readonly method: string | undefined;
  readonly path: string | undefined;
  /** Names and values in turn, isomorphic. */
  readonly headers: readonly string[];
  readonly body: string;
}

let server: Server;
let base: string;
let folder: string;
let came: Came[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "corskit-curl-"));
  server = createServer(async (request, response) => {
    const { method, url: path, rawHeaders: headers } = request;
    came.push({ method, path, headers, body: (await buffer(request)).toString("latin1") });
    response.setHeader("X-Answer", "1").end("answer");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

type Request = Parameters<typeof printCurl>[0];

const GET: Request = { method: "GET", url: "", headers: [], body: null };

/** Runs commands one after another in an empty folder, and returns what came of them. */
async function runAll(commands: readonly string[], shell: string): Promise<{ came: readonly Came[]; out: string }> {
  came = [];
  const script = commands.map((command) => command.replace(/(^|\| )curl/, "$1curl -s --noproxy '*'")).join("\n");
  const { stdout } = await run(shell, ["-c", script], { cwd: folder });
  expect(await readdir(folder)).toEqual([]);
  return { came, out: stdout };
}

const sendAll = (requests: readonly Partial<Request>[], shell: string): ReturnType<typeof runAll> =>
  runAll(
    requests.map((request) => printCurl({ ...GET, url: `${base}/`, ...request })),
    shell,
  );

const valueOf = ({ headers }: Came): string | undefined => headers[headers.indexOf("X-A") + 1];

const HOSTILE = [
  "plain",
  "it's",
  "'",
  "''",
  '"double"',
  "a\\b\\\\",
  "$(touch ran)",
  "`touch ran`",
  "$HOME ${HOME} $1 $$",
  "'; touch ran; '",
  "'$(touch ran)'",
  "!! !x",
  "a; touch ran & | > ran < ran",
  "* ? [a] {b,c} ~",
  "@/etc/hostname",
  "-X DELETE --output ran",
  "% %s %n \\n",
  "é € 😀",
  "# no comment",
];

describe.skipIf(hasCurl === undefined)("run by a shell", () => {
  const shell = "bash";
  // Whatever sh is here: it quotes as POSIX says, without bash's own forms.
  test.each(["bash", "sh"])("every body arrives, by %s", async (sh) => {
    const bodies = [...HOSTILE, "line\nbreak\r\n", "\n", "tab\t", "", "\0nul\0'\\\0", "<&gt;\u2028"];
    const { came: all } = await sendAll(
      bodies.map((body) => ({ method: "POST", body })),
      sh,
    );
    expect(all.map(({ body }) => fromBytes(body))).toEqual(bodies);
    expect(new Set(all.map(({ method, path }) => `${method} ${path}`))).toEqual(new Set(["POST /"]));
    expect(all.flatMap(({ headers }) => headers).join("\n")).not.toMatch(/content-type/i);
  });
  test("every header arrives", async () => {
    const values = [...HOSTILE.filter((text) => /^[ -~]*$/.test(text)), "", "x:", "Ã©"];
    const { came: all } = await sendAll(
      values.map((value) => ({ headers: [["X-A", value]] })),
      shell,
    );
    expect(all.map(valueOf)).toEqual(values);
    expect(new Set(all.map(({ method }) => method))).toEqual(new Set(["GET"]));
  });
  test("every URL arrives", async () => {
    const urls = HOSTILE.map((text) => new URL(`${base}/${encodeURI(text)}?${text}&[1-3]{a,b}`));
    const { came: all } = await sendAll(
      urls.map(({ href }) => ({ method: "DELETE", url: href })),
      shell,
    );
    expect(all.map(({ method, path }) => [method, path])).toEqual(
      urls.map(({ pathname, search }) => ["DELETE", pathname + search]),
    );
  });
  test("every method arrives, and HEAD does not wait for a body", async () => {
    const methods = ["PUT", "OPTIONS", "PROPFIND", "M-SEARCH", "HEAD"];
    const { came: all, out } = await sendAll(
      methods.map((method) => ({ method })),
      shell,
    );
    expect(all.map(({ method }) => method)).toEqual(methods);
    expect(out).toMatch(/HTTP\/1\.1 200 OK/);
  });
  test("with -i it prints header lines, without it none, and over several lines it is the same", async () => {
    const request = {
      ...GET,
      method: "POST",
      url: `${base}/a?b=c`,
      headers: [["Content-Type", "text/plain"]],
      body: "x",
    } as const;
    const plain = await runAll([printCurl(request)], shell);
    const full = await runAll([printCurl(request, { include: true, multiline: true })], shell);
    expect(plain.out).toBe("answer");
    expect(full.out).toMatch(/^HTTP\/1\.1 200 OK\r\nX-Answer: 1\r\n/);
    expect(full.came).toEqual(plain.came);
    expect(plain.came[0]?.headers).toContain("text/plain");
  });
});

test.skipIf(hasCurl === undefined)("bytes that are no UTF-8 arrive, run by bash", async () => {
  const value = "\xe9 it's \\ \xff";
  const { came: all } = await sendAll([{ headers: [["X-A", value]] }], "bash");
  expect(all.map(valueOf)).toEqual([value]);
});
