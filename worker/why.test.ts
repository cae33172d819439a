import { expect, test } from "vitest";
import { cors } from "../src/index.ts";
import { why } from "./why.ts";

const policy = cors({ allowOrigins: ["https://app.example.com", "https://*.example.com"] });
const FACTS = { method: "GET", url: "https://api.example.com/", requestMethod: null, requestHeaders: null };

function ask(body: BodyInit): Promise<Response> {
  return why(
    new Request("https://app.example.com/why", { method: "POST", body, duplex: "half" } as RequestInit),
    policy,
  );
}

test("tells what the policy decides, request by request", async () => {
  const origins = ["https://app.example.com", "https://evil.example", null, "\0"];
  const response = await ask(JSON.stringify(origins.map((origin) => ({ ...FACTS, origin }))));
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject([{ allowed: true }, { allowed: false }, {}, { allowed: false }]);
});

test.each([
  ["no JSON", "{"],
  ["no list", "{}"],
  ["too many", JSON.stringify(Array.from({ length: 201 }, () => ({ ...FACTS, origin: null })))],
  ["no requests", "[null, 1, []]"],
  ["a field that is missing", JSON.stringify([FACTS])],
  ["an upgrade that is no text", JSON.stringify([{ ...FACTS, origin: "https://evil.example", upgrade: {} }])],
  ["what nests without end", "[".repeat(50_000)],
])("%s is 422", async (_, body) => {
  expect((await ask(body)).status).toBe(422);
});

test("of an endless body no more is read than is needed to refuse it", async () => {
  let sent = 0;
  const body = new ReadableStream({
    pull(controller) {
      sent += 1;
      // Else a Worker that reads on would run out of memory.
      if (sent > 1000) controller.close();
      else controller.enqueue(new TextEncoder().encode(" ".repeat(10_000)));
    },
  });
  expect((await ask(body)).status).toBe(422);
  expect(sent).toBeLessThan(50);
});
