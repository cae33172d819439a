import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { handler } from "../src/index.ts";

/** Events as AWS sends them; also for `sam local invoke --event`, `sam remote invoke` and the console. */
test.each([
  ["list", 200],
  ["write", 201],
  ["missing", 404],
])("events/%s.json: %i", async (name, status) => {
  const event = JSON.parse(await readFile(`events/${name}.json`, "utf8"));
  expect(await handler(event)).toMatchObject({ statusCode: status });
});
