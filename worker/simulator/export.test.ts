import { describe, expect, test } from "vitest";
import { parseCurl } from "../../src/paste/parse-curl.ts";
import { DEFAULT_PAGE, DEFAULT_POLICY, DEFAULT_RAW } from "./defaults.ts";
import { toConfig, toCurl } from "./export.ts";
import { toVitest } from "./export-test.ts";
import { EXAMPLES } from "./gallery.ts";
import { importPaste } from "./import.ts";
import { predict } from "./predict.ts";
import type { PageSide, Scenario } from "./scenario.ts";

const example = (id: string): Scenario => {
  const found = EXAMPLES.find((one) => one.id === id);
  if (found === undefined) throw new Error(`there is no ${id}`);
  return found.scenario;
};

describe("curl commands", () => {
  test("send what the browser sends, the preflight request first", async () => {
    expect(await toCurl(example("json-post"))).toEqual([
      [
        "curl",
        "-i",
        "-X OPTIONS",
        "https://api.example.com/rides",
        "-H 'Accept: */*'",
        "-H 'Access-Control-Request-Method: POST'",
        "-H 'Origin: https://app.example.com'",
        "-H 'Access-Control-Request-Headers: content-type'",
      ].join(" \\\n  "),
      [
        "curl",
        "-i",
        "https://api.example.com/rides",
        "-H 'Content-Type: application/json'",
        "-H 'Origin: https://app.example.com'",
        `--data-raw '{"from":"Rome","to":"Pisa"}'`,
      ].join(" \\\n  "),
    ]);
  });

  test("follow redirects, and carry the cookie", async () => {
    expect(await toCurl(example("redirect-to-another-origin"))).toHaveLength(2);
    expect((await toCurl(example("cookies-with-credentials"))).join("")).toContain("-H 'Cookie: session=1'");
  });

  test.each(EXAMPLES.map(({ id, scenario }) => ({ id, scenario })))("$id can be read back", async ({ scenario }) => {
    const sent = (await predict(scenario, "standard")).visits[0]?.outcome.exchanges ?? [];
    const commands = await toCurl(scenario);
    expect(commands).toHaveLength(sent.length);
    for (const [i, command] of commands.entries()) {
      expect(parseCurl(command)).toMatchObject({ url: sent[i]?.request.url });
    }
    const last = commands.at(-1);
    if (last === undefined || scenario.page.origin === "null" || sent.at(-1)?.kind !== "actual") return;
    const imported = await importPaste(last, scenario);
    if ("fix" in imported) throw new Error(imported.message);
    const asked = imported.scenario.page;
    expect(asked.method).toBe(sent.at(-1)?.request.method);
    expect([scenario.page.origin, "null"]).toContain(asked.origin);
  });
});

describe("a config under which the page reads", () => {
  test.each<[what: string, page: Partial<PageSide>, config: string | null]>([
    [
      "for a GET",
      {},
      '{\n  allowOrigins: ["https://app.example.com"],\n  allowMethods: ["GET", "HEAD", "POST"],\n  allowHeaders: [],\n}',
    ],
    [
      "for a PUT with a header and credentials",
      { method: "PUT", headers: [["X-Trace", "1"]], credentials: "include" },
      '{\n  allowOrigins: ["https://app.example.com"],\n  allowMethods: ["GET", "HEAD", "POST", "PUT"],\n  allowHeaders: ["X-Trace"],\n  allowCredentials: true,\n}',
    ],
    ["not for a sandbox", { origin: "null" }, null],
    ["not for patch in lower case", { method: "patch" }, null],
  ])("%s", async (_, page, config) => {
    expect(await toConfig({ page: { ...DEFAULT_PAGE, ...page }, server: DEFAULT_RAW })).toBe(config);
  });

  test("is the policy's own, mended", async () => {
    const server = { ...DEFAULT_POLICY, config: '{ allowOrigins: ["https://www.example.com"], maxAge: 5 }' };
    expect(await toConfig({ page: DEFAULT_PAGE, server })).toBe(
      '{\n  allowOrigins: ["https://www.example.com", "https://app.example.com"],\n  maxAge: 5,\n}',
    );
  });

  test("works for every example that a policy can mend", async () => {
    for (const { id, scenario } of EXAMPLES) {
      const config = await toConfig(scenario);
      if (config === null) continue;
      const { visits } = await predict({ page: scenario.page, server: { ...DEFAULT_POLICY, config } }, "standard");
      expect([id, visits[0]?.outcome.verdict]).toEqual([id, "readable"]);
    }
  });
});

/** What people paste in the place of an object. */
const MODULES = [
  '{ allowOrigins: ["https://app.example.com"] };',
  '{ allowOrigins: ["https://app.example.com"] } // the only one }',
  'export default { allowOrigins: ["https://app.example.com"] };',
  'import { cors } from "corskit";\nexport const api = cors({\n  allowOrigins: ["https://app.example.com"], // the only one\n});',
  '{ "allowOrigins": ["https://app.example.com"] }',
];

describe.each(MODULES)("a config pasted as %j", (config) => {
  const scenario = { page: DEFAULT_PAGE, server: { ...DEFAULT_POLICY, config } };
  test("is exported as the object that cors() takes", async () => {
    expect(await toConfig(scenario)).toBe('{\n  allowOrigins: ["https://app.example.com"],\n}');
  });
  test("makes a test file that can be parsed", async () => {
    expect(await toVitest(scenario)).toContain('cors({\n  allowOrigins: ["https://app.example.com"],\n});');
  });
});

test("what is no Response has no test file", async () => {
  expect(await toVitest(example("server-down"))).toBeNull();
  expect(await toVitest(example("unsafe-config"))).toBeNull();
});
