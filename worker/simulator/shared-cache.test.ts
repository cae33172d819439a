import { expect, test } from "vitest";
import type { HeaderLine, NetworkRequest } from "../../src/browser/index.ts";
import type { SharedCache } from "./scenario.ts";
import { withSharedCache } from "./shared-cache.ts";

const FIRST = "https://first.example";
const SECOND = "https://second.example";

/** Who answers requests from these origins, one after the other, and for whom the answer was made. */
async function play(
  kind: SharedCache["kind"],
  lines: readonly HeaderLine[],
  origins: readonly string[],
  { method = "GET", firstOrigin = FIRST, status = 200 } = {},
): Promise<readonly string[]> {
  const server = async ({ headers }: NetworkRequest) => ({
    status,
    statusText: "",
    headers: [...lines, ["X-For", headers[0]?.[1] ?? "nobody"] as const],
    body: null,
  });
  const cache = withSharedCache(server, { kind, firstOrigin });
  const answers: string[] = [];
  for (const origin of origins) {
    const headers: HeaderLine[] = [["Origin", origin]];
    const { by, response } = await cache({
      method,
      url: "https://api.example/",
      headers,
      body: null,
      credentials: false,
    });
    answers.push(`${by}: ${response.headers.at(-1)?.[1]}`);
  }
  return answers;
}

const FROM_CACHE = `shared cache: ${FIRST}`;
const OWN = `server: ${SECOND}`;
const VARY: HeaderLine = ["Vary", "Accept-Encoding, origin"];

test.each<[what: string, kind: SharedCache["kind"], lines: readonly HeaderLine[], answers: readonly string[]]>([
  ["without a cache", "none", [], [OWN, OWN]],
  ["without Vary", "keeps Vary", [], [FROM_CACHE, FROM_CACHE]],
  ["with Vary: Origin", "keeps Vary", [VARY], [OWN, `shared cache: ${SECOND}`]],
  ["with Vary: *", "keeps Vary", [["Vary", "*"]], [OWN, OWN]],
  ["with Vary for something else", "keeps Vary", [["Vary", "Accept-Language"]], [FROM_CACHE, FROM_CACHE]],
  ["with Vary ignored", "ignores Vary", [VARY], [FROM_CACHE, FROM_CACHE]],
  ["no-store", "ignores Vary", [["Cache-Control", "No-Store"]], [OWN, OWN]],
  ["private", "ignores Vary", [["Cache-Control", "max-age=5, private"]], [OWN, OWN]],
])("%s", async (_, kind, lines, answers) => {
  expect(await play(kind, lines, [SECOND, SECOND])).toEqual(answers);
});

test("the page that was there before has its own answer", async () => {
  expect(await play("keeps Vary", [VARY], [FIRST])).toEqual([FROM_CACHE]);
});

test("who asked without Origin leaves an answer for nobody", async () => {
  expect(await play("ignores Vary", [], [SECOND], { firstOrigin: "" })).toEqual(["shared cache: nobody"]);
  expect(await play("keeps Vary", [VARY], [SECOND], { firstOrigin: "" })).toEqual([OWN]);
});

test("nothing but GET is kept, and no answer that never came", async () => {
  expect(await play("ignores Vary", [], [SECOND, SECOND], { method: "POST" })).toEqual([OWN, OWN]);
  expect(await play("ignores Vary", [], [SECOND, SECOND], { status: 0 })).toEqual([OWN, OWN]);
});

test("keeps no more than a hundred answers: whoever has a link can ask without end", async () => {
  const origins = Array.from({ length: 300 }, (_, i) => `https://${i}.example`);
  const answers = await play("keeps Vary", [VARY], [...origins, ...origins]);
  const again = answers.slice(origins.length).map((answer) => answer.split(":")[0]);
  expect(again.filter((by) => by === "shared cache")).toHaveLength(99);
});
