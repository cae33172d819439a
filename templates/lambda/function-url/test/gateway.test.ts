import { functionUrl } from "corskit/emit";
import { fromLambda } from "corskit/testing";
import { expect, test } from "vitest";
import { policy } from "../src/cors.ts";
import { handler } from "../src/index.ts";

test("its URL can say every origin of the policy", () => {
  const { lost } = functionUrl(policy);
  expect(lost.filter(({ code }) => code === "origins")).toEqual([]);
});

test("the function sets none of the headers that its URL sets", async () => {
  const request = new Request("https://api.example.com/notes", { headers: { Origin: "https://app.example.com" } });
  const { headers } = await fromLambda(handler)(request);
  expect([...headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
});
