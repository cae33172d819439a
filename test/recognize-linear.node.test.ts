import { expect, test } from "vitest";
import { recognize } from "../src/browser/index.ts";
import { CONSOLE_MESSAGES } from "./support/console-messages.ts";

// On Node alone: in workerd the clock stands still while code runs.
test.each([
  "Access to fetch at 'https://a.example/",
  "Access to fetch at 'u' from origin 'o' has been blocked by CORS policy: ",
  "The 'Access-Control-Allow-Origin' header contains multiple values '",
  "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at x. (",
  "Origin a is not allowed by Access-Control-Allow-Origin.\n",
  "Method ",
  "'",
  " ",
  "\n",
  "a",
  "net::ERR_",
  "TypeError\n",
])("take time in proportion to their length: %j", (piece) => {
  const time = (length: number): number => {
    const message = CONSOLE_MESSAGES.map(([, , template]) => template).join("\n") + piece.repeat(length / piece.length);
    const start = performance.now();
    recognize(message);
    return performance.now() - start;
  };
  time(10_000);
  expect(time(70_000)).toBeLessThan(2000);
});
