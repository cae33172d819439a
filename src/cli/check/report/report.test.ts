import picocolors from "picocolors";
import { describe, expect, test } from "vitest";
import { evidenceOf, type TestServer } from "../../../../test/support/evidence.ts";
import { byHand, OPEN, PAGE } from "../../../../test/support/server-by-hand.ts";
import { ENGINES } from "../ask.ts";
import { rowsFor } from "./rows.ts";
import { sequence } from "./sequence.ts";
import { verdictTable } from "./table.ts";
import type { Look } from "./verdict.ts";

const tag =
  (name: string) =>
  (text: unknown): string =>
    `<${name}>${String(text)}</${name}>`;

const PLAIN: Look = { width: 100, colors: picocolors.createColors(false) };

/** Of colours, the names of those that say something. */
const LOOK: Look = {
  ...PLAIN,
  colors: { ...PLAIN.colors, green: tag("green"), yellow: tag("yellow"), red: tag("red") },
};

describe("the table", () => {
  test("strangers that came to the same share a row", async () => {
    const evidence = await evidenceOf(byHand());
    const strangers = rowsFor(evidence, ENGINES, false).filter(({ purpose }) => purpose === "attack");
    expect(strangers.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^\d\d strangers GET, also with credentials$/) as string,
    ]);
    const all = rowsFor(evidence, ENGINES, true);
    expect(all).toHaveLength(evidence.probes.length);
  });

  test("a stranger that gets in stands out", async () => {
    const server = byHand({ allow: (origin) => origin === PAGE || origin === "null" });
    const rows = rowsFor(await evidenceOf(server), ENGINES, false);
    expect(rows.find(({ name }) => name.startsWith("null GET"))).toMatchObject({
      name: "null GET, also with credentials",
      withCredentials: true,
      verdicts: ENGINES.map(() => "reads 200"),
    });
  });

  test("with and without credentials are two rows where they come to different verdicts", async () => {
    const rows = rowsFor(await evidenceOf(byHand(OPEN)), ENGINES, false);
    expect(rows.filter(({ purpose }) => purpose === "attack").map(({ name, verdicts }) => [name, verdicts[0]])).toEqual(
      [
        [expect.stringMatching(/^\d\d strangers GET$/), "reads 200"],
        [expect.stringMatching(/^\d\d strangers GET with credentials$/), "blocked"],
      ],
    );
  });

  test("red is a stranger with the visitor's cookies, or a page that is blocked; yellow one without cookies", async () => {
    const reflecting = verdictTable(await evidenceOf(byHand({ allow: () => true })), ["firefox"], LOOK, false);
    expect(reflecting).toMatch(/strangers GET, also with credentials +<red>reads 200<\/red>/);
    const open = verdictTable(await evidenceOf(byHand(OPEN)), ["firefox"], LOOK, false);
    expect(open).toMatch(/strangers GET +<yellow>reads 200<\/yellow>/);
    expect(open).toMatch(/strangers GET with credentials +<green>blocked<\/green>/);
    expect(open).toMatch(/https:\/\/app\.example\.com GET with credentials +<red>blocked<\/red>/);
    expect(open).toMatch(/POST with Content-Type +not sent/);
  });

  test.each([40, 60, 100])("%i columns are enough, with one engine", async (width) => {
    const table = verdictTable(await evidenceOf(byHand()), ["standard"], { ...PLAIN, width }, true);
    expect(Math.max(...table.split("\n").map((line) => line.length))).toBeLessThanOrEqual(width);
  });
});

describe("the sequence", () => {
  const drawn = async (server: TestServer, asked = {}): Promise<string> => {
    const { probes } = await evidenceOf(server, asked);
    return sequence(probes[0]!, ENGINES, PLAIN);
  };

  test("what engines see differently is drawn for each", async () => {
    const text = await drawn(byHand({ headers: "*", credentials: null }), { headers: [["Authorization", "Bearer 1"]] });
    expect(text.match(/^ {2}\w.*:$/gm)).toEqual(["  Chromium, Firefox, WebKit:", "  standard:"]);
    expect(text).toMatch(/standard:.*✗ access-control-allow-headers: \*\n +wanted authorization\n/is);
    expect(text).toContain("= the page reads it (200)");
  });

  test("a mark stands under the first byte that differs", async () => {
    const lines = (await drawn(byHand({ name: () => "https://app.example.org" }))).split("\n");
    const at = lines.findIndex((line) => line.includes("✗ access-control-allow-origin"));
    const [found = "", wanted = "", mark = ""] = lines.slice(at);
    expect(found.indexOf("https://app.example.org")).toBe(wanted.indexOf("https://app.example.com or *"));
    expect(mark.indexOf("^")).toBe(found.indexOf("org"));
  });

  test("secrets are left out", async () => {
    const more = { "Set-Cookie": "session=secret; Secure" };
    const text = await drawn(byHand({ more }), {
      headers: [["Authorization", "Bearer secret"]],
      credentials: "include",
    });
    expect(text).not.toContain("secret");
    expect(text).toContain("Authorization: Bearer …");
    expect(text).toContain("set-cookie: session=…; Secure");
    const turn: TestServer = ({ url, headers }) => {
      const cors = {
        "Access-Control-Allow-Origin": headers.get("origin") ?? "*",
        "Access-Control-Allow-Credentials": "true",
      };
      const cookie = { "Set-Cookie": "session=secret; SameSite=None; Secure", Location: "/next" };
      return url.endsWith("/next")
        ? new Response("", { headers: cors })
        : new Response(null, { status: 302, headers: { ...cors, ...cookie } });
    };
    const turned = await drawn(turn, { credentials: "include" });
    expect(turned).toContain("Cookie: …");
    expect(turned).not.toContain("secret");
  });

  test("what was held back is no verdict", async () => {
    const { probes } = await evidenceOf(byHand());
    const json = probes.find(({ probe }) => probe.id === "given POST with Content-Type")!;
    const text = sequence(json, ENGINES, PLAIN);
    expect(text).toContain("= not sent by corskit, so that nothing can be said of it");
    expect(text).not.toMatch(/console|blocked|fails/);
  });

  test("control characters of a server are shown by their number", async () => {
    const server: TestServer = () => ({ status: 200, headers: [["X-Cache", "\u009b2J"]] });
    expect(await drawn(server)).toContain("X-Cache: \\u009b2J");
  });
});
