import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { cors } from "../src/index.ts";

test("the faults that the README shows are those that are told", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const [, shown] = /^CorsConfigError: (.*?)\n```$/ms.exec(readme) ?? [];
  const config = { origin: "https://app.example.com/", allowCredentials: true, maxAge: 1e6 };
  expect(() => cors(config as never)).toThrow(expect.objectContaining({ message: shown }));
});
