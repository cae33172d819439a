import fc from "fast-check";
import { afterAll, describe, expect, inject, test } from "vitest";
import type { CheckOptions } from "../../src/cli/check/options.ts";
import { run } from "../../src/cli/check/run.ts";
import { readWanted } from "../../src/cli/check/wanted.ts";
import { CannotRun } from "../../src/cli/cannot-run.ts";
import { openTerminal } from "../../src/cli/terminal.ts";
import { selfSigned } from "../support/certificate.ts";
import { garble } from "../support/garble.ts";
import { http, portOf } from "./start.ts";

// What somebody pastes behind `corskit check --`, cut off, doubled and garbled: an answer or a CannotRun, never a stack.

const server = await http((_, response) => response.end("{}"))(selfSigned(["localhost"], 1));
afterAll(() => server.close());
const URL_HERE = `http://127.0.0.1:${portOf(server)}/`;

const OPTIONS: CheckOptions = { maxRequests: 2, timeout: 60_000, json: true };

const PASTES: readonly string[] = [
  `curl '${URL_HERE}users?a=1&b=2' -X PUT -H 'Origin: https://app.example.com' -H 'content-type: application/json' --data-raw '{"a":"it'\\''s"}' --compressed`,
  `curl "${URL_HERE}" ^\n  -H "accept: */*" ^\n  -b "session=1; theme=dark" ^\n  --insecure`,
  `curl ${URL_HERE} \\\n  -H $'x-odd: a\\'b\\u00e9' \\\n  -d @- -u me:secret -L -k -s -o /dev/null`,
  `fetch("${URL_HERE}", {\n  "headers": { "authorization": "Bearer 1", "x-a": "1" },\n  "referrer": "https://app.example.com/",\n  "body": null,\n  "method": "GET",\n  "mode": "cors",\n  "credentials": "include"\n});`,
  `await fetch(\`${URL_HERE}\`, { method: "DELETE", headers: new Headers([["a", "b"]]) })`,
  `axios.post("${URL_HERE}", { a: 1 }, { withCredentials: true })`,
];

/** @returns whether it was checked, or else refused for a reason that can be told */
async function attempt(words: readonly string[]): Promise<boolean> {
  let printed = "";
  const terminal = { ...openTerminal(process), out: (text: string) => void (printed += text) };
  try {
    const { request } = await readWanted(words, OPTIONS);
    // Garbling may name another host, and nobody is to be asked but the server here.
    if (new URL(request.url).host !== new URL(URL_HERE).host) return true;
    await run(words, OPTIONS, terminal);
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    expect(error.message).not.toBe("");
    expect(error.fix).not.toBe("");
    return false;
  }
  expect(JSON.parse(printed)).toMatchObject({ url: expect.stringContaining(URL_HERE) });
  return true;
}

describe("pastes", () => {
  test.each(PASTES)("%s", async (paste) => {
    expect(await attempt([paste])).toBe(true);
  });

  test("garbled, as one argument", async () => {
    let checked = 0;
    const property = fc.asyncProperty(garble(PASTES), async (paste) => {
      if (await attempt([paste])) checked += 1;
    });
    await fc.assert(property, { numRuns: 150, seed: inject("seed") });
    // Else nothing but errors would have been tried.
    expect(checked).toBeGreaterThan(15);
  });

  test("as the words that a shell makes of them", async () => {
    const words = fc.array(
      fc.oneof(
        fc.constantFrom(
          "-H",
          "-X",
          "PUT",
          "--data",
          "-d",
          "--url",
          URL_HERE,
          "-H 'a: b",
          "--",
          "-",
          "",
          "-u",
          "a:b",
          "-F",
        ),
        fc.string({ maxLength: 20, unit: "binary" }),
      ),
      { maxLength: 8 },
    );
    const property = fc.asyncProperty(words, async (rest) => {
      await attempt(["curl", URL_HERE, ...rest]);
    });
    await fc.assert(property, { numRuns: 150, seed: inject("seed") });
  });
});
